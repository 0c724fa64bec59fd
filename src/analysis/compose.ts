import { mostWordsOf, type Automation } from "../core/automation.ts";
import type { Briefing, Bullet, Writing } from "../core/briefing.ts";
import type { JudgedFinding, LedgerEntry } from "../core/finding.ts";
import type { Change, Item, SourceHealth } from "../core/item.ts";
import type { Instance } from "../core/kinds/instance.ts";
import type { People } from "../core/person.ts";
import type { Prose } from "../core/prose.ts";
import { plainDateOf, type WorkCalendar } from "../core/work-calendar.ts";
import { meetingsOn } from "./briefing/agenda.ts";
import { mintCitations } from "./briefing/citations.ts";
import { coverageOf, gapBullet } from "./briefing/coverage.ts";
import { headlineOf } from "./briefing/headline.ts";
import { fitText, ROOMS, TIGHTEST, wordsIn, type Layout, type Room } from "./briefing/length.ts";
import { mailNews, needNothing } from "./briefing/mail-news.ts";
import { ownLines, withSummary } from "./briefing/own-lines.ts";
import { sectionsIn, type SectionParts } from "./briefing/sections.ts";
import type { Chased } from "./chase/types.ts";
import type { History } from "./ci/group/types.ts";
import { link, type Linked } from "./link.ts";
import { reports } from "./reports/registry.ts";
import type { Arrangement } from "./reports/report.ts";
import { membersOf, select, type Selection } from "./select.ts";
import { connectorOf } from "./source.ts";

export interface ComposeInput {
  automation: Pick<Automation, "id" | "name" | "timezone" | "report"> & Partial<Pick<Automation, "body">>;
  /** The run's id. */
  run: string;
  asOf: string;
  calendar: WorkCalendar;
  people: People;
  /** What was remembered of the causes of failing checks before this run; absent where nothing was. */
  history?: History;
  /** What asking people has come to; absent where nobody is asked. */
  chase?: Chased;
  judged: readonly JudgedFinding[];
  /** What could not be checked, as `analyse` said. */
  unchecked: readonly LedgerEntry[];
  /** What happened, as the executors wrote it. */
  bullets: readonly Bullet[];
  /** How they did; absent where no model was asked. */
  writing?: Writing;
  items: readonly Item[];
  /** What stood at the last run and is there no more: it can be cited, and counts for nothing. */
  gone: readonly Item[];
  /** What became of the items' fields lately, oldest first. */
  changes: readonly Change[];
  sources: readonly SourceHealth[];
  /** First letter of a source's citations, by connector. */
  aliases: Readonly<Record<string, string>>;
  /** The instant of the last briefing; absent on the first run. */
  since?: string;
}

/** The briefing that needs no model: as short as its report has to be, what needs the reader first, every line with its evidence. Pure. */
export function compose(input: ComposeInput): Briefing {
  const { automation, asOf, sources } = input;
  const items = new Map([...input.gone, ...input.items].map((item) => [item.id, item]));
  const selection = select(input.judged, asOf, input.calendar);
  const failed = sources.filter((health) => !health.ok);
  const own = ownLines(input.bullets, selection, items);
  const report = reportOf({ ...input, bullets: own.news }, { selection, told: own.told }, items);
  const layout = withPlaces(layOut(input, withSummary(report, own.summary, longerBy(automation)), failed), link(input.items));
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
    ...(input.writing && { writing: input.writing }),
    quiet: failed.length === 0 && own.summary.length === 0 && (report.isQuiet ?? layout.sections.length === 0),
  };
}

/** How many times as long as the briefing of a day it may be. */
function longerBy({ report }: ComposeInput["automation"]): number {
  return Math.max(1, Math.floor(mostWordsOf(report) / mostWordsOf(undefined)));
}

