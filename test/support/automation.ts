import type { Automation } from "../../src/core/automation.ts";

/** An automation that may do nothing, with these changes. */
export function automationWith(changes: Partial<Automation> = {}): Automation {
  return {
    id: "test",
    name: "Test",
    description: "",
    triggers: [],
    timezone: "Europe/Berlin",
    when: "always",
    reads: [],
    writes: [],
    quiet: "one_line",
    catchup: { mode: "latest", max: 100 },
    concurrency: 1,
    rollUp: false,
    flows: [],
    links: "evidence",
    approval: { when: "never", approvers: [], expiresMs: 86_400_000 },
    pauseOnFailure: 5,
    onFailure: { after: 1 },
    model: "large",
    budget: { run: {}, day: {} },
    goal: [],
    skills: [],
    bestOf: 1,
    retries: 3,
    stepTimeoutMs: 600_000,
    runTimeoutMs: 3_600_000,
    paused: false,
    owner: "me",
    body: "",
    path: "automations/test.md",
    hash: "v1:test",
    ...changes,
  };
}

/** Whole numbers below a limit, the same for the same seed. */
export function numbersFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
