import { execFile } from "node:child_process";
import { parseArgs, promisify } from "node:util";
import { z } from "zod";
import { numbersFrom } from "../support/automation.ts";
import { mutated } from "./mutate.ts";
import { PARSERS, type FuzzedParser } from "./parsers.ts";
import { someOf, type Suite } from "./row.ts";

/** What became of many broken texts. */
const fuzzedSchema = z.object({
  cases: z.number(),
  crashes: z.array(z.string()),
  /** Texts that kept the process to themselves for too long, twice. */
  blocks: z.array(z.string()),
  slowestMs: z.number(),
  /** The most memory that the process had. */
  memoryMb: z.number(),
});
type Fuzzed = z.infer<typeof fuzzedSchema>;

const LONGEST_MS = 1_000;
const MOST_MB = 512;

/** Lets one parser read so many texts. One that takes long is read once more: what came before may have left something to clear away. */
export async function fuzz({ seeds, parse }: FuzzedParser, volume: number, seed: number): Promise<Fuzzed> {
  const random = numbersFrom(seed);
  const fuzzed: Fuzzed = { cases: 0, crashes: [], blocks: [], slowestMs: 0, memoryMb: 0 };
  for (; fuzzed.cases < volume; fuzzed.cases += 1) {
    const text = mutated(random, seeds);
    try {
      let ms = await timeOf(parse, text);
      if (ms > LONGEST_MS) ms = Math.min(ms, await timeOf(parse, text));
      if (ms > LONGEST_MS) fuzzed.blocks.push(`${Math.round(ms)} ms for ${text.length} characters: ${JSON.stringify(text.slice(0, 200))}`);
      fuzzed.slowestMs = Math.max(fuzzed.slowestMs, ms);
    } catch (error) {
      fuzzed.crashes.push(`${String(error)} by ${JSON.stringify(text.slice(0, 2_000))}`);
    }
    if (fuzzed.crashes.length + fuzzed.blocks.length > 50) break;
  }
  fuzzed.memoryMb = process.resourceUsage().maxRSS / 1_024;
  return fuzzed;
}

async function timeOf(parse: FuzzedParser["parse"], text: string): Promise<number> {
  // The machine may be busy with something else.
  const start = process.cpuUsage();
  await parse(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

/** A suite that lets one parser read in a process of its own, whose memory is bounded. */
export function fuzzing(name: string): Suite {
  return async (volume, seed) => {
    const fuzzed = await inChild(name, volume, seed);
    const wrong = fuzzed.crashes.length + fuzzed.blocks.length;
    return {
      ...{ suite: `broken ${name}`, cases: fuzzed.cases, out: wrong, aim: "no crash, no block over 1 s, under 512 MB" },
      met: wrong === 0 && fuzzed.cases === volume && fuzzed.memoryMb < MOST_MB,
      notes: [
        `the slowest took ${Math.round(fuzzed.slowestMs)} ms, the process at most ${Math.round(fuzzed.memoryMb)} MB`,
        ...someOf([...fuzzed.crashes, ...fuzzed.blocks]),
      ],
    };
  };
}

const LONGEST_CHILD_MS = 15 * 60_000;

async function inChild(name: string, volume: number, seed: number): Promise<Fuzzed> {
  const options = ["--max-old-space-size=400", import.meta.filename, name, "--volume", String(volume), "--seed", String(seed)];
  const { stdout } = await promisify(execFile)(process.execPath, options, { timeout: LONGEST_CHILD_MS, maxBuffer: 64 * 1_024 * 1_024 });
  return fuzzedSchema.parse(JSON.parse(stdout));
}

/** `node fuzz.ts PARSER --volume NUMBER --seed NUMBER`: prints what became of them as JSON. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { volume: { type: "string", default: "1000" }, seed: { type: "string", default: "1" } },
    allowPositionals: true,
  });
  const parser = PARSERS.find(({ name }) => name === positionals[0]);
  if (!parser) throw new RangeError(`expected a parser to be one of ${PARSERS.map(({ name }) => name).join(", ")}, got ${positionals[0]}`);
  process.stdout.write(JSON.stringify(await fuzz(parser, Number(values.volume), Number(values.seed))));
}

if (import.meta.main) await main();
