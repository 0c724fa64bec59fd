import { isPersonal, type Briefing } from "../../../src/core/briefing.ts";
import { plainDateOf, weekdayOf } from "../../../src/core/work-calendar.ts";
import { instantAt } from "../../../src/analysis/chase/hours.ts";
import type { Launch, Scenario } from "./scenario.ts";
import type { World } from "./simulate.ts";

/** A digest as its reader had it in front of them. */
export interface Digest {
  automation: string;
  /** What it speaks of is as of this instant. */
  asOf: string;
  /** Empty for a day on which nothing was told, since nothing was new. */
  head: string;
  text: string;
}

const ZONE = "Europe/Berlin";
const DAY_MS = 24 * 60 * 60_000;
/** A digest is told from half past three on, by the run of the next full hour. */
const [FROM, AT] = ["15:30", "16:00"];

/** The digests of a launch, and an empty one for each workday on which somebody was at work and told none; by their instants. */
export function withSilentDays(digests: readonly Digest[], { scenario, reaper }: World, { id }: Launch): Digest[] {
  const own = digests.filter(({ automation }) => automation === id);
  const told = new Set(own.map(({ asOf }) => plainDateOf(asOf, ZONE)));
  const isDown = (day: string): boolean =>
    reaper.killed.some(({ at, until }) => at <= instantOf(day, AT) && until >= instantOf(day, "23:59"));
  const silent = workdaysOf(scenario).filter((day) => !told.has(day) && !isDown(day));
  const empty = silent.map((day) => ({ automation: id, asOf: instantOf(day, AT), head: "", text: "" }));
  return [...own, ...empty].toSorted((a, b) => a.asOf.localeCompare(b.asOf));
}

function instantOf(day: string, time: string): string {
  return new Date(instantAt(day, time, ZONE)).toISOString();
}

/** Days that a scenario lasts for whole. */
function workdaysOf({ from, to }: Scenario): string[] {
  const days = Array.from({ length: Math.ceil((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1 }, (_, index) =>
    plainDateOf(new Date(Date.parse(from) + index * DAY_MS).toISOString(), ZONE),
  );
  return days.filter((day) => weekdayOf(day) <= 5 && day > plainDateOf(from, ZONE) && day < plainDateOf(to, ZONE));
}

/** Whether it came before its time of the day. */
export function isEarly({ asOf }: Digest): boolean {
  return new Date(asOf).toLocaleTimeString("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" }) < FROM;
}

/** Every digest that Sam was shown, with what hangs below it; by their instants. */
export async function findDigests({ town, office }: World): Promise<Digest[]> {
  const byKey = Map.groupBy(
    town.editions.filter(({ to }) => to === "USAM"),
    ({ metadata }) => metadata.event_payload.key,
  );
  const { outbox, documents } = office.app.store;
  const all = [...byKey].map(async ([key, parts]): Promise<Digest[]> => {
    const entry = await outbox.find(key);
    if (entry?.run === undefined) return [];
    const briefing = await documents.get<Briefing>(entry.briefing);
    const head = textIn(parts.filter(({ thread }) => thread === undefined));
    return isPersonal(briefing) ? [] : [{ automation: entry.automation, asOf: briefing.asOf, head, text: textIn(parts) }];
  });
  return (await Promise.all(all)).flat().toSorted((a, b) => a.asOf.localeCompare(b.asOf));
}

function textIn(parts: readonly { blocks: readonly unknown[] }[]): string {
  const found = parts.flatMap(({ blocks }) => [...JSON.stringify(blocks).matchAll(/"text":("(?:[^"\\]|\\.)*")/g)]);
  return found.map(([, text = ""]) => String(JSON.parse(text))).join("\n");
}
