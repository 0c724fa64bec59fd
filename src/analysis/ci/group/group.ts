import { atOnce } from "../../../lib/in-turns.ts";
import { classify, type Verdict } from "./classify.ts";
import { fingerprint, keyOf } from "./fingerprints.ts";
import { findWindow, layLanes, type Lanes } from "./lanes.ts";
import { groupLocally } from "./local.ts";
import { idOf, remember, seeds, stateOf, withHeirs, type SeedOf } from "./memory.ts";
import { mergeGroups, type Group } from "./merge.ts";
import { SUSPECT } from "./parameters.ts";
import { candidatesOf, findSuspects } from "./suspects.ts";
import type { Cause, CauseState, Fingerprinted, Grouped, GroupInput, RememberedCause, Suspect, Window } from "./types.ts";

/** A group with all that can be said of it. */
interface Judged extends Group {
  readonly window: Window | null;
  readonly suspects: readonly Suspect[];
  readonly verdict: Verdict;
  readonly remembered: RememberedCause | null;
}

/** Failures by their likely causes, the most pressing first. The same for the same input in any order. */
export function groupFailures(input: GroupInput): Grouped {
  return atOnce(groupInSteps(input));
}

/** Groups of which is judged in one step. */
const AT_ONCE = 50;

/** The same in steps, between which everything else can have its turn. */
export function* groupInSteps(input: GroupInput): Generator<void, Grouped> {
  const failures = yield* fingerprint(input.failures, input.history);
  const seedOf = seeds(input.history);
  const local = (yield* groupLocally(failures)).map(({ members, by }): Group => ({
    failures: members.flatMap((index) => failures[index] ?? []),
    by,
  }));
  const merged = yield* mergeGroups(local, (failure) => seedOf(failure)?.id ?? null);
  const lanes = layLanes(input, failures);
  const belongsTo = withHeirs(input.history, merged, seedOf);
  const judge = (group: Group): Judged => judgeGroup(group, input, lanes, belongsTo);
  const alone: Judged[] = [];
  for (const group of merged) {
    alone.push(judge(group));
    if (alone.length % AT_ONCE === 0) yield;
  }
  const judged = joinByCommit(alone, judge);
  yield;
  const causes = inOrderOfNeed(yield* named(judged), input.defaultBranch);
  yield;
  const { history, resolved } = remember(input.history, causes, input.now);
  const explained = causes.filter(isExplained).reduce((sum, cause) => sum + cause.failures.length, 0);
  return { failures, causes, resolved, explained, history };
}

function judgeGroup(group: Group, input: GroupInput, lanes: Lanes, seedOf: SeedOf): Judged {
  const { failures } = group;
  const own = lanes.of(failures);
  const window = findWindow(own, input.defaultBranch, lanes, input.good);
  const candidates = candidatesOf(failures, window, input);
  const suspects = findSuspects(failures, window, candidates, input.commits);
  const remembered = failures.map(seedOf).find((cause) => cause !== null) ?? null;
  const times = failures.flatMap(({ at }) => at ?? []).toSorted();
  const verdict = classify({
    failures,
    lanes: own,
    window,
    suspects,
    remembered,
    defaultBranch: input.defaultBranch,
    hasCommits: candidates.length > 0,
    nowMs: Date.parse(times.at(-1) ?? input.now),
  });
  return { ...group, window, suspects, verdict, remembered };
}

/** Breaks that began at one commit, which is the suspect of each, have that one cause, whatever their messages. */
function joinByCommit(judged: readonly Judged[], judge: (group: Group) => Judged): Judged[] {
  const byCommit = Map.groupBy(judged, (group, index) => commitOf(group) ?? String(index));
  return [...byCommit.values()].flatMap((parts) => {
    const [only] = parts;
    if (only && parts.length === 1) return only;
    const by = [...new Set([...parts.flatMap((part) => part.by), "merge.same-commit"])];
    return judge({ failures: parts.flatMap(({ failures }) => failures), by });
  });
}

