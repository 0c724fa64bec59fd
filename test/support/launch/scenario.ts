import type { PlannedTask } from "./book.ts";
import type { Member } from "./cast.ts";

/** When the app is killed, at the first such moment after an instant. */
export interface Kill {
  after: string;
  /**
   * While a message is on its way to Slack, before or after it is kept there; while a reply is heard, or when it was; in the midst of a run; while a
   * question waits for its minute; when the plan was written to; while a mail is on its way; at once.
   */
  when: "posting" | "posted" | "hearing" | "heard" | "running" | "waiting" | "written" | "mailing" | "idle";
  downMinutes: number;
}

/** A launch, from its first day to its last. */
export interface Scenario {
  from: string;
  to: string;
  launch: string;
  schedule: string;
  /** Whether the machine sleeps while nothing is due. */
  sleeps?: boolean;
  tasks: readonly PlannedTask[];
  members: readonly Member[];
  kills: readonly Kill[];
  /** What Sam changes in the plan by hand. */
  edits: readonly { at: string; key: string; status: string }[];
}
