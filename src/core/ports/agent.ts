import type { Bullet } from "../briefing.ts";
import type { JudgedFinding } from "../finding.ts";
import type { Item, SourceHealth } from "../item.ts";
import type { Answer } from "../proposal.ts";

/** What there is to write about, already gathered and analysed. */
export interface Material {
  /** Items that are new since the last run, or changed. */
  news: readonly Item[];
  /** The news that were there at the last run, as they were then; absent on the first run. */
  earlier?: readonly Item[];
  /** Everything gathered, the news included. */
  items: readonly Item[];
  /** What stood at the last run and is there no more: it can still be told of. */
  gone: readonly Item[];
  findings: readonly JudgedFinding[];
  sources: readonly SourceHealth[];
  asOf: string;
}

/** What an agent is to write about. There may be much, so that it is told where something is new, and asks for more. */
export interface Assignment {
  asOf: string;
  timezone: string;
  /** The connectors of which items are new since the last run, or changed. */
  news: readonly string[];
  /** The lines that code writes about the news of one connector, without a model. */
  summarise(connector: string, signal: AbortSignal): Promise<Bullet[]>;
  /**
   * Asks what policy would say to an action. Anything can be handed in, and never rejects for it: what is no Proposal is denied. The
   * answer is written down and has no effect: code alone writes the messages, those of the definition and no others.
   */
  propose(proposal: unknown): Promise<Answer>;
}

/** One part of the work, done side by side with the others. */
export interface Subtask {
  id: string;
  sources: readonly string[];
}

/** Who turns material into lines. What comes back is checked, whoever wrote it. */
export interface Agent {
  /** The orchestrator: which subtasks there are, only as deep as the work needs. */
  outline(assignment: Assignment, signal: AbortSignal): Promise<Subtask[]>;
  /** An executor: the lines of one subtask, each citing its Items. */
  execute(subtask: Subtask, assignment: Assignment, signal: AbortSignal): Promise<Bullet[]>;
}
