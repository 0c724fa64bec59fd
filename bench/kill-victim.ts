// Starts runs that do nothing, 64 at once, for ever. Says `queued ID` and `ended ID` once that was promised. Called with a folder and a prefix.
import { openStore } from "../src/store/open.ts";
import { createNoopEngine, inFlight, INPUT } from "./noop-engine.ts";

const IN_FLIGHT = 64;
const [directory = "", prefix = ""] = process.argv.slice(2);
const engine = createNoopEngine(await openStore({ directory, codeVersion: "bench" }), IN_FLIGHT);

await inFlight(IN_FLIGHT, Infinity, async (index) => {
  const id = `manual:nothing:${prefix}-${index}`;
  await engine.start(id, INPUT);
  process.stdout.write(`queued ${id}\n`);
  await engine.ended(id);
  process.stdout.write(`ended ${id}\n`);
});
