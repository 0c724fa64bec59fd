import type { z } from "zod";
import { formWords } from "../../lib/form-words.ts";
import { ServiceFailure } from "./service-failure.ts";

/** What was made of an answer's text: a value of the asked-for form, or what is wrong with it. */
export type ReadAnswer = { ok: true; value: unknown } | { ok: false; problem: string };

/** Reads the JSON of an answer; local models put thoughts or a fence around it. */
export function readAnswer(text: string, schema: z.ZodType): ReadAnswer {
  const json = parseJson(text) ?? parseJson(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1));
  if (json === undefined) return { ok: false, problem: text.trim() === "" ? "there was no answer" : "it is not JSON" };
  const checked = schema.safeParse(json);
  return checked.success ? { ok: true, value: checked.data } : { ok: false, problem: formWords(checked.error) };
}

/** The value of a text; undefined where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What a service has sent, where it has this shape; throws ServiceFailure `unreadable` where it has not. */
export function checkShape<Shape extends z.ZodType>(schema: Shape, sent: unknown): z.output<Shape> {
  const checked = schema.safeParse(sent);
  if (checked.success) return checked.data;
  throw new ServiceFailure({ kind: "unreadable" });
}
