import type { Automation } from "../core/automation.ts";
import { PermanentError } from "../core/errors.ts";
import { findNearest } from "../lib/text.ts";

/** The automation of this name; throws PermanentError `automation-unknown` with the nearest name. */
export function pick(automations: readonly Automation[], wanted: string): Automation {
  const found = automations.find((automation) => automation.id === wanted);
  if (found) return found;
  const ids = automations.map((automation) => automation.id);
  const nearest = findNearest(wanted, ids);
  throw new PermanentError("automation-unknown", `expected the name of an automation, got ${wanted}`, {
    hint: nearest === undefined ? `There are: ${ids.join(", ")}.` : `Did you mean ${nearest}?`,
  });
}
