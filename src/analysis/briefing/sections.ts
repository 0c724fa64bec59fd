import type { Bullet, Section } from "../../core/briefing.ts";
import type { Item, SourceHealth } from "../../core/item.ts";
import type { Instance } from "../../core/kinds/instance.ts";
import { prose } from "../../core/prose.ts";
import { plainDateOf, type WorkCalendar } from "../../core/work-calendar.ts";
import { isNewInCount } from "../ledger.ts";
import { isEvent, membersOf, type Group, type Selection } from "../select.ts";
import { agendaBullets } from "./agenda.ts";
import {
  clauseBullet,
  clearedBullets,
  countBullet,
  nameBullets,
  restBullet,
  riskBullet,
  silencedBullet,
  todayBullet,
  type Naming,
} from "./bullets.ts";
import { noteBullets } from "./coverage.ts";
import { fitBullet, type Room } from "./length.ts";
import { newsWithin } from "./news.ts";

/** What the sections are made of. */
export interface SectionParts {
  /** The automation's id. */
  automation: string;
  asOf: string;
  calendar: WorkCalendar;
  /** Those of today that are not over. */
  meetings: readonly Instance[];
  selection: Selection;
  /** A model's own line about a group, where it has one. */
  told(group: Group): Bullet | undefined;
  /** What happened, as the executors wrote it. */
  bullets: readonly Bullet[];
  sources: readonly SourceHealth[];
  items: ReadonlyMap<string, Item>;
}

/** The sections that have something to say, what needs the reader first, within the room there is. */
export function sectionsIn(parts: SectionParts, room: Room): Section[] {
  const { selection, bullets, items, asOf, calendar, told } = parts;
  const { cleared } = selection;
  const risks = selection.risks.slice(0, room.risks);
  const more = eventsFirst([...selection.risks.slice(room.risks), ...selection.more]);
  const changes = selection.changed.slice(0, room.changed);
  const news = newsWithin(bullets, Math.max(0, room.changed - changes.length));
  const notes = noteBullets(parts.sources);
  const naming = namingOf(parts, room);
  const named = smallOf(selection).slice(0, room.small);
  const open = openOf(selection, room);
  const isCut = news.isCut || notes.length > room.notes;
  const sections: readonly Section[] = [
    {
      id: "risks",
      title: "At risk",
      style: "numbered",
      bullets: risks.map((group) => told(group) ?? riskBullet(group, asOf, calendar.timezone)),
    },
    {
      id: "risks",
      title: "Also at risk",
      style: "line",
      bullets: nameBullets(more, { ...naming, most: Math.max(room.names, more.filter(isEvent).length), withOwner: true }),
    },
    { id: "today", title: "Today", style: "line", bullets: todayBullets(parts, room) },
    { id: "changed", title: "Changed", style: "list", bullets: [...changes.map(clauseBullet), ...news.bullets] },
    { id: "changed", title: "Also changed", style: "line", bullets: nameBullets(selection.changed.slice(room.changed), naming) },
    { id: "cleared", title: "Cleared", style: "line", bullets: clearedBullets(cleared, items, room.today) },
    { id: "open", title: "Still open", style: "line", bullets: nameBullets(open, naming) },
    { id: "open", title: "Smaller", style: "line", bullets: nameBullets(named, { ...naming, most: room.small }) },
    { id: "counts", title: "Not shown", style: "line", bullets: notShown(parts, room, isCut) },
    { id: "counts", title: "Notes", style: "list", bullets: notes.slice(0, room.notes) },
  ];
  return sections.filter((section) => section.bullets.length > 0).map((section) => fitSection(section, room));
}

/** Names of what is told by name alone. */
function namingOf({ automation, asOf, calendar: { timezone } }: SectionParts, { names }: Room): Naming {
  return { automation, most: names, today: plainDateOf(asOf, timezone), timezone };
}

/** The day's meetings, then what falls due on it. */
function todayBullets(parts: SectionParts, room: Room): Bullet[] {
  const { selection, meetings } = parts;
  const isAhead = ({ lead }: Group): boolean => meetings.some(({ item }) => item.id === lead.finding.primary);
  const due = [...selection.agenda.filter((group) => !isAhead(group)), ...selection.today];
  const rest = due.slice(room.today);
  return [
    ...agendaBullets(meetings, selection.agenda.filter(isAhead), room.today),
    ...due.slice(0, room.today).map((group) => todayBullet(group, meetings.length > 0)),
    ...(rest.length > 0 ? [restBullet(rest, namingOf(parts, room))] : []),
  ];
}

function notShown({ automation, selection }: SectionParts, room: Room, isCut: boolean): Bullet[] {
  const unnamed = smallOf(selection)
    .slice(room.small)
    .map((group) => group.lead);
  const silenced = selection.silent.filter(isNewInCount);
  return [
    ...(unnamed.length > 0 ? [countBullet(unnamed, automation)] : []),
    ...(silenced.length > 0 ? [silencedBullet(silenced)] : []),
    ...(isCut ? [{ kind: "fact", text: prose`Further lines, for length.`, cites: [], flags: [] } as const] : []),
  ];
}

/** What waits for its turn comes before what is too small or too unsure for one; what was said of either the last time is not said again. */
function smallOf({ postponed, small }: Selection): Group[] {
  return [...postponed, ...small.map((lead) => ({ lead, also: [] }))].filter(isNewsOf);
}

/** The first line says how many are open; those that are not named are counted once more only where the count is another one. */
function openOf({ open }: Selection, { names }: Room): readonly Group[] {
  return open.slice(names).some(isNewsOf) ? open : open.slice(0, names);
}

function isNewsOf(group: Group): boolean {
  return membersOf(group).some(isNewInCount);
}

/** An event is named however little room there is, since nobody will come upon it again. */
function eventsFirst(groups: readonly Group[]): Group[] {
  return [...groups.filter(isEvent), ...groups.filter((group) => !isEvent(group))];
}

function fitSection(section: Section, room: Room): Section {
  return { ...section, bullets: section.bullets.map((bullet) => fitBullet(bullet, room)) };
}
