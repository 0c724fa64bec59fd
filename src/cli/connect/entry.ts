import type { WrittenConnection } from "../../config/written-connections.ts";
import type { Service } from "../../connections/service.ts";
import type { Answers } from "./gather.ts";

/** The answers as a mapping of chief.yaml. */
export function entryOf({ kind, questions }: Pick<Service, "kind" | "questions">, given: Answers["given"]): WrittenConnection {
  const numeric = new Set(questions.filter((question) => question.numeric).map(({ key }) => key));
  const entry: Record<string, unknown> = { kind };
  for (const [key, text] of Object.entries(given)) {
    const value = numeric.has(key) && /^\d+$/.test(text) ? Number(text) : text;
    const [group = "", member] = key.split(".");
    if (member === undefined) entry[group] = value;
    else entry[group] = { ...toObject(entry[group]), [member]: value };
  }
  return entry;
}

function toObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
