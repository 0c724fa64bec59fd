import { openStore } from "../src/store/open.ts";
import { openBareRuns } from "./bare-runs.ts";
import { alternate, timed, type Row } from "./figures.ts";
import { createNoopEngine, inFlight, INPUT } from "./noop-engine.ts";
import { inTemporaryFolder } from "./temporary.ts";

const ROUNDS = 5;
/** Enough runs for about a second of work. */
const LOADS = [
  { width: 1, count: 1_500 },
  { width: 64, count: 20_000, atLeast: 8_000 },
  { width: 256, count: 25_000 },
] as const;

/** Runs a second that do nothing, from queued to ended, each transition committed with synchronous FULL. */
export async function measureRuns(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const load of LOADS) {
    const { chief, bare } = await alternate(
      ROUNDS,
      () => chiefRunsPerSecond(load),
      () => bareRunsPerSecond(load),
    );
    rows.push({
      what: `no-op runs a second, ${load.width} in flight`,
      chief: perSecond(chief),
      bare: perSecond(bare),
      ratio: chief / bare,
      ...("atLeast" in load && { wanted: `at least ${perSecond(load.atLeast)}`, met: chief >= load.atLeast }),
    });
  }
  return rows;
}

interface Load {
  width: number;
  count: number;
}

function chiefRunsPerSecond({ width, count }: Load): Promise<number> {
  return inTemporaryFolder(async (directory) => {
    const store = await openStore({ directory, codeVersion: "bench" });
    const engine = createNoopEngine(store, width);
    const ms = await timed(() =>
      inFlight(width, count, async (index) => {
        const id = `manual:nothing:${index}`;
        await engine.start(id, INPUT);
        await engine.ended(id);
      }),
    );
    await engine.stop(0);
    await store.close();
    return (count / ms) * 1_000;
  });
}

function bareRunsPerSecond({ width, count }: Load): Promise<number> {
  return inTemporaryFolder(async (directory) => {
    const bare = openBareRuns(directory);
    const ms = await timed(() => inFlight(width, count, (index) => bare.run(`manual:nothing:${index}`)));
    bare.close();
    return (count / ms) * 1_000;
  });
}

function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString("en-US")}/s`;
}
