import type { Automation } from "../core/automation.ts";
import { automationsHeard, findRunCycles } from "../core/run-cycles.ts";
import type { Position, Problem } from "../lib/problem.ts";
import { problemAt } from "../lib/problem.ts";
import { findNearest, listOf } from "../lib/text.ts";
import type { DefinitionFile } from "./source.ts";

interface Loaded {
  /** The ids that have a file, usable or not. */
  present: readonly string[];
  files: readonly DefinitionFile[];
}

/**
 * Takes out the automations that wait for runs of one that does not exist, and those that would start each other for ever,
 * with a problem for each of them.
 */
export async function refuseRunTriggers(
  automations: readonly Automation[],
  loaded: Loaded,
): Promise<{ automations: readonly Automation[]; problems: Problem[] }> {
  const faults = [...automations.flatMap((automation) => unknownRun(automation, loaded.present) ?? []), ...circles(automations)];
  if (faults.length === 0) return { automations, problems: [] };
  const broken = new Set(faults.map(({ automation }) => automation.id));
  return {
    automations: automations.filter(({ id }) => !broken.has(id)),
    problems: await Promise.all(faults.map((fault) => problemOf(fault, loaded.files))),
  };
}

interface Fault {
  automation: Automation;
  message: string;
  hint: string;
}

function unknownRun(automation: Automation, present: readonly string[]): Fault | undefined {
  const unknown = automation.triggers.flatMap(automationsHeard).find((id) => !present.includes(id));
  if (unknown === undefined) return undefined;
  const nearest = findNearest(unknown, present);
  return {
    automation,
    message: `expected on.run to name an automation, got ${JSON.stringify(unknown)}`,
    hint: nearest === undefined ? "Name one by its file, without the ending." : `Did you mean ${nearest}?`,
  };
}

function circles(automations: readonly Automation[]): Fault[] {
  return findRunCycles(automations).flatMap((circle) => {
    const way = circle.length === 1 ? `${circle[0]} to start itself` : `a circle through ${listOf(circle)}`;
    const members = automations.filter(({ id }) => circle.includes(id));
    return members.map((automation) => ({
      automation,
      message: `expected runs that start each other to come to an end, got ${way}`,
      hint: "Take on.run out of one of them; until then none of them runs.",
    }));
  });
}

/** The parser is loaded only now, since its places are asked for only where something is wrong. */
async function problemOf({ automation: { id, path }, message, hint }: Fault, files: readonly DefinitionFile[]): Promise<Problem> {
  const file = files.find((candidate) => candidate.id === id);
  return problemAt(path, file ? await placeOfRun(file) : { line: 1, column: 1 }, message, hint);
}

async function placeOfRun(file: DefinitionFile): Promise<Position> {
  const [{ openSource }, { valueAt }] = await Promise.all([import("./source.ts"), import("../lib/schema-check.ts")]);
  const opened = openSource(file);
  if (!opened.ok) return { line: 1, column: 1 };
  const { yaml } = opened.source;
  const on = valueAt(yaml.value, ["on"]);
  const index = Array.isArray(on) ? on.findIndex((group) => valueAt(group, ["run"]) !== undefined) : -1;
  return yaml.positionOfKey(index < 0 ? ["on", "run"] : ["on", index, "run"]);
}
