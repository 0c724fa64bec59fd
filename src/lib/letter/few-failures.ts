import type { Fetched } from "../../core/ports/outside.ts";
import { countOf } from "../text.ts";

type Failure = Fetched["failures"][number];

const MOST_NAMED = 20;

/** The first failures to read something, such as a `letter`; the others are counted. */
export function fewFailures(failures: readonly Failure[], what: string): Failure[] {
  const left = failures.length - MOST_NAMED;
  const rest = { what: countOf(left, `more ${what}`), error: "they can't be read either", hint: `Begin with the ${what}s named before.` };
  return left > 0 ? [...failures.slice(0, MOST_NAMED), rest] : [...failures];
}
