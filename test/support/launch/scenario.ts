import type { PlannedTask } from "./book.ts";
import type { Member } from "./cast.ts";

/**
 * What goes on when the app is killed: while a message is on its way to Slack, before or after it is kept there; while a reply is heard, or when it was; in the
 * midst of a run; while a question waits for its minute; when the plan was written to; while a mail is on its way; or whatever goes on.
 */
export const KILL_MOMENTS = ["posting", "posted", "hearing", "heard", "running", "waiting", "written", "mailing", "idle"] as const;
export type KillMoment = (typeof KILL_MOMENTS)[number];

/** When the app is killed, at the first such moment after an instant. */
export interface Kill {
  after: string;
  when: KillMoment;
  downMinutes: number;
}

/** A plan, with the automation that asks about it. */
export interface Launch {
  /** Of the automation, and of the plan's file. */
  id: string;
  /** A plain date. */
  date: string;
  schedule: string;
  /** Keys of those who may be asked; all members when absent. */
  roster?: readonly string[];
  tasks: readonly PlannedTask[];
}

/** Something that nobody is asked for: Sam changes a cell of a plan, takes somebody off each roster, or sets the machine's clock. */
export type Happening = { at: string } & (
  | { kind: "edit"; key: string; status: string }
  | { kind: "leave"; person: string }
  | { kind: "clock"; byMinutes: number }
);

/** What people live through, from its first instant to its last. */
export interface Scenario {
  from: string;
  to: string;
  /** Whether the machine sleeps while nothing is due. */
  sleeps?: boolean;
  launches: readonly Launch[];
  members: readonly Member[];
  kills: readonly Kill[];
  happenings: readonly Happening[];
}

/** All tasks of a scenario; each has a key of its own, in whichever plan. */
export function tasksOf({ launches }: Pick<Scenario, "launches">): PlannedTask[] {
  return launches.flatMap(({ tasks }) => tasks);
}

/** Who may be asked about a launch. */
export function rosterOf({ roster }: Launch, members: readonly Member[]): Member[] {
  return members.filter(({ key }) => roster === undefined || roster.includes(key));
}
