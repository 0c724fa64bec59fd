import type { Automation } from "../../core/automation.ts";
import type { Occurrence } from "../../core/occurrence.ts";
import { guardText } from "../../render/guard.ts";
import { formatInstant } from "../../render/prose.ts";
import { dueTimes } from "../due-times.ts";
import { eventsInWords } from "../event-words.ts";
import { loadAutomationsOf, pickAutomation, withReading, type Reading } from "../open.ts";
import { parseCount, type Options } from "../options.ts";
import { printJson, table } from "../print.ts";
import type { Session } from "../session.ts";

/** Times of one automation, each of which is computed. */
const MOST_TIMES = 1_000;

/** The next times of one automation, or of all, with clock changes and days off marked; the events that they wait for; the bursts that are collected. */
export function run(session: Session, [wanted]: readonly string[], options: Options): Promise<number> {
  return withReading(session, async (reading) => {
    const chosen =
      wanted === undefined ? (await loadAutomationsOf(session, reading)).automations : [await pickAutomation(session, reading, wanted)];
    const count = parseCount("-n", options.text("n") ?? (wanted === undefined ? "1" : "10"), MOST_TIMES);
    const automations = await withPauses(reading, chosen);
    const times = automations.flatMap((automation) => timesOf(automation, reading, count));
    const events = (await Promise.all(automations.map(waitsOf))).flat();
    const ids = new Set(automations.map(({ id }) => id));
    const collecting = (await reading.store.occurrences.collecting()).filter(({ automation }) => ids.has(automation));
    if (session.json) printJson(session, { times, events, collecting });
    else printAll(session, { times, events, collecting }, reading);
    return 0;
  });
}

interface Coming {
  times: readonly ReturnType<typeof timesOf>[number][];
  events: readonly Awaited<ReturnType<typeof waitsOf>>[number][];
  collecting: readonly Occurrence[];
}

async function withPauses({ store }: Reading, automations: readonly Automation[]): Promise<Automation[]> {
  const paused = new Set((await store.definitions.paused()).map(({ automation }) => automation));
  return automations.map((automation) => ({ ...automation, paused: automation.paused || paused.has(automation.id) }));
}

function timesOf(automation: Automation, { workspace }: Reading, count: number) {
  const { id, timezone, paused } = automation;
  return dueTimes(automation, workspace, count).map((time) => ({ automation: id, timezone, paused, ...time }));
}

/** What an automation waits for, one line for each of its event triggers. */
async function waitsOf(automation: Automation) {
  const { id, paused } = automation;
  return (await eventsInWords(automation)).map((when) => ({ automation: id, paused, when }));
}

function printAll(session: Session, { times, events, collecting }: Coming, { workspace }: Reading): void {
  const reader = { timezone: workspace.calendar.timezone, asOf: new Date().toISOString() };
  const tables = [
    [["AUTOMATION", "LOCAL", "ZONE", "UTC", ""], ...times.map(cells)],
    [["ON EVENTS", ""], ...events.map(({ automation, when, paused }) => [automation, paused ? `${when} (paused)` : when])],
    [
      ["COLLECTING", "UNTIL", "FIRST EVENT"],
      ...collecting.map(({ automation, startAt = "", event }) => [
        automation,
        formatInstant(startAt, reader),
        guardText(event?.title ?? "", LONGEST_TITLE),
      ]),
    ],
  ].filter((rows) => rows.length > 1);
  if (tables.length === 0) session.say("Nothing is due: these automations run only by hand.");
  else session.print(tables.map((rows) => table(rows, session.tableWidth)).join("\n\n"));
}

const LONGEST_TITLE = 200;

function cells(time: Coming["times"][number]): string[] {
  const skipped = time.dayOff === undefined ? undefined : `skipped: ${time.dayOff}`;
  const later = skipped !== undefined || time.startsAt === time.at ? undefined : `starts at ${clockTime(time)}`;
  const told = [time.paused ? "paused" : undefined, skipped, later, time.clockChange].filter((note) => note !== undefined).join("; ");
  const utc = time.at.replace(/:00\.000Z$/, "Z");
  return [time.automation, `${time.local.replace("T", " ")} ${time.offset}`, time.timezone, utc, told];
}

/** To the second, since a start may be put off by a few of them. */
function clockTime({ startsAt, timezone }: Coming["times"][number]): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: timezone, timeStyle: "medium" }).format(new Date(startsAt));
}
