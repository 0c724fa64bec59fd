import { readFileSync } from "node:fs";
import { z } from "zod";
import { TOLD_STATUSES, type Told } from "../../src/core/ask.ts";
import { lean } from "../../src/analysis/chase/replies/lean.ts";
import { understand } from "../../src/analysis/chase/replies/understand.ts";

const day = z.iso.date();
const label = z.strictObject({
  item: z.string(),
  status: z.enum(TOLD_STATUSES).nullable(),
  eta: z.union([day, z.strictObject({ from: day, to: day })]).nullable(),
  etaAsk: z.boolean(),
  percent: z.number().nullable(),
  blocker: z.strictObject({ span: z.string(), by: z.string().nullable() }).nullable(),
  to: z.string().nullable(),
});
/** A labelled reply. */
export const labelled = z.strictObject({
  id: z.string(),
  now: z.iso.datetime(),
  zone: z.string(),
  items: z.array(z.strictObject({ key: z.string(), title: z.string(), due: day.nullish() })),
  people: z.array(z.string()),
  text: z.string(),
  labels: z.array(label),
  stop: z.boolean(),
  snooze: day.nullable(),
  ask: z.boolean(),
  kind: z.array(z.string()),
});
type Label = z.infer<typeof label>;

/** How many were right of how many. */
interface Share {
  right: number;
  of: number;
}

/** How replies were understood, held against their labels. */
export interface ReplyScore {
  replies: number;
  status: Share;
  /** Of the days that are labelled or claimed: the same day or range, and as surely. */
  eta: Share;
  /** Overlap of words, as the mean of each span's F1; a span that is labelled and not claimed, or claimed and not labelled, counts 0. */
  blocker: { f1: number; of: number };
  blockedBy: Share;
  handedTo: Share;
  percent: Share;
  stop: Share;
  snooze: Share;
  ask: Share;
  /** Statuses that are labelled in replies that are not adversarial: those that would be written without a person's look. */
  sure: Share;
  /** What is sure, and is another by the label: status, day, person. */
  wrongWrites: number;
  /** What is sure where the label says that nothing may be written. */
  writesToAsk: number;
  /** By kind: labels, those whose status is wrong, those whose day is, spans whose overlap is below a half, replies with a false write. */
  kinds: Map<string, { labels: number; status: number; eta: number; blocker: number; ask: number; writes: number }>;
  /** What went wrong, a line each. */
  misses: string[];
}

/** Those to work with, those that were held out once, those in other hands' manner, and those of authors who had seen none of the others. */
export type ReplySet = "tuning" | "opened" | "fresh" | "unseen" | "held-out";

/** Reads sets of labelled replies and holds what is understood against the labels. */
export function scoreReplies(...sets: readonly ReplySet[]): ReplyScore {
  const lines = sets.flatMap((set) =>
    readFileSync(new URL(`../corpus/replies/${set}.jsonl`, import.meta.url), "utf8")
      .trim()
      .split("\n"),
  );
  const none = (): Share => ({ right: 0, of: 0 });
  const score: ReplyScore = {
    replies: lines.length,
    status: none(),
    eta: none(),
    blocker: { f1: 0, of: 0 },
    blockedBy: none(),
    handedTo: none(),
    percent: none(),
    stop: none(),
    snooze: none(),
    ask: none(),
    sure: none(),
    wrongWrites: 0,
    writesToAsk: 0,
    kinds: new Map(),
    misses: [],
  };
  for (const line of lines) scoreReply(score, labelled.parse(JSON.parse(line)));
  if (score.blocker.of > 0) score.blocker.f1 /= score.blocker.of;
  return score;
}

