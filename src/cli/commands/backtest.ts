import { toStoredError } from "../../core/errors.ts";
import type { Briefing } from "../../core/briefing.ts";
import type { Operations, Replayed, ReplayRequest } from "../../core/ports/operations.ts";
import { TERMINAL_STATUSES, type Run } from "../../core/run.ts";
import { compareBriefings, type Comparison } from "../../engine/replay/compare.ts";
import { NOTHING_NEW } from "../../engine/replay/whom-to-ask.ts";
import { countOf } from "../../lib/text.ts";
import { formatInstant, type Reader } from "../../render/prose.ts";
import { EXIT } from "../exit.ts";
import { pickAutomation, withOperations, withReading } from "../open.ts";
import { parseCount, type Options } from "../options.ts";
import { printJson, table } from "../print.ts";
import { changesAskedFor } from "../replay-options.ts";
import { addSpent, costInWords, spentInWords } from "../cost-words.ts";
import { addTallies, tallyInWords, tallyOf, type Tally } from "../replay-words.ts";
import type { Session } from "../session.ts";

const USUAL = "5";
const MOST = 100;
/** Of one run, which says nothing about the others. */
const OF_ONE: ReadonlySet<string> = new Set(["replay-gone", "replay-unready"]);

/** One run of many, replayed, or why it was not. */
type Tested = { run: Run } & ({ replayed: Replayed; compared: Comparison; tally: Tally } | { skipped: string });
type Counted = Extract<Tested, { replayed: Replayed }>;

/** Replays the last runs of an automation, and sums up what is said otherwise. */
export async function run(session: Session, [wanted = ""]: readonly string[], options: Options): Promise<number> {
  const last = parseCount("--last", options.text("last") ?? USUAL, MOST);
  const changes = await changesAskedFor(session, options);
  const { runs, timezone } = await withReading(session, async (reading) => ({
    runs: await reading.store.runs.list({
      automation: (await pickAutomation(session, reading, wanted)).id,
      statuses: [...TERMINAL_STATUSES],
      limit: last,
    }),
    timezone: reading.workspace.calendar.timezone,
  }));
  const tested = await withOperations(session, ({ operations }) => testAll(session, operations, runs, changes));
  if (session.json) printJson(session, { tested: tested.map(toJson), ...totalsOf(tested.filter(isCounted)) });
  else print(session, tested, { timezone, asOf: new Date().toISOString() });
  return tested.length > 0 && !tested.some(isCounted) ? EXIT.failed : EXIT.ok;
}

/** One after the other: what they may cost together is known after each. */
async function testAll(
  session: Session,
  operations: Operations,
  runs: readonly Run[],
  changes: Omit<ReplayRequest, "run">,
): Promise<Tested[]> {
  const tested: Tested[] = [];
  for (const each of runs) {
    session.progress(`${tested.length + 1} of ${runs.length}: ${each.id}`);
    tested.push(await testOne(operations, each, changes));
  }
  return tested;
}

async function testOne({ replay }: Operations, each: Run, changes: Omit<ReplayRequest, "run">): Promise<Tested> {
  try {
    const replayed = await replay({ run: each.id, ...changes });
    const compared = compareBriefings(replayed.was, replayed.is);
    return { run: each, replayed, compared, tally: tallyOf(compared) };
  } catch (error) {
    const { code, message } = toStoredError(error);
    if (OF_ONE.has(code)) return { run: each, skipped: message };
    throw error;
  }
}

function isCounted(tested: Tested): tested is Counted {
  return "replayed" in tested;
}

function totalsOf(counted: readonly Counted[]) {
  const costs = counted.flatMap(({ replayed: { spent } }) => (spent ? [spent.is] : []));
  return {
    replayed: counted.length,
    identical: counted.filter(({ compared }) => compared.isIdentical).length,
    lines: addTallies(counted.map(({ tally }) => tally)),
    spent: costs.length === 0 ? null : addSpent(costs),
  };
}

function toJson(tested: Tested) {
  if (!isCounted(tested)) return { run: tested.run.id, skipped: tested.skipped };
  const { run: each, replayed, compared, tally } = tested;
  const { id, spent, remarks } = replayed;
  return { run: each.id, replay: id, identical: compared.isIdentical, lines: tally, spent: spent ?? null, remarks };
}

function print(session: Session, tested: readonly Tested[], reader: Reader): void {
  const counted = tested.filter(isCounted);
  if (tested.length === 0) return session.say("It has not run yet: there is nothing to replay.");
  if (counted.length > 0) session.print(table([HEADING, ...counted.map((each) => rowOf(each, reader))], session.tableWidth));
  for (const each of tested) if (!isCounted(each)) session.say(`Left out: ${each.skipped}`);
  const { identical, lines, spent } = totalsOf(counted);
  const cost = spent && spent.calls > 0 ? ` It cost ${spentInWords(spent)}.` : "";
  const silent = counted.filter(({ replayed }) => replayed.remarks.includes(NOTHING_NEW)).length;
  if (silent > 0) session.say(`In ${silent} of ${countOf(counted.length, "run")} no model was asked, since nothing was new.`);
  const sum = counted.length === 0 ? "" : ` In all ${tallyInWords(lines)}.${cost}`;
  session.say(`${identical} of ${countOf(counted.length, "run")} say the same to the letter.${sum} Nothing was sent or remembered.`);
}

const HEADING = ["RUN", "SPOKE OF", "SAME", "CHANGED", "MOVED", "ONLY THEN", "ONLY NOW", "REPLACED", "COST"];

function rowOf({ run: each, replayed, tally }: Counted, reader: Reader): string[] {
  const { was, is, spent } = replayed;
  return [
    ...[each.id, formatInstant(each.input.asOf, reader)],
    ...([tally.same, tally.changed, tally.moved, tally["only-then"], tally["only-now"]] as const).map(String),
    `${replacedIn(was)}, now ${replacedIn(is)}`,
    spent && spent.is.calls > 0 ? costInWords(spent.is) : "",
  ];
}

function replacedIn({ writing }: Briefing): string {
  return writing ? String(writing.replaced) : "none";
}
