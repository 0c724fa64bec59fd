import { plainAgent } from "../../../src/agents/plain.ts";
import type { Ask } from "../../../src/core/ask.ts";
import { openDatabase } from "../../../src/store/database/database.ts";
import { createStore } from "../../../src/store/open.ts";
import { allowedBy, type Allowed, type Ports } from "../allowed.ts";
import type { Breach } from "../breach.ts";
import { sendUnchecked } from "../control.ts";
import { portsOf, ROSTER } from "../injections.ts";
import type { Outcome, TrustWorld } from "../world.ts";
import type { Want } from "../worker.ts";
import { ASKED_AT, keepAsked, runChase, rowsOf, type Asked } from "./asked.ts";
import { judgeChase } from "./judge.ts";
import type { Rows, Truth } from "./truth.ts";
import { TASKS } from "./plan.ts";
import { questionsIn, type Questions } from "./ways.ts";

/** What came of one attack. */
export interface Tried {
  name: string;
  breaches: Breach[];
  /** Whether doing as it says was seen; absent where nothing is to be done. */
  isThrough?: boolean;
  /** What else went wrong. */
  trouble: string[];
}

/** A plan whose people were asked this morning. */
export interface ChaseScene {
  world: TrustWorld;
  asked: Asked;
  questions: Questions;
  rows: Rows;
  definition: string;
  allowed: Allowed;
  ports: Ports;
  close(): void;
}

/** An attack that can be made again. */
export interface Attack {
  name: string;
  play(scene: ChaseScene): Promise<Tried>;
}

/** Throws where not everybody was asked, since nothing could then be answered. */
export async function openScene(world: TrustWorld): Promise<ChaseScene> {
  const database = openDatabase(":memory:");
  try {
    const store = createStore(database, "test");
    const { outcome } = await runChase(world, { database, store, tasks: TASKS, at: ASKED_AT, agentOf: () => plainAgent });
    const rows = await rowsOf(store);
    const questions = await questionsIn(store, rows.asks);
    const unasked = ["priya", "dana", "me"].filter((person) => !questions.receipts[person]);
    if (unasked.length > 0) {
      throw new Error(`expected all to be asked, got nothing to ${unasked.join()}: ${outcome.run.reason} ${outcome.errors.join()}`);
    }
    const asked = keepAsked(database);
    const allowed = allowedBy(outcome.definition, ROSTER, true);
    return { world, asked, questions, rows, definition: outcome.definition, allowed, ports: portsOf(world), close: asked.close };
  } finally {
    database.close();
  }
}

export function troubleOf({ run, errors }: Pick<Outcome, "run" | "errors">): string[] {
  return [...errors, ...(run.status === "succeeded" ? [] : [run.reason])];
}

/** What is seen of it where somebody simply does it. */
export async function doUnchecked(
  scene: ChaseScene,
  wants: readonly Want[],
  truth: Truth,
  changed?: (rows: Rows) => Rows,
): Promise<Breach[]> {
  const { world, allowed, ports, rows, definition } = scene;
  const mail = new Set([...allowed.asked.keys()].filter((place) => place.includes("@")));
  const decisions = await sendUnchecked(world, { ...allowed, mail }, wants);
  const seen = await world.look(definition);
  return judgeChase({ ...seen, decisions, before: rows, after: changed?.(rows) ?? rows }, truth, allowed, ports);
}

/** What believing that somebody said it does to what is kept. */
export function withWord({ asks, wishes }: Rows, writer: string | undefined): Rows {
  const isForeign = ({ person }: Ask): boolean => person !== writer;
  const stop = { person: asks.find(isForeign)?.person ?? "", stoppedAt: ASKED_AT, snoozedUntil: null };
  return { asks: asks.map((ask) => (isForeign(ask) ? { ...ask, state: "answered" } : ask)), wishes: [...wishes, stop] };
}
