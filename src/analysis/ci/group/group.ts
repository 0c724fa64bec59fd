import { classify, type Verdict } from "./classify.ts";
import { fingerprint, keyOf } from "./fingerprints.ts";
import { findWindow, layLanes, type Lanes } from "./lanes.ts";
import { groupLocally } from "./local.ts";
import { idOf, remember, seeds, stateOf } from "./memory.ts";
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
  const failures = fingerprint(input.failures, input.history);
  const seedOf = seeds(input.history);
  const local = groupLocally(failures).map(({ members, by }): Group => ({
    failures: members.flatMap((index) => failures[index] ?? []),
    by,
  }));
  const merged = mergeGroups(local, (failure) => seedOf(failure)?.id ?? null);
  const lanes = layLanes(input, failures);
  const judge = (group: Group): Judged => judgeGroup(group, input, lanes, seedOf);
  const judged = joinByCommit(merged.map(judge), judge);
  const causes = named(judged).toSorted((a, b) => comparePressing(a, b, input.defaultBranch));
  const { history, resolved } = remember(input.history, causes, input.now);
  const explained = causes.filter(isExplained).reduce((sum, cause) => sum + cause.failures.length, 0);
  return { failures, causes, resolved, explained, history };
}

function judgeGroup(group: Group, input: GroupInput, lanes: Lanes, seedOf: (failure: Fingerprinted) => RememberedCause | null): Judged {
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

function named(judged: readonly Judged[]): Cause[] {
  const inOrder = judged.toSorted((a, b) => b.failures.length - a.failures.length || (firstId(a) < firstId(b) ? -1 : 1));
  const used = new Set<string>();
  return inOrder.map((group) => {
    const wanted = group.remembered?.id ?? idOf(group.failures);
    const id = used.has(wanted) ? keyOf("second", wanted, firstId(group)) : wanted;
    used.add(id);
    return toCause(id, group);
  });
}

function firstId({ failures }: Group): string {
  return failures.map(({ id }) => id).toSorted()[0] ?? "";
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
function comparePressing(a: Cause, b: Cause, defaultBranch: string): number {
  const blocks = ({ likeliest, failures, state }: Cause): number =>
    Number(state !== "resolved" && likeliest === "BROKEN" && failures.some(({ branch }) => branch === defaultBranch));
  const count = ({ failures }: Cause, of: (failure: Fingerprinted) => string): number => new Set(failures.map(of)).size;
  const latest = ({ failures }: Cause): string =>
    failures
      .flatMap(({ at }) => at ?? [])
      .toSorted()
      .at(-1) ?? "";
  return (
    blocks(b) - blocks(a) ||
    Number(a.state === "resolved") - Number(b.state === "resolved") ||
    count(b, ({ branch }) => branch ?? "") - count(a, ({ branch }) => branch ?? "") ||
    count(b, ({ job, sha, attempt }) => `${job} ${sha} ${attempt}`) - count(a, ({ job, sha, attempt }) => `${job} ${sha} ${attempt}`) ||
    b.failures.length - a.failures.length ||
    (latest(a) > latest(b) ? -1 : latest(a) < latest(b) ? 1 : a.id < b.id ? -1 : 1)
  );
}
