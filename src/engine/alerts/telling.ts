import type { Run } from "../../core/run.ts";
import type { Workspace } from "../../core/workspace.ts";
import { lazy } from "../../lib/lazy.ts";
import type { AlertParts } from "./alert-worker.ts";
import type { FailureParts } from "./failures.ts";
import type { PingParts } from "./pings.ts";

export interface TellingParts extends Omit<AlertParts, "workspace" | "findAutomation">, Omit<FailureParts, "alerts" | "findAutomation"> {
  /** The configuration in force now. */
  workspace(): Pick<Workspace, "alerts" | "calendar" | "owner" | "people" | "pings">;
  findAutomation: AlertParts["findAutomation"] & PingParts["findAutomation"] & FailureParts["findAutomation"];
  alerts: AlertParts["alerts"];
  addressOf: PingParts["addressOf"];
}

/** What Chief tells of itself: of trouble to its owner, of its runs to a watch outside. What many workspaces have no use for is loaded when it is. */
export interface Telling {
  /** Trouble is looked for from now on: a command that ends at once would tell of it by the wrong way. */
  start(): void;
  /** There may be new trouble. */
  look(): void;
  runStarted(run: Run): void;
  runEnded(run: Run): void;
  stop(): Promise<void>;
}

export function createTelling(parts: TellingParts): Telling {
  let isStarted = false;
  const alerts = lazy(async () => {
    const { AlertWorker } = await import("./alert-worker.ts");
    return new AlertWorker(parts);
  });
  const pings = lazy(async () => (await import("./pings.ts")).createPings(parts));
  const isWatched = (): boolean => Object.keys(parts.workspace().pings).length > 0;
  const look = (): void => {
    if (!isStarted) return;
    const isFirst = !alerts.made;
    void alerts().then((worker) => (isFirst ? worker.start() : worker.poke()));
  };
  return {
    start() {
      isStarted = true;
      look();
    },
    look,
    runStarted(run) {
      if (isWatched()) void pings().then((watch) => watch.started(run));
    },
    runEnded(run) {
      if (isWatched()) void pings().then((watch) => watch.ended(run));
      look();
      void pause(parts, run);
      if (run.content === "met") void endGoal(parts, run).then(look);
    },
    async stop() {
      isStarted = false;
      await (await alerts.made)?.stop();
    },
  };
}

async function pause(parts: TellingParts, run: Run): Promise<void> {
  if (run.status === "failed" || run.status === "dead") {
    const { pauseAfterFailures } = await import("./failures.ts");
    await pauseAfterFailures(parts, run);
  } else if (run.delivery !== "none") {
    const { pauseAfterDenials } = await import("./denials.ts");
    await pauseAfterDenials(parts, run);
  }
}

async function endGoal(parts: TellingParts, run: Run): Promise<void> {
  const { pauseAfterGoal } = await import("./goal.ts");
  await pauseAfterGoal(parts, run);
}
