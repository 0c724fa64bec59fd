import type { Automation } from "../core/automation.ts";
import type { Briefing, Bullet } from "../core/briefing.ts";
import type { JudgedFinding, LedgerEntry } from "../core/finding.ts";
import type { Item, SourceHealth } from "../core/item.ts";
import type { WorkCalendar } from "../core/work-calendar.ts";
import { mintCitations } from "./briefing/citations.ts";
import { coverageOf, gapBullet } from "./briefing/coverage.ts";
import { headlineOf } from "./briefing/headline.ts";
import { fitText, MOST_WORDS, ROOMS, TIGHTEST, wordsIn, type Layout, type Room } from "./briefing/length.ts";
import { sectionsIn } from "./briefing/sections.ts";
import { membersOf, select, type Selection } from "./select.ts";
import { connectorOf } from "./source.ts";

export interface ComposeInput {
  automation: Pick<Automation, "id" | "name" | "timezone">;
  /** The run's id. */
  run: string;
  asOf: string;
  calendar: WorkCalendar;
  judged: readonly JudgedFinding[];
  /** What could not be checked, as `analyse` said. */
  unchecked: readonly LedgerEntry[];
  /** What happened, as the executors wrote it. */
  bullets: readonly Bullet[];
  items: readonly Item[];
  /** What stood at the last run and is there no more: it can be cited, and counts for nothing. */
  gone: readonly Item[];
  sources: readonly SourceHealth[];
  /** First letter of a source's citations, by connector. */
  aliases: Readonly<Record<string, string>>;
  /** The instant of the last briefing; absent on the first run. */
  since?: string;
}

/** The briefing that needs no model: at most 250 words, what needs the reader first, every line with its evidence. Pure. */
export function compose(input: ComposeInput): Briefing {
  const { automation, asOf, sources } = input;
  const items = new Map([...input.gone, ...input.items].map((item) => [item.id, item]));
  const selection = select(input.judged, asOf, input.calendar);
  const failed = sources.filter((health) => !health.ok);
  const layout = layOut(input, selection, items, failed);
  const bullets = [...layout.sections.flatMap((section) => section.bullets), ...layout.gaps];
  return {
    automation: automation.id,
    title: automation.name,
    run: input.run,
    asOf,
    timezone: automation.timezone,
    example: input.items.some((item) => item.fields["example"] === true),
    ...layout,
    citations: mintCitations(bullets, items, input.aliases),
    sources,
    quiet: failed.length === 0 && input.bullets.length === 0 && isSilent(selection),
  };
}

/** The roomiest layout that keeps to the length; the tightest where none does. */
function layOut(input: ComposeInput, selection: Selection, items: ReadonlyMap<string, Item>, failed: readonly SourceHealth[]): Layout {
  const headline = headlineOf(selection, failed.length > 0);
  const coverage = coverageOf(input.sources, uniqueIn(input.items), input.since);
  const gaps = failed.map((health) => gapBullet(health, uncheckedOf(health, input.unchecked)));
  const layIn = (room: Room): Layout => ({
    headline,
    sections: sectionsIn({ automation: input.automation.id, selection, bullets: input.bullets, sources: input.sources, items }, room),
    gaps: gaps.map((gap) => ({ ...gap, text: fitText(gap.text, room) })),
    coverage,
  });
  return ROOMS.map(layIn).find((layout) => wordsIn(layout) <= MOST_WORDS) ?? layIn(TIGHTEST);
}

/** Two grants may read the same thing; it is still one thing. */
function uniqueIn(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

function uncheckedOf(health: SourceHealth, unchecked: readonly LedgerEntry[]): LedgerEntry[] {
  return unchecked.filter((entry) => entry.source === connectorOf(health.source));
}

/** What was told before and merely still holds is nothing to say. */
function isSilent({ risks, more, postponed, today, changed, cleared }: Selection): boolean {
  const isNews = today.some((group) => membersOf(group).some((each) => each.word !== "repeat"));
  return !isNews && [risks, more, postponed, changed, cleared].every((part) => part.length === 0);
}
