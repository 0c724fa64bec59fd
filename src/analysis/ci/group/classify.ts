import { VALUES } from "../parameters.ts";
import type { Lane } from "./lanes.ts";
import { BROKEN, FLAKY, INFRA, LEAD, MERGE, SUSPECT } from "./parameters.ts";
import { touches } from "./suspects.ts";
import type { CauseClass, Fingerprinted, Reason, RememberedCause, Suspect, Window } from "./types.ts";

/** What a verdict is built on. */
export interface Evidence {
  readonly failures: readonly Fingerprinted[];
  readonly lanes: readonly Lane[];
  readonly window: Window | null;
  readonly suspects: readonly Suspect[];
  readonly remembered: RememberedCause | null;
  readonly defaultBranch: string;
  readonly hasCommits: boolean;
  /** Instant of the latest failure, in milliseconds. */
  readonly nowMs: number;
}

export interface Verdict {
  readonly class: CauseClass;
  readonly likeliest: Exclude<CauseClass, "unclear">;
  readonly confidence: number;
  readonly reasons: readonly Reason[];
}

/** A reason where it holds. */
type Test = readonly [holds: boolean, by: string, weight: number, because: string];

/** Broken, flaky or infrastructure, each by what speaks for it; unclear where none leads. On ties a real break is never hidden. */
export function classify(evidence: Evidence): Verdict {
  const reasons = [...infraTests(evidence), ...flakyTests(evidence), ...brokenTests(evidence)].flatMap(([holds, by, weight, because]) =>
    holds ? [{ by, weight, because }] : [],
  );
  const sumOf = (prefix: string): number =>
    reasons.filter(({ by }) => by.startsWith(`${prefix}.`)).reduce((sum, { weight }) => sum + weight, 0);
  const scores = [
    { name: "BROKEN", score: sumOf("broken") },
    { name: "INFRA", score: sumOf("infra") },
    { name: "FLAKY", score: sumOf("flaky") },
  ] as const;
  const [first, second] = scores.toSorted((a, b) => b.score - a.score);
  const [top, next] = [first?.score ?? 0, second?.score ?? 0];
  const likeliest = first?.name ?? "BROKEN";
  const confidence = Math.round((100 * (top - next)) / (top + next + LEAD)) / 100;
  return { class: top - next >= LEAD ? likeliest : "unclear", likeliest, confidence, reasons };
}

function infraTests({ failures, lanes }: Evidence): Test[] {
  const signs = [...new Set(failures.flatMap(({ infra }) => infra ?? []))];
  if (!isInfra(failures)) return [];
  const jobs = spreadOf(failures);
  return [
    [true, `infra.${signs[0] ?? "sign"}`, INFRA.sign, `its message is one of infrastructure (${signs.join(", ")})`],
    [jobs >= INFRA.spreadJobs, "infra.spread", INFRA.spread, `${jobs} jobs or branches within two hours`],
    [failures.every(({ test }) => test === null), "infra.no-test", INFRA.noTest, "no test was reached"],
    [wasGreenToo(lanes), "infra.rerun", INFRA.rerun, "green in another run at the same commit"],
  ];
}

/** Most of it has such a sign. */
function isInfra(failures: readonly Fingerprinted[]): boolean {
  return failures.filter(({ infra }) => infra !== null).length * 2 > failures.length;
}

/** The most jobs and branches that it hit within the time. */
function spreadOf(failures: readonly Fingerprinted[]): number {
  const hits = failures.flatMap(({ at, job = "", branch = "" }) =>
    at === undefined ? [] : [{ at: Date.parse(at), place: `${job} ${branch}` }],
  );
  hits.sort((a, b) => a.at - b.at);
  let [most, start] = [0, 0];
  const counts = new Map<string, number>();
  for (const hit of hits) {
    counts.set(hit.place, (counts.get(hit.place) ?? 0) + 1);
    for (let first = hits[start]; first && hit.at - first.at > MERGE.infraMs; first = hits[start]) {
      const left = (counts.get(first.place) ?? 1) - 1;
      if (left === 0) counts.delete(first.place);
      else counts.set(first.place, left);
      start += 1;
    }
    most = Math.max(most, counts.size);
  }
  return most;
}

function hasBoth(lanes: readonly Lane[]): boolean {
  return lanes.some(({ stops }) => stops.some(({ failed, passed }) => failed > 0 && passed > 0));
}