/** What the automation asks for, ready to be laid out. */
interface Arranged {
  arrange: Arrangement;
  /** Follows what was looked at. */
  ending: Prose;
  /** Where it is absent, a report without sections is quiet. */
  isQuiet?: boolean;
}

function reportOf(input: ComposeInput, { selection, told }: Pick<SectionParts, "selection" | "told">, items: Items): Arranged {
  const { report = "briefing", ...automation } = input.automation;
  const { body: question } = automation;
  const unique = {
    ...input,
    automation: automation.id,
    // The very list that the rules were given: what they have found in it need not be found again.
    items: link(input.items).items,
    selection,
    ...(question !== undefined && { question }),
  };
  if (report !== "briefing") return { arrange: reports[report](unique), ending: [] };
  const mail = mailNews(unique);
  const bullets = [...input.bullets, ...mail.bullets];
  const meetings = meetingsAhead(input);
  const parts = { ...unique, items, bullets, meetings, told };
  const hasGaps = input.sources.some((health) => !health.ok);
  const { asOf, calendar } = input;
  const headline = headlineOf(selection, { hasGaps, letters: mail.wanted, asOf, timezone: calendar.timezone });
  return {
    arrange: (room) => ({ headline, sections: sectionsIn(parts, room) }),
    ending: needNothing(mail.rest),
    isQuiet: bullets.length === 0 && !(meetings.length > 0 && isFirstToday(input)) && isSilent(selection),
  };
}

/** The roomiest layout that keeps to the length; the tightest where none does. */
function layOut(input: ComposeInput, { arrange, ending }: Arranged, failed: readonly SourceHealth[]): Layout {
  const coverage = [...coverageOf(input.sources, uniqueIn(input.items), input.since), ...ending];
  const gaps = failed.map((health) => gapBullet(health, uncheckedOf(health, input.unchecked)));
  const layIn = (room: Room): Layout => ({
    ...arrange(room),
    gaps: gaps.map((gap) => ({ ...gap, text: fitText(gap.text, room) })),
    coverage,
  });
  const most = mostWordsOf(input.automation.report);
  return ROOMS.map(layIn).find((layout) => wordsIn(layout) <= most) ?? layIn(TIGHTEST);
}

/** Each line with its evidence in all the services that it was seen in. */
function withPlaces(layout: Layout, { elsewhere }: Linked): Layout {
  const citing = (bullet: Bullet): Bullet => ({
    ...bullet,
    cites: [...new Set([...bullet.cites, ...bullet.cites.flatMap((id) => elsewhere.get(id) ?? [])])],
  });
  return { ...layout, sections: layout.sections.map((section) => ({ ...section, bullets: section.bullets.map(citing) })) };
}

type Items = ReadonlyMap<string, Item>;

/** Two grants may read the same thing; it is still one thing. */
function uniqueIn(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

function uncheckedOf(health: SourceHealth, unchecked: readonly LedgerEntry[]): LedgerEntry[] {
  const connector = connectorOf(health.source);
  return unchecked.filter(({ source, sources = [source] }) => sources.includes(connector));
}

/** The meetings of the day that are not over. */
function meetingsAhead({ asOf, calendar: { timezone }, people, items }: ComposeInput): Instance[] {
  return meetingsOn({ date: plainDateOf(asOf, timezone), timezone, people }, link(items).items).filter((meeting) => meeting.end > asOf);
}

/** An agenda that was told is nothing new later on the same day. */
function isFirstToday({ since, asOf, calendar: { timezone } }: ComposeInput): boolean {
  return since === undefined || plainDateOf(since, timezone) < plainDateOf(asOf, timezone);
}

/** What was told before and merely still holds is nothing to say. */
function isSilent({ risks, more, postponed, today, agenda, changed, cleared }: Selection): boolean {
  const isNews = [...today, ...agenda].some((group) => membersOf(group).some((each) => each.word !== "repeat"));
  return !isNews && [risks, more, postponed, changed, cleared].every((part) => part.length === 0);
}
