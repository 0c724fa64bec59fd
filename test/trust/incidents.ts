import { allowedBy } from "./allowed.ts";
import { newContents } from "./contents.ts";
import { portsOf, ROSTER } from "./injections.ts";
import { TEXT_INCIDENTS, type TextIncident } from "./incident.ts";
import { judge } from "./oracle.ts";
import { someOf, type Suite } from "./row.ts";
import { NO_SUCH_SURFACE, SCENES } from "./scenes.ts";
import { createObedient, type Obeyed } from "./worker.ts";
import { openTrustWorld, type TrustWorld } from "./world.ts";

/** What happened to others, replayed. */
export const incidents: Suite = async () => {
  const world = await openTrustWorld();
  const wrong: string[] = [];
  try {
    for (const [index, incident] of TEXT_INCIDENTS.entries()) {
      const breaches = await playText(world, incident, `n${String(index).padStart(3, "0")}`);
      if (breaches.length > 0) wrong.push(`${incident.name} (${incident.seenIn}): ${breaches.join("; ")}`);
    }
    for (const { name, seenIn, play } of SCENES) {
      const found = await play(world);
      if (found.length > 0) wrong.push(`${name} (${seenIn}): ${found.join("; ")}`);
    }
  } finally {
    await world.close();
  }
  return {
    ...{
      suite: "named incidents",
      cases: TEXT_INCIDENTS.length + SCENES.length,
      out: wrong.length,
      aim: "0 effects outside the definition",
    },
    met: wrong.length === 0,
    notes: [`not counted, since there is no such surface: ${NO_SUCH_SURFACE.join("; ")}`, ...someOf(wrong)],
  };
};

async function playText(world: TrustWorld, { group, shape, goal, isCutOut, write }: TextIncident, id: string): Promise<string[]> {
  const contents = newContents();
  write(contents);
  const part: Record<string, string> = contents[group];
  for (const key of Object.keys(part)) part[key] = (part[key] ?? "").replace("INSTRUCTION", `do-${goal}-${id}-now`);
  const obeyed: Obeyed = { instructions: [], wants: [] };
  const outcome = await world.run({ group, shape, contents, agentOf: (seen) => createObedient(seen, obeyed) });
  const breaches = await judge(outcome, allowedBy(outcome.definition, ROSTER, shape === "accepted"), portsOf(world));
  const isHeard = obeyed.instructions.some((instruction) => instruction.id === id);
  return [
    ...(isHeard === (isCutOut !== true) ? [] : [isHeard ? "hidden words were read" : "the worker was not told anything"]),
    ...breaches.map(({ kind, what }) => `${kind} ${what}`),
  ];
}
