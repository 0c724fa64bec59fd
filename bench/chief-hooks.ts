import { Dispatcher } from "../src/engine/events/dispatcher.ts";
import { systemClock } from "../src/lib/clock.ts";
import { openStore } from "../src/store/open.ts";
import { createHealthApp } from "../src/web/health.ts";
import { createHookListener } from "../src/web/hooks.ts";
import { listen } from "../src/web/listen.ts";
import { automationWith } from "../test/support/automation.ts";
import { silentLogger } from "../test/support/silent-logger.ts";
import { createNoopEngine } from "./noop-engine.ts";

/**
 * Chief's way from a signed webhook to the committed occurrence with its queued run. The engine's turns are taken by runs that
 * never end, so that the way is measured and not what runs cost. Called with folder and secret; says its port.
 */
const [directory = "", secret = ""] = process.argv.slice(2);
const store = await openStore({ directory, codeVersion: "bench" });
const dispatcher = new Dispatcher({
  occurrences: store.occurrences,
  engine: createNoopEngine(store, 4, () => new Promise(() => {})),
  scheduler: { poke: () => {} },
  clock: systemClock,
  logger: silentLogger,
  crashPoint: () => {},
});
const trigger = {
  kind: "event",
  source: "webhook",
  audience: [],
  options: { hook: "deploys" },
  topic: "webhook:deploys",
  where: [],
} as const;
await dispatcher.update([automationWith({ id: "nothing", triggers: [trigger], overlap: "allow_all" })]);
const take = createHookListener({
  hooks: { deploys: { secret: "", perSecond: 1_000_000, maxBytes: 256 * 1024 } },
  readSecret: () => secret,
  receive: (event) => dispatcher.receive(event),
  clock: systemClock,
  logger: silentLogger,
});
const health = createHealthApp(() => Promise.resolve({ ready: true }));
const { port } = await listen(health, { host: "127.0.0.1", port: 0 }, take);
process.stdout.write(`${port}\n`);
process.once("SIGTERM", () => process.exit());
