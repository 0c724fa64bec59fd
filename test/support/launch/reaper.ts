import type { Clock } from "../../../src/core/ports/ambient.ts";
import { instantOf } from "../../../src/lib/clock.ts";
import type { Agenda } from "./agenda.ts";
import type { Office } from "./office.ts";
import type { Kill, KillMoment } from "./scenario.ts";

/** Whoever kills the app, and has it start again after a while. */
export interface Reaper {
  readonly killed: readonly { when: KillMoment; at: string; until: string }[];
  /** Resolves with the next death. */
  readonly death: Promise<void>;
  /** Kills where it is time for that at such a moment; whether it did. */
  strikes(when: KillMoment): boolean;
  /** Kills where it is time for that by what goes on now. */
  lookIn(): Promise<void>;
  kill(downMinutes: number): void;
}

const MINUTE_MS = 60_000;

export function createReaper(kills: readonly Kill[], clock: Clock, agenda: Agenda, office: Office): Reaper {
  const left = [...kills];
  const killed: { when: KillMoment; at: string; until: string }[] = [];
  let death = Promise.withResolvers<void>();
  const dueAt = (when: KillMoment): number =>
    office.isAlive ? left.findIndex((kill) => kill.when === when && kill.after <= instantOf(clock)) : -1;
  const reaper: Reaper = {
    killed,
    get death() {
      return death.promise;
    },
    strikes(when) {
      const at = dueAt(when);
      const [next] = at === -1 ? [] : left.splice(at, 1);
      if (next === undefined) return false;
      const until = new Date(clock.now() + next.downMinutes * MINUTE_MS).toISOString();
      killed.push({ when, at: instantOf(clock), until });
      reaper.kill(next.downMinutes);
      return true;
    },
    async lookIn() {
      if (dueAt("running") !== -1 && (await isRunning(office))) reaper.strikes("running");
      else if (dueAt("waiting") !== -1 && (await hasWaiting(office, instantOf(clock)))) reaper.strikes("waiting");
      else reaper.strikes("idle");
    },
    kill(downMinutes) {
      office.kill();
      death.resolve();
      agenda.inMinutes(downMinutes, async () => {
        death = Promise.withResolvers<void>();
        await office.start();
      });
    },
  };
  return reaper;
}

async function isRunning({ app }: Office): Promise<boolean> {
  return (await app.store.runs.list({ statuses: ["running"], limit: 1 })).length > 0;
}

async function hasWaiting({ app }: Office, now: string): Promise<boolean> {
  return (await app.store.outbox.list({ states: ["pending"] })).some(({ nextAttemptAt }) => nextAttemptAt > now);
}