function wasGreenToo(lanes: readonly Lane[]): boolean {
  return lanes.some(({ stops }) => stops.some(({ failed, green }) => failed > 0 && green > 0));
}

/** What fails by infrastructure before any test passes on a rerun too: that alone doesn't make it flaky. */
function flakyTests(evidence: Evidence): Test[] {
  const { failures, lanes, suspects, remembered, hasCommits, nowMs } = evidence;
  const isReached = !isInfra(failures) || failures.some(({ test }) => test !== null);
  const wasFlaky = remembered?.class === "FLAKY" && nowMs - Date.parse(remembered.lastSeen) <= FLAKY.knownMs;
  const goes = comesAndGoes(lanes);
  return [
    [isReached && hasBoth(lanes), "flaky.same-commit", FLAKY.sameCommit, "passed and failed at the same commit"],
    [
      isReached && goes >= FLAKY.comesAndGoesLeast,
      "flaky.comes-and-goes",
      FLAKY.comesAndGoes,
      `failed ${goes} times with green runs between`,
    ],
    [wasFlaky, "flaky.known", FLAKY.known, `known as flaky since ${remembered?.firstSeen.slice(0, 10) ?? ""}`],
    [
      isReached && failures.some(({ primaryError }) => FLAKY.vocabulary.test(primaryError.slice(0, 600))),
      "flaky.words",
      FLAKY.words,
      "speaks of time, ports or order",
    ],
    [isReached && hasCommits && !touches(suspects), "flaky.untouched", FLAKY.untouched, "no commit touches what fails"],
  ];
}

/** How often it failed after it had passed, and at first. */
function comesAndGoes(lanes: readonly Lane[]): number {
  const stretches = lanes.map(({ stops }) => {
    let [count, isFailing] = [0, false];
    for (const { failed, passed } of stops) {
      if (failed > 0 && !isFailing) count += 1;
      if (failed > 0 || passed > 0) isFailing = failed > 0;
    }
    return count;
  });
  return Math.max(0, ...stretches);
}

function brokenTests(evidence: Evidence): Test[] {
  const { failures, lanes, window, suspects, defaultBranch } = evidence;
  const isSteady = !hasBoth(lanes) && comesAndGoes(lanes) < FLAKY.comesAndGoesLeast;
  const streak = window?.streak ?? 0;
  const best = suspects[0]?.score ?? 0;
  const again = lanes.some(({ stops }) => stops.some(({ failed, passed }) => failed > 1 && passed === 0));
  return [
    [isSteady && streak >= BROKEN.consecutiveLeast, "broken.consecutive", BROKEN.consecutive, `fails at ${streak} commits in a row`],
    [lanes.some(({ branch }) => branch === defaultBranch), "broken.default-branch", BROKEN.defaultBranch, `on ${defaultBranch}`],
    // No commit is to blame for what passed at it too.
    [isSteady && best >= SUSPECT.possible, "broken.suspect", BROKEN.suspect, "a commit touches what fails"],
    [
      failures.some(({ primaryError }) => BROKEN.certain.test(primaryError.slice(0, 600))),
      "broken.certain",
      BROKEN.deterministic,
      "the code itself cannot be built or loaded",
    ],
    [
      isAlone(evidence) && isDefinite(failures),
      "broken.alone",
      BROKEN.alone,
      "nothing in it speaks of chance, or of the place it ran in, and no other run is known that could say more",
    ],
    [isSteady && again, "broken.rerun", BROKEN.rerun, "failed again at the same commit"],
  ];
}

/** Nobody said at which commit, and no other run tells: all there is to go by is what the failure says. */
function isAlone({ failures, lanes }: Evidence): boolean {
  const isOnce = lanes.every(({ stops }) => stops.length <= 1 && stops.every(({ failed, passed }) => failed <= 1 && passed === 0));
  return isOnce && failures.every(({ sha }) => sha === undefined);
}

/** Whether a message says what it is about: by its words, or by the values that it compares. */
function isItsOwn({ isTelling, masked }: Fingerprinted): boolean {
  return isTelling || masked.includes(VALUES);
}

function isDefinite(failures: readonly Fingerprinted[]): boolean {
  const messages = failures.map(({ primaryError }) => primaryError.slice(0, 600));
  const isOther = (message: string): boolean => FLAKY.vocabulary.test(message) || BROKEN.doubtful.test(message);
  return !isInfra(failures) && failures.some(isItsOwn) && !messages.some(isOther);
}
