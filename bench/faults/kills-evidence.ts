import { databasePath, openReadOnly } from "../../src/store/database/database.ts";

/** What was found in the data between two lives. */
export interface Evidence {
  /** By run and step, the life after which the step's outcome was first found kept. */
  kept: Map<string, number>;
  /** By run, the life after which it was first found ended. */
  ended: Map<string, number>;
  /** The runs that are open now. */
  open: ReadonlySet<string>;
  /** Runs that are not taken up again by themselves, since so many kills met them at work. */
  dead: Set<string>;
  /** By run, how many kills have met it at work. */
  met: Map<string, number>;
  /** Messages found on their way, with when their sender had died. */
  unsure: { key: string; diedAt: number }[];
}

export function noEvidence(): Evidence {
  return { kept: new Map(), ended: new Map(), open: new Set(), dead: new Set(), met: new Map(), unsure: [] };
}

interface RunRow {
  id: string;
  status: string;
  ended_at: string | null;
}

/** Looks at what a life has left. Only what was open before or came since can have changed. */
export function inspect(directory: string, life: number, diedAt: number, evidence: Evidence): void {
  const database = openReadOnly(databasePath(directory));
  try {
    const going = [...evidence.open, ...evidence.dead];
    const changed = database
      .prepare<[string, number], RunRow>(
        "select id, status, ended_at from runs where id in (select value from json_each(?)) or sequence > ?",
      )
      .all(JSON.stringify(going), evidence.ended.size + going.length);
    evidence.open = new Set(changed.filter(({ ended_at: endedAt }) => endedAt === null).map(({ id }) => id));
    evidence.dead = new Set(changed.filter(({ status }) => status === "dead").map(({ id }) => id));
    for (const { id, status } of changed) {
      if (!evidence.open.has(id) && status !== "dead") evidence.ended.set(id, life);
      if (status === "running") evidence.met.set(id, (evidence.met.get(id) ?? 0) + 1);
    }
    const steps = database.prepare<[string], { run: string; name: string }>(
      "select run, name from steps where run in (select value from json_each(?))",
    );
    for (const { run, name } of steps.all(JSON.stringify([...evidence.open, ...evidence.dead]))) {
      const step = `${run} ${name.slice(name.lastIndexOf("/") + 1)}`;
      if (!evidence.kept.has(step)) evidence.kept.set(step, life);
    }
    const sending = database.prepare<[], { key: string }>("select key from outbox where state = 'sending' and ended_at is null");
    for (const { key } of sending.all()) evidence.unsure.push({ key, diedAt });
  } finally {
    database.close();
  }
}
