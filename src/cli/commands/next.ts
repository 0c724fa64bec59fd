import type { Automation } from "../../core/automation.ts";
import { upcomingTimes } from "../../triggers/upcoming.ts";
import { loadAutomationsOf, pickAutomation, withReading } from "../open.ts";
import { parseCount, type Options } from "../options.ts";
import { printJson, table } from "../print.ts";
import type { Session } from "../session.ts";

/** The next times of one automation, or of all, in the automation's zone and in UTC, with clock changes marked. */
export function run(session: Session, [wanted]: readonly string[], options: Options): Promise<number> {
  return withReading(session, async (reading) => {
    const chosen =
      wanted === undefined ? (await loadAutomationsOf(session, reading)).automations : [await pickAutomation(session, reading, wanted)];
    const count = parseCount("-n", options.text("n") ?? (wanted === undefined ? "1" : "10"));
    const paused = new Set(await reading.store.definitions.paused());
    const times = chosen.flatMap((automation) => timesOf(automation, count, automation.paused || paused.has(automation.id)));
    if (session.json) printJson(session, { times });
    else if (times.length === 0) session.say("Nothing is due: these automations run only by hand.");
    else session.print(table([["AUTOMATION", "LOCAL", "ZONE", "UTC", ""], ...times.map(cells)]));
    return 0;
  });
}

function timesOf(automation: Automation, count: number, paused: boolean) {
  const times = upcomingTimes(automation.triggers, new Date().toISOString(), count, automation.timezone);
  return times.map((time) => ({ automation: automation.id, timezone: automation.timezone, paused, ...time }));
}

function cells(time: ReturnType<typeof timesOf>[number]): string[] {
  return [
    time.automation,
    `${time.local.replace("T", " ")} ${time.offset}`,
    time.timezone,
    time.at,
    [time.paused ? "paused" : "", time.clockChange ?? ""].join(" ").trim(),
  ];
}
