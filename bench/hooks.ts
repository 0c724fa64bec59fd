import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { NODE } from "./chief-args.ts";
import { median, type Row } from "./figures.ts";
import { postEvents, SECRET, type Load } from "./hook-load.ts";
import { inTemporaryFolder } from "./temporary.ts";

const ROUNDS = 5;
/** Each with so many `before` that are not counted, so that the code is compiled. */
const FLOOD = { width: 64, count: 20_000, before: 16_000 };
const SINGLE = { width: 1, count: 2_000, before: 1_000 };

/** Signed webhooks over real HTTP, from the request to the committed occurrence and its answer; the load comes from a process of its own. */
export async function measureHooks(): Promise<Row[]> {
  const rounds = { chief: [] as Round[], bare: [] as Round[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.chief.push(await measure("chief-hooks.ts", (folder) => [folder, SECRET]));
    rounds.bare.push(await measure("bare-hooks.ts", (folder) => [join(folder, "bare.db")]));
  }
  const of = (who: readonly Round[], figure: (round: Round) => number): number => median(who.map(figure));
  const figures = (figure: (round: Round) => number) => ({ chief: of(rounds.chief, figure), bare: of(rounds.bare, figure) });
  const rate = figures(({ flood }) => flood.perSecond);
  const tail = figures(({ flood }) => flood.p99Ms);
  const single = figures(({ single }) => single.p50Ms);
  return [
    {
      what: "signed webhooks a second, 64 at once",
      chief: perSecond(rate.chief),
      bare: perSecond(rate.bare),
      ratio: rate.chief / rate.bare,
      wanted: "at least 0.45 of the bare",
      met: rate.chief >= 0.45 * rate.bare,
    },
    {
      what: "the same, p99",
      chief: inMs(tail.chief),
      bare: inMs(tail.bare),
      ratio: tail.chief / tail.bare,
      wanted: "under 10 ms",
      met: tail.chief < 10,
    },
    {
      what: "a signed webhook, one at a time, p50",
      chief: inMs(single.chief),
      bare: inMs(single.bare),
      ratio: single.chief / single.bare,
      wanted: "under 2 times the bare",
      met: single.chief < 2 * single.bare,
    },
  ];
}

interface Round {
  flood: Load;
  single: Load;
}

function measure(server: string, argumentsIn: (folder: string) => readonly string[]): Promise<Round> {
  return inTemporaryFolder(async (folder) => {
    const child = spawn(process.execPath, [...NODE, join(import.meta.dirname, server), ...argumentsIn(folder)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exit = once(child, "exit");
    try {
      const port = Number(String(await once(child.stdout, "data")));
      const single = await warmAndPost(port, SINGLE);
      return { single, flood: await warmAndPost(port, FLOOD) };
    } finally {
      child.kill("SIGTERM");
      await exit;
    }
  });
}

async function warmAndPost(port: number, { width, count, before }: typeof FLOOD): Promise<Load> {
  await postEvents(port, width, before);
  const load = await postEvents(port, width, count);
  const isAccepted = [...load.statuses.keys()].every((status) => status < 300);
  if (!isAccepted) throw new Error(`expected every event to be accepted, got ${[...load.statuses].join("; ")}`);
  return load;
}

function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString("en-US")}/s`;
}

function inMs(value: number): string {
  return `${value.toFixed(2)} ms`;
}
