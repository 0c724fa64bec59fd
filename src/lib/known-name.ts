import { z } from "zod";
import { listOf } from "./text.ts";

/** Whether it is clear which of the names is meant: the one that is named, or the only one. */
export function isClear(named: string | undefined, names: readonly string[] | undefined): boolean {
  return named !== undefined || names === undefined || names.length <= 1;
}

/** What is expected where it is not. */
export function toName(what: string, names: readonly string[] = []): string {
  return `to name ${what}, since there are ${listOf(names)}`;
}

/**
 * A name that the configuration gives, such as of `a webhook in config/chief.yaml`; any text where the names are not known. `hint` says
 * what to do where there is none.
 */
export function knownName(what: string, names: readonly string[] | undefined, hint?: string): z.ZodType<string> {
  const name = z.string().describe(`The name of ${what}.`);
  if (names === undefined) return name;
  const [first, ...others] = names;
  if (first !== undefined) return z.enum([first, ...others]).describe(`The name of ${what}.`);
  return name.refine(() => false, { error: `to be the name of ${what}, which has none`, params: { hint } });
}
