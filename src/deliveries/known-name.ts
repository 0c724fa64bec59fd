import { z } from "zod";

/** A name that the configuration gives, such as of `a webhook in config/chief.yaml`; any text where the names are not known. */
export function knownName(what: string, names: readonly string[] | undefined): z.ZodType<string> {
  const name = z.string().describe(`The name of ${what}.`);
  if (names === undefined) return name;
  const [first, ...others] = names;
  if (first !== undefined) return z.enum([first, ...others]).describe(`The name of ${what}.`);
  return name.refine(() => false, { error: `to be the name of ${what}, which has none` });
}
