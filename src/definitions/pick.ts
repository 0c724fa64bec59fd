import type { Automation } from "../core/automation.ts";
import { PermanentError } from "../core/errors.ts";
import { findNearest } from "../lib/text.ts";

/** The automation with this id, or else the only one of this name; throws PermanentError `automation-unknown` with the nearest one. */
export function pick(automations: readonly Automation[], wanted: string): Automation {
  const named = automations.filter((automation) => automation.name.toLowerCase() === wanted.toLowerCase());
  const found = automations.find((automation) => automation.id === wanted) ?? (named.length === 1 ? named[0] : undefined);
  if (found) return found;
  const ids = automations.map((automation) => automation.id);
  const nearest = findNearest(wanted, ids);
  throw new PermanentError("automation-unknown", `expected the name of an automation, got ${JSON.stringify(wanted)}`, {
    hint: nearest === undefined ? `There are: ${ids.join(", ")}.` : `Did you mean ${nearest}?`,
  });
}
