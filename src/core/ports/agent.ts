import type { Automation } from "../automation.ts";
import type { Bullet, Writing } from "../briefing.ts";
import type { CheckedClaim, Claim } from "../claim.ts";
import type { StoredError } from "../errors.ts";
import type { JudgedFinding } from "../finding.ts";
import type { Item, SourceHealth } from "../item.ts";
import type { Models } from "../model.ts";
import type { Answer } from "../proposal.ts";
import type { StepOptions } from "./engine.ts";

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

/** What of the material is to be shown to a model. */
export interface PackRequest {
  /** The most tokens that it may take. */
  tokens: number;
  /** Connectors; all of them where absent. Where it is empty, all findings and no things. */
  from?: readonly string[];
}

/** Material as a model reads it: findings and things under short names, each by what is new about it. */
export interface Packed {
  text: string;
  tokens: number;
  /** Things that found no room, by connector. */
  left: Readonly<Record<string, number>>;
  /** Names of the findings that must be told. */
  mustMention: readonly string[];
  /** What is new and longer than `look` shows of it, and is read in parts. */
  long: readonly LongThing[];
}

/** A thing that is read in several parts, one after the other. */
export interface LongThing {
  name: string;
  /** Its connector. */
  source: string;
  parts: number;
}

/** Work that is kept: whoever is killed in the midst of it and taken up again goes on behind what was kept. */
export interface Steps {
  /** Does the work once and keeps its outcome, which is JSON of any size. */
  keep<T>(name: string, work: (signal: AbortSignal) => Promise<T> | T, options?: StepOptions): Promise<T>;
  /** Work of more than one step beside other such work. */
  branch<T>(name: string, work: (steps: Steps) => Promise<T>): Promise<T>;
  readonly signal: AbortSignal;
}

/** What came of looking at one thing: its text, or why there is none. */
export type Looked = { kind: "text"; text: string } | { kind: "unknown" } | { kind: "denied"; reason: string };

/** Whether a model is still asked: one answer for all parts of a run. */
export interface Asking {
  /**
   * Throws PermanentError where no further turn is begun: `model-no-time`, or the code that it was ended with. It goes by the clock, so it
   * belongs within the step of a turn, where its answer is kept.
   */
  expectOpen(): void;
  /** No part of the run asks from now on. */
  end(why: StoredError): void;
}

/** What an agent is to write about. There may be much, so that it is told where something is new, and asks for more. */
export interface Assignment {
  run: string;
  /** The definition that the run goes by. */
  automation: Automation;
  /** Which models there are; absent where none is asked. */
  models?: Models;
  asOf: string;
  timezone: string;
  /** Whether a model is still asked in this run. */
  asking: Asking;
  /** The connectors of which items are new since the last run, or changed. */
  news: readonly string[];
  /** Whether there is a finding that the reader has not been told before. */
  tellsAnew: boolean;
  /** What people have said about how they would like it, as text: preferences, skills, what is remembered. */
  guidance: readonly Guidance[];
  /** The lines that code writes about the news of one connector, without a model. */
  summarise(connector: string, signal: AbortSignal): Promise<Bullet[]>;
  /** What a model is shown. */
  pack(request: PackRequest, signal: AbortSignal): Promise<Packed>;
  /**
   * One thing in full by its short name, of these connectors only; of a long one its beginning, or the part that is asked for, counted from
   * 1. What is asked for is written down.
   */
  look(handle: string, from: readonly string[], signal: AbortSignal, part?: number): Promise<Looked>;
  /** Short names of the things in which all these words are found, the best first. */
  search(words: string, from: readonly string[], signal: AbortSignal): Promise<readonly string[]>;
  /** Holds claims against their evidence, and puts right what has one answer. */
  check(claims: readonly Claim[], signal: AbortSignal): Promise<CheckedClaim[]>;
  /**
   * Asks what policy would say to an action. Anything can be handed in, and never rejects for it: what is no Proposal is denied. The
   * answer is written down and has no effect: code alone writes the messages, those of the definition and no others.
   */
  propose(proposal: unknown): Promise<Answer>;
}

/** Words of people that a model is told, and where they stand. */
export interface Guidance {
  kind: "preferences" | "skill" | "memory";
  /** A path, or what somebody said when. */
  from: string;
  text: string;
}

/** One part of the work, done side by side with the others. */
export interface Subtask {
  id: string;
  sources: readonly string[];
  /** What is to be found out; absent where code does it. */
  task?: string;
  /** Ids of subtasks whose lines it needs first. */
  needs?: readonly string[];
  /** Where it is to read these from beginning to end, and nothing else. */
  reads?: readonly LongThing[];
}

/** What a run has written. */
export interface Written {
  bullets: readonly Bullet[];
  /** Absent where no model was asked. */
  writing?: Writing;
}

/** Who turns material into lines. What comes back is checked, whoever wrote it. */
export interface Agent {
  /** The orchestrator: which subtasks there are, only as deep as the work needs. */
  outline(assignment: Assignment, steps: Steps): Promise<Subtask[]>;
  /** An executor: the lines of one subtask. `handed` are the lines of those that it needs. */
  execute(subtask: Subtask, assignment: Assignment, steps: Steps, handed: readonly Claim[]): Promise<Executed>;
  /** Recovery: lines that hold, out of all that was handed in. Never rejects for what a model has done. */
  recover(executed: readonly Executed[], assignment: Assignment, steps: Steps): Promise<Written>;
}

/** What came of a subtask: lines by code, and claims of a model that are not checked yet. */
export interface Executed {
  subtask: string;
  bullets: readonly Bullet[];
  claims: readonly Claim[];
  /** Why it has not done all that it was asked for, in words. */
  short?: string;
}
