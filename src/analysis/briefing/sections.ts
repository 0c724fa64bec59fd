import type { Bullet, Section } from "../../core/briefing.ts";
import type { Item, SourceHealth } from "../../core/item.ts";
import { prose } from "../../core/prose.ts";
import { isEvent, type Group, type Selection } from "../select.ts";
import { clauseBullet, clearedBullet, countBullet, nameBullets, riskBullet, todayBullet } from "./bullets.ts";
import { noteBullets } from "./coverage.ts";
import { fitText, type Room } from "./length.ts";
import { newsWithin } from "./news.ts";

/** What the sections are made of. */
export interface SectionParts {
  /** The automation's id. */
  automation: string;
  selection: Selection;
  /** What happened, as the executors wrote it. */
  bullets: readonly Bullet[];
  sources: readonly SourceHealth[];
  items: ReadonlyMap<string, Item>;
}

/** The sections that have something to say, what needs the reader first, within the room there is. */
export function sectionsIn({ automation, selection, bullets, sources, items }: SectionParts, room: Room): Section[] {
  const { today, cleared, open } = selection;
  const risks = selection.risks.slice(0, room.risks);
  const more = [...selection.risks.slice(room.risks), ...selection.more];
  const changes = selection.changed.slice(0, room.changed);
  const news = newsWithin(bullets, Math.max(0, room.changed - changes.length));
  const small = smallOf(selection);
  const named = small.slice(0, room.small);
  const unnamed = small.slice(room.small);
  const notes = noteBullets(sources);
  const isCut = today.length > room.today || news.isCut || notes.length > room.notes;
  const sections: readonly Section[] = [
    { id: "risks", title: "At risk", style: "numbered", bullets: risks.map(riskBullet) },
    { id: "risks", title: "Also at risk", style: "line", bullets: nameBullets(...withEvents(more, room.names), true) },
    { id: "today", title: "Today", style: "line", bullets: today.slice(0, room.today).map(todayBullet) },
    { id: "changed", title: "Changed", style: "list", bullets: [...changes.map(clauseBullet), ...news.bullets] },
    { id: "changed", title: "Also changed", style: "line", bullets: nameBullets(selection.changed.slice(room.changed), room.names, false) },
    { id: "cleared", title: "Cleared", style: "line", bullets: cleared.slice(0, room.today).map((each) => clearedBullet(each, items)) },
    { id: "open", title: "Still open", style: "line", bullets: nameBullets(open, room.names, false) },
    { id: "open", title: "Smaller", style: "line", bullets: nameBullets(named, room.small, false) },
    {
      id: "counts",
      title: "Not shown",
      style: "line",
      bullets: [
        ...(unnamed.length > 0
          ? [
              countBullet(
                unnamed.map((group) => group.lead),
                automation,
              ),
            ]
          : []),
        ...(isCut ? [{ kind: "fact", text: prose`Further lines, for length.`, cites: [], flags: [] } as const] : []),
      ],
    },
    { id: "counts", title: "Notes", style: "list", bullets: notes.slice(0, room.notes) },
  ];
  return sections.filter((section) => section.bullets.length > 0).map((section) => fitSection(section, room));
}

/** What waits for its turn comes before what is too small or too unsure for one. */
function smallOf({ postponed, small }: Selection): Group[] {
  return [...postponed, ...small.map((lead) => ({ lead, also: [] }))];
}

/** An event is named however little room there is, since nobody will come upon it again. */
function withEvents(groups: readonly Group[], names: number): [Group[], number] {
  const events = groups.filter(isEvent);
  return [[...events, ...groups.filter((group) => !isEvent(group))], Math.max(names, events.length)];
}

function fitSection(section: Section, room: Room): Section {
  return { ...section, bullets: section.bullets.map((bullet) => ({ ...bullet, text: fitText(bullet.text, room) })) };
}
