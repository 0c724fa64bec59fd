import type { Bullet, Section } from "../../core/briefing.ts";
import type { Item, SourceHealth } from "../../core/item.ts";
import { prose } from "../../core/prose.ts";
import type { Selection } from "../select.ts";
import { clauseBullet, clearedBullet, countBullet, namesBullet, riskBullet, todayBullet } from "./bullets.ts";
import { noteBullets } from "./coverage.ts";
import { fitText, type Room } from "./length.ts";

/** What the sections are made of. */
export interface SectionParts {
  selection: Selection;
  /** What happened, as the executors wrote it. */
  bullets: readonly Bullet[];
  sources: readonly SourceHealth[];
  items: ReadonlyMap<string, Item>;
}

/** The sections that have something to say, what needs the reader first, within the room there is. */
export function sectionsIn({ selection, bullets, sources, items }: SectionParts, room: Room): Section[] {
  const { today, cleared, open, small, postponed } = selection;
  const risks = selection.risks.slice(0, room.risks);
  const more = [...selection.risks.slice(room.risks), ...selection.more];
  const changed = [...selection.changed.map(clauseBullet), ...bullets];
  const unshown = [...small, ...postponed.map((group) => group.lead)];
  const isCut = today.length > room.today || changed.length > room.changed;
  const sections: readonly Section[] = [
    { id: "risks", title: "At risk", style: "numbered", bullets: risks.map(riskBullet) },
    { id: "risks", title: "Also at risk", style: "line", bullets: more.length > 0 ? [namesBullet(more, room.names, true)] : [] },
    { id: "today", title: "Today", style: "line", bullets: today.slice(0, room.today).map(todayBullet) },
    { id: "changed", title: "Changed", style: "list", bullets: changed.slice(0, room.changed) },
    { id: "cleared", title: "Cleared", style: "line", bullets: cleared.slice(0, room.today).map((each) => clearedBullet(each, items)) },
    { id: "open", title: "Still open", style: "line", bullets: open.length > 0 ? [namesBullet(open, room.names, false)] : [] },
    {
      id: "counts",
      title: "Not shown",
      style: "line",
      bullets: [
        ...(unshown.length > 0 ? [countBullet(unshown, "smaller flag")] : []),
        ...(isCut ? [{ kind: "fact", text: prose`Further lines, for length.`, cites: [], flags: [] } as const] : []),
      ],
    },
    { id: "counts", title: "Notes", style: "list", bullets: noteBullets(sources) },
  ];
  return sections.filter((section) => section.bullets.length > 0).map((section) => fitSection(section, room));
}

function fitSection(section: Section, room: Room): Section {
  return { ...section, bullets: section.bullets.map((bullet) => ({ ...bullet, text: fitText(bullet.text, room) })) };
}
