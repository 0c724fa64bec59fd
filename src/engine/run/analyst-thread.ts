import { parentPort } from "node:worker_threads";
import type { Item } from "../../core/item.ts";
import { parseOwnJson, type Json } from "../../lib/json.ts";
import { workOn, type AnalystWork, type Concluded } from "./analyst-work.ts";
import { layOut, type Spread } from "./spread.ts";

/** What a thread is told: the items piece by piece, the spread, then what to do with it. It answers each in its turn. */
export type Told =
  | { task: "hand"; part: "items" | "earlier"; items: readonly Item[] }
  | { task: "lay"; spread: Spread; concluded: Json<Concluded> | undefined }
  | Question;

type Question = { [Task in keyof AnalystWork]: { task: Task; input: Parameters<AnalystWork[Task]>[0] } }[keyof AnalystWork];

const handed: Record<"items" | "earlier", Item[]> = { items: [], earlier: [] };
let work: AnalystWork | undefined;

function answer(told: Told): unknown {
  if (told.task === "hand") return handed[told.part].push(...told.items);
  if (told.task === "lay") return lay(told);
  if (work === undefined) throw new Error("expected a spread before any question, got none");
  return workAt(work, told);
}

function workAt(desk: AnalystWork, told: Question): unknown {
  switch (told.task) {
    case "analyse":
      return desk.analyse(told.input);
    case "summarise":
      return desk.summarise(told.input);
    case "pack":
      return desk.pack(told.input);
    case "look":
      return desk.look(told.input);
    case "search":
      return desk.search(told.input);
    case "claims":
      return desk.claims(told.input);
    case "goalEvidence":
      return desk.goalEvidence(told.input);
    case "grade":
      return desk.grade(told.input);
    case "updates":
      return desk.updates(told.input);
    case "correspond":
      return desk.correspond(told.input);
    case "tellGoal":
      return desk.tellGoal(told.input);
    case "compose":
      return desk.compose(told.input);
    case "verify":
      return desk.verify(told.input);
  }
}

function lay({ spread, concluded }: Extract<Told, { task: "lay" }>): undefined {
  const known = concluded === undefined ? undefined : parseOwnJson(concluded);
  work = workOn(layOut(spread, handed.items, handed.earlier), known);
}

parentPort?.on("message", (told: Told) => void reply(told));

/** A question that fails ends the thread, as an error that nobody catches. */
async function reply(told: Told): Promise<void> {
  parentPort?.postMessage(await answer(told));
}
