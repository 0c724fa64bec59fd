import { readFileSync } from "node:fs";
import { databasePath, openReadOnly, type Database } from "../../src/store/database/database.ts";
import type { Evidence } from "./kills-evidence.ts";
import type { ReceiverRecord } from "./kills-receiver.ts";
import { findUnrecorded } from "./kills-record.ts";
import type { Story } from "./kills-world.ts";
import { SPEED, TIMING, VICTIM } from "./victim-orders.ts";

/** What a story comes to. */
export interface Verdict {
  /** Runs, messages and slots. */
  lost: string[];
  repeated: string[];
  redone: string[];
  /** Messages that were looked for or sent again before they had settled. */
  hasty: string[];
  /** Where the record says something else than the data. */
  unrecorded: string[];
  runs: number;
  messages: number;
  /** Runs that were given up after too many kills in the midst of them, and have gone on when they were asked to. */
  givenUp: number;
  /** Messages whose sender died on the way. */
  unsure: number;
  /** Words to the owner that ended since they may be on their way for nine seconds only, by the victims' fast clock: a busy machine needs longer. */
  late: number;
}

interface Message {
  key: string;
  run: string | null;
  grant_name: string;
  state: string;
  error: string | null;
}

const SETTLE_MS = TIMING.settleMs / SPEED;
/** What was on its way when its sender died has come in after this, on a busy machine too. */
const IN_FLIGHT_MS = SETTLE_MS / 2;
const MINUTE_MS = 60_000;
/** After so many a run may be given up. */
const MOST_RECOVERIES = 5;

/** Compares what was promised, what is kept, what was done and what came in. */
export async function judge(story: Story, record: ReceiverRecord): Promise<Verdict> {
  const { directory, journal, promised, evidence } = story;
  const unrecorded = await findUnrecorded(directory);
  const database = openReadOnly(databasePath(directory));
  try {
    const runs = database.prepare<[], { id: string; status: string }>("select id, status from runs").all();
    const entries = database.prepare<[], Message>("select key, run, grant_name, state, error from outbox").all();
    const succeeded = new Set(runs.filter(({ status }) => status === "succeeded").map(({ id }) => id));
    const told = new Set(entries.map(({ run }) => run));
    const stored = countBy(record.stored.map(({ key }) => key));
    const slots = judgeSlots(database);
    return {
      lost: [
        ...[...promised].filter((id) => !succeeded.has(id)),
        ...runs.filter(({ id, status }) => status !== "succeeded" || !told.has(id)).map(({ id, status }) => `${id} ${status}`),
        ...entries
          .filter((entry) => !isLateAlert(entry) && (entry.state !== "sent" || !stored.has(entry.key)))
          .map(({ key, state, error }) => `message ${key} ${state}${error === null ? "" : `: ${error}`}`),
        ...slots.lost,
        ...[...story.givenUp].filter((id) => (evidence.met.get(id) ?? 0) <= MOST_RECOVERIES).map((id) => `${id} given up too soon`),
      ],
      repeated: [...[...stored].filter(([, times]) => times > 1).map(([key, times]) => `message ${key} ${times} times`), ...slots.repeated],
      redone: findRedone(readFileSync(journal, "utf8").trim().split("\n"), evidence),
      hasty: evidence.unsure.flatMap((message) => findHaste(message, record)),
      unrecorded,
      runs: runs.length,
      givenUp: story.givenUp.size,
      messages: entries.length,
      late: entries.filter(isLateAlert).length,
      unsure: new Set(evidence.unsure.map(({ key }) => key)).size,
    };
  } finally {
    database.close();
  }
}

function isLateAlert({ grant_name: grant, state, error }: Message): boolean {
  return grant === "alert" && state === "undeliverable" && error?.includes('"delivery-late"') === true;
}

/** Every minute from the first to the last stands in one occurrence that has ended. */
function judgeSlots(database: Database): Pick<Verdict, "lost" | "repeated"> {
  const rows = database
    .prepare<[string], { id: string; nominal_at: string; state: string; count: number }>(
      "select id, nominal_at, state, count from occurrences where kind = 'schedule' and automation = ? order by nominal_at",
    )
    .all(VICTIM.slots);
  const verdict: Pick<Verdict, "lost" | "repeated"> = { lost: [], repeated: [] };
  let expected: number | undefined;
  for (const { id, nominal_at: nominalAt, state, count } of rows) {
    const at = Date.parse(nominalAt);
    if (state === "due") verdict.lost.push(`slot ${id} due`);
    if (expected !== undefined && at > expected) verdict.lost.push(`slots before ${id}`);
    if (expected !== undefined && at < expected) verdict.repeated.push(`slot ${id}`);
    expected = at + count * MINUTE_MS;
  }
  return verdict;
}

/** Work that was begun though its outcome was kept, though its run had ended, or twice in one life. */
function findRedone(lines: readonly string[], { kept, ended }: Evidence): string[] {
  const twice = [...countBy(lines)].filter(([, times]) => times > 1).map(([line]) => line);
  const late = lines.filter((line) => {
    const [life = "", run = "", step = ""] = line.split(" ");
    const known = Math.min(kept.get(`${run} ${step}`) ?? Infinity, ended.get(run) ?? Infinity);
    return known < Number(life);
  });
  return [...twice, ...late];
}

/** After its sender's death a message is first looked for, and not before it has settled. */
function findHaste({ key, diedAt }: Evidence["unsure"][number], { lookups, calls }: ReceiverRecord): string[] {
  const lookedAt = lookups.find((lookup) => lookup.key === key && lookup.at > diedAt)?.at ?? Infinity;
  const isSentUnseen = calls.some((call) => call.key === key && call.at > diedAt + IN_FLIGHT_MS && call.at < lookedAt);
  if (isSentUnseen) return [`message ${key} sent again unseen`];
  return lookedAt - diedAt < SETTLE_MS ? [`message ${key} looked for after ${lookedAt - diedAt} ms`] : [];
}

function countBy(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
