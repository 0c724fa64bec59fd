import type { Bullet, Section } from "../../core/briefing.ts";
import { isMustMention, type JudgedFinding } from "../../core/finding.ts";
import type { Item } from "../../core/item.ts";
import { mailIn } from "../../core/kinds/mail.ts";
import { prose, type Prose } from "../../core/prose.ts";
import { plainDateOf } from "../../core/work-calendar.ts";
import { flagsBullet, nameBullets } from "../briefing/bullets.ts";
import { firstNotes } from "../briefing/coverage.ts";
import { aboutWords } from "../briefing/endangered.ts";
import { countFlags } from "../briefing/flag-count.ts";
import { fitBullet, type Room } from "../briefing/length.ts";
import { factsIn, itemsIn } from "../facts.ts";
import { membersOf, type Group, type Selection } from "../select.ts";
import type { Arrangement, ReportInput } from "./report.ts";

/** Names that there is room for where it is said what flags on other matters are about. */
const MOST_ROOM = 4;
/** Items that a line cites for what it only counts. */
const MOST_COUNTED = 3;

/** A line that cites what it shows, and speaks for these findings. */
export function lineOf(text: Prose, judged: readonly JudgedFinding[] = []): Bullet {
  // A conversation is known by its first letter, also where a later one is told.
  const primary = judged.slice(0, 1).map(({ finding }) => finding.primary);
  const cites = [...new Set([...factsIn(text).map((fact) => fact.item), ...itemsIn(text).slice(0, MOST_COUNTED), ...primary])];
  return { kind: "fact", text, cites, flags: judged.map((each) => each.finding.key) };
}

/** What stands about an item, and the reader wants to be told of; of a letter what stands about its whole conversation. */
export function findingsAbout(item: string, { judged, items }: ReportInput): JudgedFinding[] {
  const own = new Set(conversationsOf(items).get(item) ?? [item]);
  return judged.filter(({ finding, word }) => own.has(finding.primary) && word !== "acknowledged" && word !== "resolved");
}

/** Put together once for each list, since every line asks. */
const conversations = new WeakMap<readonly Item[], ReadonlyMap<string, readonly string[]>>();

/** By a letter's id, the ids of its whole conversation. */
function conversationsOf(items: readonly Item[]): ReadonlyMap<string, readonly string[]> {
  const known = conversations.get(items) ?? readConversations(items);
  conversations.set(items, known);
  return known;
}

function readConversations(items: readonly Item[]): ReadonlyMap<string, readonly string[]> {
  const threads = [...Map.groupBy(mailIn(items), ({ thread }) => thread).values()].map((mails) => mails.map(({ item }) => item.id));
  return new Map(threads.flatMap((ids) => ids.map((id) => [id, ids] as const)));
}

/** What a report says of its own, before what stands besides is added. */
export interface Draft {
  /** What the one thing is called that it speaks of, where it is one. */
  about?: string;
  /** Without its full stop. */
  headline: Prose;
  sections: readonly Section[];
  /** What else belongs to it, of all that stands; absent where whatever is new at risk does. */
  belongs?: (group: Group) => boolean;
  /** It is about what is at risk itself, so that what stands besides is more of the same. */
  isOfRisks?: boolean;
  /** Its readers asked for nothing else: what does not belong to it is counted only where it must be told. */
  isApart?: boolean;
}

/**
 * The sections that say something, each flag in one line. What is at risk besides is counted in the headline and named, so that no
 * report keeps it from its reader; what does not belong is counted only.
 */
export function finishReport(
  { about, headline, sections, belongs, isOfRisks = false, isApart = false }: Draft,
  input: ReportInput,
  room: Room,
): ReturnType<Arrangement> {
  const { selection, automation, asOf, calendar } = input;
  const told = new Set<string>();
  const single = sections.map((section) => ({ ...section, bullets: section.bullets.map((bullet) => flagOnce(bullet, told)) }));
  const untold = (groups: readonly Group[]): Group[] => groups.flatMap((group) => withoutTold(group, told));
  const fresh = untold([...selection.risks, ...selection.more]);
  const besides = belongs === undefined ? fresh : untold(standingIn(selection)).filter(belongs);
  const isCounted = (group: Group): boolean => !isApart || membersOf(group).some(isMustMention);
  const elsewhere = belongs === undefined ? [] : fresh.filter((group) => !belongs(group) && isCounted(group));
  const hasGaps = input.sources.some((health) => !health.ok);
  const names = room.names >= MOST_ROOM ? aboutWords(elsewhere, input.items) : [];
  const naming = { automation, today: plainDateOf(asOf, calendar.timezone), timezone: calendar.timezone };
  const all: readonly Section[] = [
    ...single,
    { id: "risks", title: "Also at risk", style: "line", bullets: nameBullets(besides, { ...naming, most: room.names, withOwner: true }) },
    {
      id: "counts",
      title: "On other matters",
      style: "line",
      bullets: elsewhere.length === 0 ? [] : [flagsBullet(elsewhere, naming, names)],
    },
    { id: "counts", title: "Notes", style: "list", bullets: firstNotes(input.sources, room.notes, automation) },
  ];
  return {
    ...(about !== undefined && { about }),
    headline: prose`${headline}${besidesIn(besides, isOfRisks)}${hasGaps ? "; not everything could be read" : ""}.`,
    sections: all.filter((section) => section.bullets.length > 0).map((section) => fitSection(section, room)),
  };
}

function standingIn({ risks, more, today, agenda, changed, open, postponed }: Selection): Group[] {
  return [risks, more, today, agenda, changed, open, postponed].flat();
}

function besidesIn(besides: readonly Group[], isOfRisks: boolean): Prose {
  if (besides.length === 0) return [];
  const leads = besides.map(({ lead }) => lead);
  if (isOfRisks) return prose`, and ${countFlags(leads, "")} more`;
  const number = countFlags(leads, "other thing");
  return prose`; ${number} ${besides.length === 1 ? "is" : "are"} at risk`;
}

function flagOnce(bullet: Bullet, told: Set<string>): Bullet {
  const flags = bullet.flags.filter((flag) => !told.has(flag));
  for (const flag of flags) told.add(flag);
  return { ...bullet, flags };
}

function withoutTold(group: Group, told: ReadonlySet<string>): Group[] {
  const [lead, ...also] = membersOf(group).filter(({ finding }) => !told.has(finding.key));
  return lead ? [{ lead, also }] : [];
}

function fitSection(section: Section, room: Room): Section {
  return { ...section, bullets: section.bullets.map((bullet) => fitBullet(bullet, room)) };
}