function scoreReply(score: ReplyScore, reply: z.infer<typeof labelled>): void {
  const asked = reply.items.map((each) => ({ ...each, item: each.key }));
  const people = reply.people.map((name) => ({ key: name, name }));
  const words = { text: reply.text, at: reply.now, zone: reply.zone };
  const heard = lean(understand(words, asked, people), words, asked, people);
  const count = (share: Share, isRight: boolean, miss: string): boolean => {
    share.of += 1;
    if (isRight) share.right += 1;
    else score.misses.push(`${reply.id}: ${miss}: ${JSON.stringify(reply.text)}`);
    return !isRight;
  };
  for (const wanted of reply.labels) {
    const told = heard.told.find(({ item }) => item === wanted.item);
    const miss = (what: string, got: unknown, want: unknown): string =>
      `${wanted.item} ${what} ${JSON.stringify(got)} for ${JSON.stringify(want)}`;
    const wrong = { status: false, eta: false, blocker: false };
    wrong.status = count(score.status, (told?.status ?? null) === wanted.status, miss("status", told?.status, wanted.status));
    if (wanted.eta !== null || (told?.eta ?? null) !== null) {
      wrong.eta = count(score.eta, isSameDay(told, wanted), miss("eta", [told?.eta, told?.etaAsk], [wanted.eta, wanted.etaAsk]));
    }
    if (wanted.blocker || told?.blocker) {
      const f1 = overlap(told?.blocker?.what ?? "", wanted.blocker?.span ?? "");
      score.blocker.f1 += f1;
      score.blocker.of += 1;
      wrong.blocker = f1 < 0.5;
      if (f1 < 1) score.misses.push(`${reply.id}: ${miss("blocker", told?.blocker?.what, wanted.blocker?.span)}`);
      count(
        score.blockedBy,
        (told?.blocker?.by ?? null) === (wanted.blocker?.by ?? null),
        miss("by", told?.blocker?.by, wanted.blocker?.by),
      );
    }
    if (wanted.to !== null || (told?.to ?? null) !== null) count(score.handedTo, told?.to === wanted.to, miss("to", told?.to, wanted.to));
    if (wanted.percent !== null || (told?.percent ?? null) !== null) {
      count(score.percent, told?.percent === wanted.percent, miss("percent", told?.percent, wanted.percent));
    }
    if (wanted.status !== null && !reply.kind.includes("adversarial")) {
      score.sure.of += 1;
      score.sure.right += Number(told?.sure === true && told.status === wanted.status);
    }
    const writes = falseWrites(told, wanted);
    score.wrongWrites += writes.wrong;
    score.writesToAsk += writes.toAsk;
    if (writes.wrong + writes.toAsk > 0) score.misses.push(`${reply.id}: FALSE WRITE of ${wanted.item}: ${JSON.stringify(told)}`);
    for (const kind of reply.kind) {
      const known = score.kinds.get(kind) ?? { labels: 0, status: 0, eta: 0, blocker: 0, ask: 0, writes: 0 };
      known.labels += 1;
      for (const part of ["status", "eta", "blocker"] as const) known[part] += Number(wrong[part]);
      known.writes += writes.wrong + writes.toAsk;
      score.kinds.set(kind, known);
    }
  }
  count(score.stop, heard.stop === reply.stop, "stop");
  count(score.snooze, (heard.snoozedUntil ?? null) === reply.snooze, `snooze ${heard.snoozedUntil} for ${reply.snooze}`);
  const asks = heard.unclear !== undefined && heard.unclear.why !== "date";
  const isAskWrong = count(score.ask, asks === reply.ask, `ask ${JSON.stringify(heard.unclear)}`);
  for (const kind of reply.kind) {
    const known = score.kinds.get(kind);
    if (known && isAskWrong) known.ask += 1;
  }
}

function isSameDay(told: Told | undefined, wanted: Label): boolean {
  return JSON.stringify(told?.eta ?? null) === JSON.stringify(wanted.eta) && told?.etaAsk === wanted.etaAsk;
}

/** What would be written without a person's look, and is not so. */
function falseWrites(told: Told | undefined, wanted: Label): { wrong: number; toAsk: number } {
  if (told?.sure !== true) return { wrong: 0, toAsk: 0 };
  const pairs = [
    [told.status, wanted.status],
    [told.etaAsk ? null : told.eta, wanted.etaAsk ? null : wanted.eta],
    [told.percent, wanted.percent],
    [told.to, wanted.to],
    [told.blocker?.by ?? null, wanted.blocker?.by ?? null],
    [told.blocker && overlap(told.blocker.what, wanted.blocker?.span ?? "") < 0.5 ? told.blocker.what : null, null],
  ].map(([got, want]) => [JSON.stringify(got), JSON.stringify(want)]);
  const written = pairs.filter(([got, want]) => got !== "null" && got !== want);
  const toAsk = written.filter(([, want]) => want === "null").length;
  return { wrong: written.length - toAsk, toAsk };
}

/** The F1 of two spans' words, in small letters and without marks, each as often as it stands there. */
function overlap(got: string, want: string): number {
  const [a, b] = [got, want].map((span) => span.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  if (!a || !b || a.length + b.length === 0) return 0;
  const left = [...b];
  const shared = a.filter((word) => {
    const at = left.indexOf(word);
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
  return (2 * shared.length) / (a.length + b.length);
}

/** The figures, and by kind where something went wrong; never a text. */
export function inFigures(score: ReplyScore): string {
  const of = ({ right, of }: Share): string => `${of === 0 ? "-" : (right / of).toFixed(3)} (${right}/${of})`;
  const lines = [
    `${score.replies} replies: status ${of(score.status)}, eta ${of(score.eta)}, blocker F1 ${score.blocker.f1.toFixed(3)} of ${score.blocker.of}`,
    `false writes: ${score.wrongWrites} wrong, ${score.writesToAsk} where asked back; sure ${of(score.sure)}`,
    `by ${of(score.blockedBy)}, to ${of(score.handedTo)}, percent ${of(score.percent)}, stop ${of(score.stop)}, snooze ${of(score.snooze)}, ask ${of(score.ask)}`,
    ...[...score.kinds]
      .filter(([, { status, eta, blocker, ask, writes }]) => status + eta + blocker + ask + writes > 0)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([kind, { labels, status, eta, blocker, ask, writes }]) =>
          `  ${kind}: of ${labels} status ${status} eta ${eta} blocker ${blocker} ask ${ask} writes ${writes}`,
      ),
  ];
  return lines.join("\n");
}
