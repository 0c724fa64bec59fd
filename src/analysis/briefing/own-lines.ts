import type { Bullet, Section } from "../../core/briefing.ts";
import type { Arrangement } from "../reports/report.ts";
import { membersOf, type Group } from "../select.ts";

/** Lines by whom they are and what they are about. */
export interface OwnLines {
  /** By code: what happened. */
  news: readonly Bullet[];
  /** By a model, about no flag. */
  summary: readonly Bullet[];
  /** A model's line about a group of flags: where it speaks for all of them, it takes the place of code's. */
  told(group: Group): Bullet | undefined;
}

export function ownLines(bullets: readonly Bullet[]): OwnLines {
  const own = bullets.filter(({ by }) => by === "model");
  const about = own.filter(({ flags }) => flags.length > 0);
  return {
    news: bullets.filter(({ by }) => by !== "model"),
    summary: own.filter(({ flags }) => flags.length === 0),
    told: (group) => about.find(({ flags }) => membersOf(group).every(({ finding }) => flags.includes(finding.key))),
  };
}

/** The same report with what a model has to say in general, behind what needs the reader. */
export function withSummary<Report extends { arrange: Arrangement }>(report: Report, summary: readonly Bullet[]): Report {
  if (summary.length === 0) return report;
  return {
    ...report,
    arrange(room) {
      const { headline, sections } = report.arrange(room);
      const first = sections.findIndex(({ id }) => id !== "risks");
      const own: Section = { id: "summary", title: "Summary", style: "list", bullets: summary.slice(0, room.summary) };
      return { headline, sections: sections.toSpliced(first < 0 ? sections.length : first, 0, own) };
    },
  };
}
