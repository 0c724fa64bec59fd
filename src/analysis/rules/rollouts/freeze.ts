import type { Finding } from "../../../core/finding.ts";
import type { Fact } from "../../../core/item.ts";
import { instancesIn } from "../../../core/kinds/instance.ts";
import type { Rollout } from "../../../core/kinds/rollout.ts";
import { fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { finding, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { freezesOf, instantOf } from "./measured.ts";
import { evidenceOf, impactOf, nameOf, openRollouts, ownerOf, stateOf } from "./rollout.ts";

/** Its own plan says so; or an entry in the calendar is called so. */
const CONFIDENCE = { own: 0.9, calendar: 0.65 } as const;
/** What people call such a time in their calendars, and what they call its end. */
const FREEZE = /\b(?:code|change|release|deploy(?:ment)?s?|production|feature)[- ]freeze\b/i;
const END = /\b(?:ends?|ended|over|lifted|begins?|starts?|party|review|meeting|planning|retro\w*)\b/i;

/** ROLL-04: its next step is planned for when nothing may be changed. */
export const frozen: Rule = {
  id: "ROLL-04",
  title: "Rollout step within a freeze",
  about:
    "A step that is planned for a time in which nothing may be rolled out, as its own plan says, or an entry in the calendar that is called a freeze: it will be stopped, or make trouble.",
  source: "files",
  cleared: "no longer planned within a freeze",
  thresholds: {},
  find: (context) =>
    openRollouts(context.items).flatMap((rollout) => {
      const step = stepOf(rollout, context.now);
      const freeze = step === undefined ? undefined : freezeAt(rollout, step.at, context);
      return step === undefined || freeze === undefined ? [] : [freezeFinding(rollout, step, freeze, context)];
    }),
};

interface Step {
  at: string;
  path: "fields.nextStepAt" | "ts";
}

/** Its next step that is still ahead; of what is only planned, its beginning where no step is named. */
function stepOf({ nextStepAt, state, item }: Rollout, now: string): Step | undefined {
  const at = nextStepAt ?? (state === "planned" ? item.ts : undefined);
  if (at === undefined || at < now) return undefined;
  return { at, path: nextStepAt === null ? "ts" : "fields.nextStepAt" };
}

interface Known {
  words: Prose;
  evidence: readonly Fact[];
  confidence: number;
}

function freezeAt(rollout: Rollout, at: string, context: RuleContext): Known | undefined {
  const { timezone } = context.calendar;
  const { item } = rollout;
  const own = freezesOf(rollout, timezone).find(({ from, to }) => from <= at && at < to);
  if (own !== undefined) {
    return { words: prose`the freeze ${fact(item, own.path)}`, evidence: [getFact(item, own.path)], confidence: CONFIDENCE.own };
  }
  const entry = instancesIn(context.items).find((instance) => {
    const isFreeze = instance.status !== "cancelled" && FREEZE.test(instance.item.title) && !END.test(instance.item.title);
    return isFreeze && (instantOf(instance.start, 0, timezone) ?? at) <= at && at < (instantOf(instance.end, 0, timezone) ?? at);
  });
  if (entry === undefined) return undefined;
  const evidence = [getFact(entry.item, "title"), getFact(entry.item, "fields.start"), getFact(entry.item, "fields.end")];
  return { words: prose`${fact(entry.item, "title")} of the calendar`, evidence, confidence: CONFIDENCE.calendar };
}

function freezeFinding(rollout: Rollout, { at, path }: Step, { words, evidence, confidence }: Known, context: RuleContext): Finding {
  const { people, now, calendar } = context;
  const { item } = rollout;
  const [lead, ...rest] = evidenceOf(rollout, "state");
  return finding({
    rule: frozen,
    primary: item,
    factors: { impact: impactOf(3, rollout, people), urgency: deadlineUrgency(at, now, calendar) },
    confidence,
    title: prose`${nameOf(rollout)} is to go on within a freeze`,
    why: prose`its next step is planned for ${fact(item, path, "instant")}, within ${words}`,
    action: prose`move the step, or have it allowed`,
    owner: ownerOf(rollout, people),
    due: at,
    lapses: at,
    evidence: [lead, ...rest, getFact(item, path), ...evidence],
    state: [stateOf(rollout, people), at].join("|"),
  });
}
