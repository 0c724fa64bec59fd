import { z } from "zod";

/** Of each task and note by its key: a print of its content, and since when it has had that, in milliseconds. */
export type Memory = Map<string, readonly [print: string, sinceMs: number]>;

/** Beyond this many, an edit counts for all tasks of its file: what is remembered must stay small. */
const MOST = 1500;

const memorySchema = z.record(z.string(), z.tuple([z.string(), z.number()]));

/** What the last fetch remembered; empty where it is nothing that can be read. */
export function parseMemory(cursor: unknown): Memory {
  const parsed = memorySchema.safeParse(cursor);
  return new Map(parsed.success ? Object.entries(parsed.data) : []);
}

/** Whether there is room for one more. */
export function isMemorable(memory: Memory): boolean {
  return memory.size < MOST;
}

/** When this content came to be: as remembered while it is the same, else when its file changed. */
export function sinceWhen(memory: Memory, key: string, print: string, changedAtMs: number): number {
  const known = memory.get(key);
  return known?.[0] === print ? known[1] : changedAtMs;
}

/** Takes over what is not remembered anew, as far as there is room. */
export function keepForgotten(before: Memory, after: Memory): void {
  for (const [key, value] of before) if (isMemorable(after) && !after.has(key)) after.set(key, value);
}
