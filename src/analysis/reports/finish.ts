import type { Bullet, Section } from "../../core/briefing.ts";
import type { JudgedFinding } from "../../core/finding.ts";
import type { Prose } from "../../core/prose.ts";
import { nameBullets } from "../briefing/bullets.ts";
import { noteBullets } from "../briefing/coverage.ts";
import { fitText, type Room } from "../briefing/length.ts";
import { factsIn, itemsIn } from "../facts.ts";
import { membersOf, type Group } from "../select.ts";
import type { ReportInput } from "./report.ts";

/** Items that a line cites for what it only counts. */
const MOST_COUNTED = 3;

/** A line that cites what it shows, and speaks for these findings. */
export function lineOf(text: Prose, judged: readonly JudgedFinding[] = []): Bullet {
  const cites = [...new Set([...factsIn(text).map((fact) => fact.item), ...itemsIn(text).slice(0, MOST_COUNTED)])];
  return { kind: "fact", text, cites, flags: judged.map((each) => each.finding.key) };
}

/** What stands about an item, and the reader wants to be told of. */
export function findingsAbout(item: string, { judged }: ReportInput): JudgedFinding[] {
  return judged.filter(({ finding, word }) => finding.primary === item && word !== "acknowledged" && word !== "resolved");
}

/** The sections that say something, each flag in one line; what is at risk besides is named, so that no report keeps it from its reader. */
export function finishSections(sections: readonly Section[], input: ReportInput, room: Room): Section[] {
  const told = new Set<string>();
  const single = sections.map((section) => ({ ...section, bullets: section.bullets.map((bullet) => flagOnce(bullet, told)) }));
  const besides = [...input.selection.risks, ...input.selection.more].flatMap((group) => withoutTold(group, told));
  const all: readonly Section[] = [
    ...single,
    { id: "risks", title: "Also at risk", style: "line", bullets: nameBullets(besides, room.names, true) },
    { id: "counts", title: "Notes", style: "list", bullets: noteBullets(input.sources).slice(0, room.notes) },
  ];
  return all.filter((section) => section.bullets.length > 0).map((section) => fitSection(section, room));
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
  return { ...section, bullets: section.bullets.map((bullet) => ({ ...bullet, text: fitText(bullet.text, room) })) };
}
