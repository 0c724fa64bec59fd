import type { WrittenConnection } from "../../config/written-connections.ts";
import type { Question, Service } from "../../connections/service.ts";
import type { Answers } from "./gather.ts";

/** The answers as a mapping of chief.yaml. */
export function entryOf({ kind, questions }: Pick<Service, "kind" | "questions">, given: Answers["given"]): WrittenConnection {
  const asked = new Map(questions.map((question) => [question.key, question]));
  const entry: Record<string, unknown> = { kind };
  for (const [key, text] of Object.entries(given)) {
    const value = valueOf(text, asked.get(key));
    const [group = "", member] = key.split(".");
    if (member === undefined) entry[group] = value;
    else entry[group] = { ...toObject(entry[group]), [member]: value };
  }
  return entry;
}

function valueOf(text: string, question: Question | undefined): unknown {
  if (question?.numeric && /^\d+$/.test(text)) return Number(text);
  if (question?.shape === "words") return wordsIn(text);
  return question?.shape === "yes_or_no" ? /^(?:y|yes|true)$/i.test(text) : text;
}

/** A JSON list, for words that have spaces in them, or words with spaces between. */
function wordsIn(text: string): unknown {
  if (!text.startsWith("[")) return text.split(/\s+/).filter((word) => word !== "");
  try {
    return JSON.parse(text);
  } catch {
    // What it should be is told by whoever checks the connection.
    return text;
  }
}

function toObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
