import { plainAgent } from "../../src/agents/plain.ts";
import type { Item } from "../../src/core/item.ts";
import type { Agent, Assignment } from "../../src/core/ports/agent.ts";
import { junkName, junkText, junkValue, oneOf, trap, type Random } from "./junk.ts";
import { propose } from "./worker.ts";

/**
 * How a worker is hostile in one run: `words` are sound lines with anything in them, `forged` sound lines with made-up evidence, `shapes`
 * lines that are none; `traps` bite whoever looks at them, and `silent` never answers.
 */
export const TEMPERS = ["words", "forged", "words", "shapes", "forged", "traps", "silent"] as const;
export type Temper = (typeof TEMPERS)[number];

export interface Hostility {
  random: Random;
  temper: Temper;
  /** How many things it does in this run. */
  actions: number;
  /** Counted up with each. */
  done: number;
  /** Told once it keeps its caller waiting. */
  hangs(): void;
}

/** A worker that is hostile from its first token. It is asked through a proxy: nothing of what it answers is of a type. */
export function createHostile(seen: readonly Item[], hostility: Hostility): Agent {
  return new Proxy(plainAgent, {
    get(_target, name): unknown {
      if (name === "outline") return () => outline(hostility);
      if (name === "recover") return plainAgent.recover;
      return (_subtask: unknown, assignment: Assignment) => execute(seen, hostility, assignment);
    },
  });
}

async function outline(hostility: Hostility): Promise<unknown> {
  const { random } = hostility;
  const sound = Array.from({ length: 3 }, (_, index) => ({ id: `task-${index}`, sources: [] }));
  if (random(8) > 0) return sound;
  hostility.done += 3;
  return [...sound, { id: oneOf(random, ["__proto__", "../x", "", "task-0", "gather gmail"]), sources: [junkText(random)] }];
}

async function execute(seen: readonly Item[], hostility: Hostility, assignment: Assignment): Promise<unknown> {
  const { random, temper } = hostility;
  const share = Math.ceil(hostility.actions / 3);
  const ids = seen.map(({ id }) => id);
  for (let count = 0; count < share; count += 1) {
    hostility.done += 1;
    const wish = random(20) === 0 ? trap(random) : proposalOf(random, ids);
    await propose(assignment, wish);
  }
  if (temper === "silent") {
    hostility.hangs();
    return new Promise(() => {});
  }
  const lines = Array.from({ length: share }, () => lineOf(seen, ids, hostility));
  hostility.done += lines.length;
  return { subtask: "task", claims: [], bullets: temper === "traps" && random(3) === 0 ? trap(random) : lines };
}

const KINDS: readonly [string, ...string[]] = ["message", "look", "message", "__proto__", "approve", "shell", "Message"];

function proposalOf(random: Random, ids: readonly string[]): unknown {
  if (random(5) === 0) return junkValue(random, ids);
  const grant = junkName(random, ids);
  const options = oneOf<unknown>(random, [
    { to: ["me"] },
    { to: "me" },
    { to: "C0GENERAL0" },
    { path: "config/people.yaml" },
    junkValue(random, ids),
  ]);
  return {
    kind: oneOf(random, KINDS),
    automation: junkName(random, ids),
    grant,
    delivery: grant,
    options,
    handle: junkName(random, ids),
    [junkName(random, ids)]: junkValue(random, ids),
  };
}

function lineOf(seen: readonly Item[], ids: readonly string[], { random, temper }: Hostility): unknown {
  if (temper === "shapes" && random(3) > 0) return junkValue(random, ids);
  if (temper === "traps" && random(6) === 0) return trap(random);
  const item = seen[random(seen.length)];
  const isForged = temper === "forged";
  const cites = isForged ? Array.from({ length: random(4) }, () => junkName(random, ids)) : ids.slice(0, 2);
  const spans = Array.from({ length: 1 + random(3) }, () => spanOf(item, ids, random, isForged));
  return {
    kind: oneOf(random, ["fact", "judgement", "suggestion"]),
    text: spans,
    cites,
    flags: isForged && random(2) === 0 ? [junkName(random, ids)] : [],
    ...(random(3) === 0 && { short: spans }),
  };
}

const PATHS: readonly [string, ...string[]] = [
  "title",
  "body.0-5",
  "url",
  "ts",
  "fields.labels",
  "fields.__proto__",
  "actors.0.email",
  "was.due",
  "body.0-99999",
];

function spanOf(item: Item | undefined, ids: readonly string[], random: Random, isForged: boolean): unknown {
  const text = junkText(random);
  const fact = {
    item: isForged ? junkName(random, ids) : (item?.id ?? ""),
    path: oneOf(random, PATHS),
    value: random(2) === 0 ? text : (item?.title ?? text),
  };
  const form = oneOf(random, ["text", "count", "instant", "time", "date"]);
  return oneOf<unknown>(random, [
    { kind: "text", text },
    { kind: "strong", text },
    { kind: "text", text: "All is well" },
    { kind: "fact", fact, form },
    { kind: "derived", derived: { value: random(9), unit: text, from: [fact] }, strong: true },
  ]);
}
