import { isDeepStrictEqual } from "node:util";
import { parse, stringify } from "yaml";
import { ConfigError } from "../core/errors.ts";
import type { Models } from "../core/model.ts";

/** The models as they are written in chief.yaml. */
export type WrittenModels = Pick<Models, "connection" | "small" | "large">;

/** As they will stand there. */
export function showModels(models: WrittenModels): string {
  return stringify({ models }, { lineWidth: 0 }).trimEnd();
}

/** The text of chief.yaml, which names no models, with these at its end. Throws ConfigError `config-unwritable` for a text that can't be added to. */
export function withModels(text: string, models: WrittenModels): string {
  const changed = `${text === "" || text.endsWith("\n") ? text : `${text}\n`}\n${showModels(models)}\n`;
  const before: unknown = parse(text, { stringKeys: true }) ?? {};
  if (typeof before === "object" && before !== null && isDeepStrictEqual(parsed(changed), { ...before, models })) return changed;
  throw new ConfigError("config-unwritable", "expected config/chief.yaml to be a list of keys that can be added to, got another form", {
    hint: "Write the lines there yourself; config/chief.example.yaml shows how.",
  });
}

function parsed(text: string): unknown {
  try {
    return parse(text, { stringKeys: true });
  } catch {
    // Whatever was there, it is not what was meant.
    return undefined;
  }
}
