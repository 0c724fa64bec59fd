import type { Bullet, Section } from "../../core/briefing.ts";
import { isMustMention } from "../../core/finding.ts";
import type { Item } from "../../core/item.ts";
import { findWholeWords } from "../../lib/whole-words.ts";
import { itemsIn } from "../facts.ts";
import type { Arrangement } from "../reports/report.ts";
import { membersOf, type Group, type Selection } from "../select.ts";

/** Lines by whom they are and what they are about. */
export interface OwnLines {
  /** By code: what happened. */
  news: readonly Bullet[];
  /** By a model, where it takes no other line's place. */
  summary: readonly Bullet[];
  /** A model's line that takes the place of code's about a group of flags: about these alone, none of which has to be told, and plainly so. */
  told(group: Group): Bullet | undefined;
}

type Items = ReadonlyMap<string, Item>;

/**
 * Divides lines by where they go. What a model writes of a flag that has to be told, or of several groups at once, stands in the summary: it
 * takes nothing from the reader that code says.
 */
export function ownLines(bullets: readonly Bullet[], selection: Selection, items: Items): OwnLines {
  const own = bullets.filter(({ by }) => by === "model");
  const standing = new Map(selection.risks.map((group) => [group, own.find((bullet) => standsFor(bullet, group, items))]));
  const placed = new Set(standing.values());
  const primaries = primariesOf(selection);
  const isAboutNews = ({ flags }: Bullet): boolean => flags.length === 0 || flags.some((flag) => primaries.has(flag));
  return {
    news: bullets.filter(({ by }) => by !== "model"),
    summary: own.filter((bullet) => !placed.has(bullet) && isAboutNews(bullet)).map((bullet) => unflagged(bullet, primaries, items)),
    told: (group) => standing.get(group),
  };
}

/** What those findings are about, by key, that are more than still open. */
function primariesOf({ risks, more, changed }: Selection): ReadonlyMap<string, string> {
  return new Map([risks, more, changed].flat().flatMap((group) => membersOf(group).map(({ finding }) => [finding.key, finding.primary])));
}

function standsFor({ text, flags }: Bullet, group: Group, items: Items): boolean {
  const members = membersOf(group);
  const keys = members.map(({ finding }) => finding.key);
  if (members.some(isMustMention) || flags.length !== keys.length || !keys.every((key) => flags.includes(key))) return false;
  const { primary } = group.lead.finding;
  const title = items.get(primary)?.title;
  const words = text.map((span) => ("text" in span ? span.text : "\n")).join("");
  return itemsIn(text).includes(primary) || (title !== undefined && findWholeWords(words, title, true) !== undefined);
}

/** A line beside the one that has its flags; what they are about backs its numbers still. */
function unflagged(bullet: Bullet, primaries: ReadonlyMap<string, string>, items: Items): Bullet {
  const about = bullet.flags.flatMap((flag) => primaries.get(flag) ?? []).filter((id) => items.has(id));
  return { ...bullet, cites: [...new Set([...bullet.cites, ...about])], flags: [] };
}

/** The same report with what a model has to say in general, behind what needs the reader; so many times the lines that a briefing of a day has. */
export function withSummary<Report extends { arrange: Arrangement }>(report: Report, summary: readonly Bullet[], times: number): Report {
  if (summary.length === 0) return report;
  return {
    ...report,
    arrange(room) {
      const { sections, ...arranged } = report.arrange(room);
      const first = sections.findIndex(({ id }) => id !== "risks");
      const own: Section = { id: "summary", title: "Summary", style: "list", bullets: summary.slice(0, room.summary * times) };
      return { ...arranged, sections: sections.toSpliced(first < 0 ? sections.length : first, 0, own) };
    },
  };
}
