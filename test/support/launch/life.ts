import { App } from "../../../src/app.ts";
import type { Clock } from "../../../src/core/ports/ambient.ts";
import { loadPlaceForWork } from "../../../src/shipped.ts";
import { openMail } from "../../../src/web/mail/open.ts";
import { openSlack } from "../../../src/web/slack/open.ts";
import type { FakeClock } from "../clock.ts";
import { silentLogger } from "../silent-logger.ts";

/** Chief at work in a folder, with all that listens for people, until it is killed. */
export interface Life {
  app: App;
  die(): void;
}

/** Starts where `folder` is; what its definitions say is accepted, as they stand now. */
export async function live(folder: string, clock: FakeClock, env: Readonly<Record<string, string>>): Promise<Life> {
  const mortal = createMortal(clock);
  const { workspace } = await loadPlaceForWork(folder, env);
  const screen = { print() {}, columns: () => 80, color: false };
  const parts = { env, clock: mortal.clock, logger: silentLogger };
  const app = await App.open({ ...parts, workspace, lasting: false, screen, progress() {} });
  if (app.automations.length === 0) throw new Error("expected sound definitions, got none");
  await acceptAll(app);
  await app.start();
  const slack = openSlack({ ...parts, app, started: Promise.resolve() });
  const mail = openMail({ ...parts, app });
  slack.follow();
  mail.follow();
  return {
    app,
    die() {
      mortal.die();
      // What it does from now on, it does in a folder that nobody looks at any more.
      void Promise.allSettled([slack.stop(), mail.stop()]).then(() => app.stop().catch(() => {}));
    },
  };
}

async function acceptAll({ automations, operations, store }: App): Promise<void> {
  for (const { id, hash } of automations) {
    if ((await store.consents.find(id))?.hash !== hash) await operations.accept(id, { by: "me", hash });
  }
}

/** Time as somebody has it who may die: from then on nothing is waited for. */
function createMortal(clock: FakeClock): { clock: Clock; die(): void } {
  let diedAt: number | undefined;
  const waiting = new Set<() => void>();
  const wait: Clock["after"] = (ms, callback) => {
    const stop = clock.after(ms, () => {
      waiting.delete(stop);
      callback();
    });
    waiting.add(stop);
    return () => {
      waiting.delete(stop);
      stop();
    };
  };
  return {
    clock: { now: () => diedAt ?? clock.now(), after: (ms, callback) => (diedAt === undefined ? wait(ms, callback) : soon(callback)) },
    die() {
      diedAt = clock.now();
      waiting.forEach((stop) => stop());
    },
  };
}

function soon(callback: () => void): () => void {
  const turn = setImmediate(callback);
  return () => clearImmediate(turn);
}
