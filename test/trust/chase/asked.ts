import { copyFileSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Event } from "../../../src/core/event.ts";
import type { Agent } from "../../../src/core/ports/agent.ts";
import type { Item } from "../../../src/core/item.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { openDatabase } from "../../../src/store/database/database.ts";
import type { ModelScript } from "../../support/model-server.ts";
import { newContents, type Contents } from "../contents.ts";
import type { Outcome, TrustWorld } from "../world.ts";
import type { ChaseSeen } from "./judge.ts";
import type { Rows } from "./truth.ts";
import { CHASING, PLAN_PATH, planOf, type Task } from "./plan.ts";

/** A Monday on which everybody works, within everybody's hours: when people are asked, and when they answer. */
export const ASKED_AT = "2026-11-23T09:30:00.000Z";
export const ANSWERED_AT = "2026-11-23T10:30:00.000Z";
/** When the plan was last changed. */
const WRITTEN_AT = new Date("2026-11-16T08:00:00.000Z");
/** Within so long a question has left. */
const LEAVES_WITHIN_MS = 15 * 60_000;
const LONG_AGO = "2026-01-01T00:00:00.000Z";

/** What a run of the automation that asks is made of. */
export interface ChaseRun {
  database: ReturnType<typeof openDatabase>;
  /** Over the same database. */
  store: Store;
  tasks: readonly Task[];
  at: string;
  event?: Event;
  contents?: Contents;
  /** The worker; whoever the app has at work where absent, who asks a model. */
  agentOf?(seen: readonly Item[]): Agent;
  script?: ModelScript;
}

export async function rowsOf({ asks }: Pick<Store, "asks">): Promise<Rows> {
  return { asks: await asks.list({ automation: CHASING, endedSince: LONG_AGO }), wishes: await asks.wishes() };
}

/** One run, and all that leaves after it. */
export async function runChase(world: TrustWorld, run: ChaseRun): Promise<{ outcome: Outcome; seen: ChaseSeen }> {
  const { tasks, store, contents = newContents(), ...attempt } = run;
  const before = await rowsOf(store);
  const outcome = await world.run({
    ...{ group: "files", shape: "accepted", automation: CHASING, contents, ...attempt },
    prepare: (root) => layOut(root, tasks),
    afterwards: (_store, clock) => clock.advance(LEAVES_WITHIN_MS),
  });
  return { outcome, seen: { ...outcome, before, after: await rowsOf(store) } };
}

function layOut(root: string, tasks: readonly Task[]): void {
  const path = join(root, PLAN_PATH);
  writeFileSync(path, planOf(tasks));
  utimesSync(path, WRITTEN_AT, WRITTEN_AT);
}

/** What is kept once everybody was asked, to be taken up again and again. */
export interface Asked {
  /** A copy of its own. */
  open(): ReturnType<typeof openDatabase>;
  close(): void;
}

export function keepAsked(database: ReturnType<typeof openDatabase>): Asked {
  const folder = mkdtempSync(join(tmpdir(), "chief-asked-"));
  const path = join(folder, "asked.db");
  database.prepare("VACUUM INTO ?").run(path);
  let copies = 0;
  return {
    open() {
      const copy = join(folder, `copy-${(copies += 1)}.db`);
      copyFileSync(path, copy);
      return openDatabase(copy);
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
