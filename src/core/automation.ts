import type { ReadGrant, WriteGrant } from "./grant.ts";
import type { Trigger } from "./trigger.ts";

/** One definition file: when it runs, what it may read, where it may write, and what it asks for. */
export interface Automation {
  /** The file's name without its ending. */
  id: string;
  name: string;
  description: string;
  triggers: readonly Trigger[];
  /** The zone that its times are written in and its briefing is read in. */
  timezone: string;
  /** A gate decided in code: run the rest only when something changed, only with findings, or always. */
  when: "changed" | "findings" | "always";
  reads: readonly ReadGrant[];
  writes: readonly WriteGrant[];
  /** What is sent when there is nothing new. */
  quiet: "when_nothing_new" | "one_line" | "always";
  retries: number;
  stepTimeoutMs: number;
  runTimeoutMs: number;
  paused: boolean;
  /** A key of config/people.yaml, or `me`. */
  owner: string;
  /** The Markdown body: the instructions. */
  body: string;
  /** Relative to the workspace, for messages. */
  path: string;
  /** `v1:` and the SHA-256 of the file's bytes. */
  hash: string;
}
