import type { Finding } from "../../../core/finding.ts";
import type { PullRequest } from "../../../core/kinds/pull-request.ts";
import { derived, getFact, prose, type Prose } from "../../../core/prose.ts";
import { isGeneratedPath } from "../../../lib/generated-paths.ts";
import { listOf } from "../../../lib/text.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { authorAsOwner, evidenceOf, impactOf, nameOf, stateOf, waitingIn } from "./pull-request.ts";
import { riskyAreasOf } from "./risky-paths.ts";

/** Computed from a list of files. */
const CONFIDENCE = 0.9;
/** It has no clock: soon enough that it is shown, since it can be split only while it is open. */
const URGENCY = 2;

/** PR-07: more than anybody reads with care, or where few eyes are too few. */
export const largeOrRisky: Rule = {
  id: "PR-07",
  title: "Large, or risky with few approvals",
  about:
    "An open pull request with more lines than anybody reads with care, lock files, snapshots and generated code not counted; or one that touches migrations, sign-in, billing, infrastructure, CI or the public API with fewer approvals than that deserves.",
  source: "github",
  cleared: "no longer too large or too little looked at",
  thresholds: {
    lines: { value: 400, unit: "line", about: "Told when more lines than this are changed." },
    approvals: { value: 2, unit: "approval", about: "What touches such places is told while it has fewer than this." },
  },
  find: (context) => waitingIn(context).flatMap((pullRequest) => sizeFinding(pullRequest, context) ?? []),
};

interface ChangedFile {
  path: string;
  lines: number;
}

function filesOf({ files }: PullRequest): ChangedFile[] {
  return files.map((line) => {
    const blank = line.lastIndexOf(" ");
    return { path: line.slice(0, blank), lines: Number(line.slice(blank + 1)) };
  });
}

/** Lines that people wrote; of files beyond those that the source lists, all count. */
function writtenLines({ additions, deletions }: PullRequest, files: readonly ChangedFile[]): number {
  const generated = files.filter(({ path }) => isGeneratedPath(path)).reduce((sum, { lines }) => sum + lines, 0);
  return Math.max(0, additions + deletions - generated);
}

function sizeFinding(pullRequest: PullRequest, context: RuleContext): Finding | undefined {
  const { item, approvals } = pullRequest;
  const files = filesOf(pullRequest);
  const lines = writtenLines(pullRequest, files);
  const isLarge = lines > getThreshold(context, "lines");
  const areas = approvals < getThreshold(context, "approvals") ? riskyAreasOf(files.map(({ path }) => path)) : [];
  if (!isLarge && areas.length === 0) return undefined;
  const isBoth = isLarge && areas.length > 0;
  const size = derived(lines, "changed line", [getFact(item, "fields.additions"), getFact(item, "fields.deletions")]);
  return finding({
    rule: largeOrRisky,
    primary: item,
    factors: { impact: impactOf(isBoth ? 3 : 2, pullRequest, context.people), urgency: URGENCY },
    confidence: CONFIDENCE,
    title: prose`${nameOf(pullRequest)} is ${isBoth ? "large and risky" : isLarge ? "large" : "risky"}`,
    why: isLarge
      ? prose`${size}${isBoth ? prose`, and it ${touching(areas, pullRequest)}` : ""}`
      : prose`it ${touching(areas, pullRequest)}`,
    action: isLarge ? prose`split it, or ask for a second look` : prose`ask for a second look before it is merged`,
    owner: authorAsOwner(pullRequest, context.people),
    evidence: evidenceOf(pullRequest, "additions", "deletions", "files", "approvals"),
    state: [stateOf(pullRequest, context.people), isLarge, ...areas].join("|"),
  });
}

function touching(areas: readonly string[], { item, approvals }: PullRequest): Prose {
  const approved = approvals === 0 ? prose`no approval` : prose`${derived(approvals, "approval", [getFact(item, "fields.approvals")])}`;
  return prose`touches ${listOf(areas)} with ${approved}`;
}
