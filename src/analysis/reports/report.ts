import type { Section } from "../../core/briefing.ts";
import type { JudgedFinding } from "../../core/finding.ts";
import type { Change, Item, SourceHealth } from "../../core/item.ts";
import type { People } from "../../core/person.ts";
import type { Prose } from "../../core/prose.ts";
import type { WorkCalendar } from "../../core/work-calendar.ts";
import type { Room } from "../briefing/length.ts";
import type { Chased } from "../chase/types.ts";
import type { History } from "../ci/group/types.ts";
import type { Selection } from "../select.ts";

/** What a report is made of. */
export interface ReportInput {
  /** The automation's id. */
  automation: string;
  items: readonly Item[];
  changes: readonly Change[];
  judged: readonly JudgedFinding[];
  selection: Selection;
  sources: readonly SourceHealth[];
  asOf: string;
  /** The instant of the last report; absent on the first run. */
  since?: string;
  calendar: WorkCalendar;
  people: People;
  /** What was remembered of the causes of failing checks before this report; absent where nothing was. */
  history?: History;
  /** What asking people has come to; absent where nobody is asked. */
  chase?: Chased;
  /** What was asked, as its instructions say it. */
  question?: string;
}

/**
 * The first line and what follows it, within the room there is; `news` where it tells what is new against the report before it, `about`
 * where it speaks of one thing.
 */
export type Arrangement = (room: Room) => { about?: string; headline: Prose; news?: Prose; sections: Section[] };

/** Arranges what is known into one kind of report. Pure. */
export type Report = (input: ReportInput) => Arrangement;