function commitOf({ window, suspects, verdict }: Judged): string | null {
  const [suspect] = suspects;
  if (!suspect || !window || window.firstBad === null || verdict.likeliest !== "BROKEN") return null;
  const isBreak = verdict.class === "BROKEN" || suspect.score >= SUSPECT.possible;
  return isBreak ? `${suspect.sha} ${window.firstBad} ${window.branch}` : null;
}

function* named(judged: readonly Judged[]): Generator<void, Cause[]> {
  const inOrder = judged
    .map((group) => ({ group, first: firstId(group), size: group.failures.length }))
    .toSorted((a, b) => b.size - a.size || (a.first < b.first ? -1 : 1));
  const used = new Set<string>();
  const causes: Cause[] = [];
  for (const { group, first } of inOrder) {
    const wanted = group.remembered?.id ?? idOf(group.failures);
    const id = used.has(wanted) ? keyOf("second", wanted, first) : wanted;
    used.add(id);
    causes.push(toCause(id, group));
    if (causes.length % AT_ONCE === 0) yield;
  }
  return causes;
}

function firstId({ failures }: Group): string {
  return failures.reduce((first, { id }) => (id < first ? id : first), failures[0]?.id ?? "");
}

function toCause(id: string, { failures, by, window, suspects, verdict, remembered }: Judged): Cause {
  const isBreak = verdict.likeliest === "BROKEN";
  const state = stateOf(remembered, window, verdict.likeliest === "FLAKY");
  return {
    id,
    ...verdict,
    failures,
    primaryError: mostTold(failures),
    window,
    // What comes and goes, or lies outside, was brought about by no commit.
    suspects: isBreak || verdict.class === "unclear" ? suspects : [],
    state,
    joinedBy: by,
    since: sinceOf(failures, state, remembered),
  };
}

/** What came back began anew. */
function sinceOf(failures: readonly Fingerprinted[], state: CauseState, remembered: RememberedCause | null): string | null {
  const times = failures.flatMap(({ at }) => at ?? []).toSorted();
  if (state === "regressed") return times.find((at) => at > (remembered?.lastSeen ?? "")) ?? times.at(-1) ?? null;
  return remembered?.firstSeen ?? times[0] ?? null;
}

/** The message of most; the first of equals that says something. */
function mostTold(failures: readonly Fingerprinted[]): string {
  const counts = Map.groupBy(failures, ({ masked }) => masked);
  const [best] = [...counts.values()].toSorted(
    (a, b) =>
      Number(b[0]?.isTelling) - Number(a[0]?.isTelling) || b.length - a.length || ((a[0]?.masked ?? "") < (b[0]?.masked ?? "") ? -1 : 1),
  );
  return best?.[0]?.primaryError ?? "";
}

/** Whether anything tells what a cause is: its class, a message of its own, or a commit. */
export function isExplained({ class: verdict, failures, suspects }: Cause): boolean {
  return verdict !== "unclear" || failures.some(({ isTelling }) => isTelling) || (suspects[0]?.score ?? 0) >= SUSPECT.possible;
}

/** What blocks the default branch first, then what hits most branches and runs, then the latest. */
function inOrderOfNeed(causes: readonly Cause[], defaultBranch: string): Cause[] {
  const needs = causes.map((cause) => ({ cause, ...needOf(cause, defaultBranch) }));
  needs.sort(
    (a, b) =>
      b.blocks - a.blocks ||
      a.isOver - b.isOver ||
      b.branches - a.branches ||
      b.runs - a.runs ||
      b.cause.failures.length - a.cause.failures.length ||
      (a.latest > b.latest ? -1 : a.latest < b.latest ? 1 : a.cause.id < b.cause.id ? -1 : 1),
  );
  return needs.map(({ cause }) => cause);
}

function needOf({ likeliest, failures, state }: Cause, defaultBranch: string) {
  const isBlocking = state !== "resolved" && likeliest === "BROKEN" && failures.some(({ branch }) => branch === defaultBranch);
  return {
    blocks: Number(isBlocking),
    isOver: Number(state === "resolved"),
    branches: new Set(failures.map(({ branch }) => branch ?? "")).size,
    runs: new Set(failures.map(({ job, sha, attempt }) => `${job} ${sha} ${attempt}`)).size,
    latest: failures.reduce((latest, { at = "" }) => (at > latest ? at : latest), ""),
  };
}
