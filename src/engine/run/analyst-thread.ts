import { parentPort } from "node:worker_threads";
import type { Item } from "../../core/item.ts";
import { workOn, type AnalystWork } from "./analyst-work.ts";

/** What a thread is told: the items piece by piece, then what to do with them. */
export type Told =
  | { part: "items" | "gone"; items: readonly Item[] }
  | { [Task in keyof AnalystWork]: { task: Task; input: Parameters<AnalystWork[Task]>[0] } }[keyof AnalystWork];

const spread = { items: [] as Item[], gone: [] as Item[] };

function answer(told: Exclude<Told, { part: string }>): unknown {
  const work = workOn(spread);
  if (told.task === "analyse") return work.analyse(told.input);
  return told.task === "compose" ? work.compose(told.input) : work.verify(told.input);
}

parentPort?.on("message", (told: Told) => {
  if ("part" in told) spread[told.part].push(...told.items);
  else parentPort?.postMessage(JSON.stringify(answer(told)));
});
