import { tested } from "../../test/trust/tested.ts";
import { benignRuns } from "../../test/trust/benign.ts";
import { fuzzing } from "../../test/trust/fuzz.ts";
import { hostileActions } from "../../test/trust/hostile-actions.ts";
import { incidents } from "../../test/trust/incidents.ts";
import { injections } from "../../test/trust/injections.ts";
import { PARSERS } from "../../test/trust/parsers.ts";
import { authored } from "../../test/trust/authored.ts";
import { modelRuns } from "../../test/trust/model-runs.ts";
import { listening } from "../../test/trust/chase/listening.ts";
import { chases } from "../../test/trust/chase/chases.ts";
import type { Suite } from "../../test/trust/row.ts";

/** One row of the table. */
export interface Planned {
  suite: Suite;
  /** How many attacks, in full and in the quick version. */
  volume: number;
  quick: number;
  /** Those that attack runs by a hostile worker count in the closing line. */
  isHostile?: true;
}

const BROKEN_TEXTS = 100_000;
const APPROVALS = ["test/web/slack/approval-by-others.test.ts", "test/web/slack/approval-of-others.test.ts"];

/** What is measured, by name: a further suite is one line more. Those of a lane are measured one after the other, the lanes side by side. */
export const LANES: readonly Readonly<Record<string, Planned>>[] = [
  {
    injections: { suite: injections, volume: 3_000, quick: 60, isHostile: true },
    incidents: { suite: incidents, volume: 25, quick: 25, isHostile: true },
    hostile: { suite: hostileActions, volume: 100_000, quick: 1_500, isHostile: true },
    model: { suite: modelRuns, volume: 300, quick: 12, isHostile: true },
    listening: { suite: listening, volume: 300, quick: 12, isHostile: true },
    chases: { suite: chases, volume: 600, quick: 24, isHostile: true },
    author: { suite: authored, volume: 300, quick: 60, isHostile: true },
    benign: { suite: benignRuns, volume: 60, quick: 12 },
  },
  {
    approvals: { suite: tested("approvals", APPROVALS), volume: 40, quick: 40 },
    drift: { suite: tested("audience and drift", ["test/engine/outbox/drift.test.ts"]), volume: 150, quick: 150 },
    forgeries: { suite: tested("forged requests", ["test/trust/webhook-forgeries.test.ts"]), volume: 1_500, quick: 1_500 },
    ...Object.fromEntries(PARSERS.map(({ name }) => [name, { suite: fuzzing(name), volume: BROKEN_TEXTS, quick: 1_000 }])),
  },
];
