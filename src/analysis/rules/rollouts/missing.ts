import type { Finding } from "../../../core/finding.ts";
import type { Item } from "../../../core/item.ts";
import { rolloutsIn, type Rollout } from "../../../core/kinds/rollout.ts";
import { fact, prose } from "../../../core/prose.ts";
import { finding, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { evidenceOf, impactOf, nameOf, openRollouts, ownerActor, ownerOf, stateOf } from "./rollout.ts";

/** Read from a field that is empty. */
const CONFIDENCE = 0.95;
/** Without a next step there is no clock: soon enough that it is shown. */
const UNDATED = 2;

/** ROLL-08: nobody answers for it, or nobody knows how to take it back. */
export const unpreparedRollout: Rule = {
  id: "ROLL-08",
  title: "Rollout without an owner or a way back",
  about:
    "A rollout that names nobody, or no way to take it back. Where no rollout of a source has either, the source has no place for it, and the rule is silent: deployments on GitHub have none for the way back.",
  source: "github",
  cleared: "has an owner and a way back, or no longer needs them",
  thresholds: {},
  find: (context) => {
    const uses = usesOf(context.items);
    return openRollouts(context.items).flatMap((rollout) => {
      const { source } = rollout.item;
      const lacksOwner = uses.owner.has(source) && ownerActor(rollout) === undefined;
      const lacksRollback = uses.rollback.has(source) && (rollout.rollback ?? "").trim() === "";
      return lacksOwner || lacksRollback ? [missingFinding(rollout, { lacksOwner, lacksRollback }, context)] : [];
    });
  },
};

/** The sources of which at least one rollout names an owner, and a way back. */
function usesOf(items: readonly Item[]): { owner: ReadonlySet<string>; rollback: ReadonlySet<string> } {
  const all = rolloutsIn(items);
  const sourcesOf = (has: (rollout: Rollout) => boolean): ReadonlySet<string> => new Set(all.filter(has).map(({ item }) => item.source));
  return {
    owner: sourcesOf((rollout) => ownerActor(rollout) !== undefined),
    rollback: sourcesOf(({ rollback }) => (rollback ?? "").trim() !== ""),
  };
}

interface Lacks {
  lacksOwner: boolean;
  lacksRollback: boolean;
}

function missingFinding(rollout: Rollout, { lacksOwner, lacksRollback }: Lacks, context: RuleContext): Finding {
  const { people, now, calendar } = context;
  const { nextStepAt, item } = rollout;
  const words = [...(lacksOwner ? ["an owner"] : []), ...(lacksRollback ? ["a way back"] : [])].join(" and ");
  const isAhead = nextStepAt !== null && nextStepAt >= now;
  return finding({
    rule: unpreparedRollout,
    primary: item,
    factors: { impact: impactOf(2, rollout, people), urgency: isAhead ? deadlineUrgency(nextStepAt, now, calendar) : UNDATED },
    confidence: CONFIDENCE,
    title: prose`${nameOf(rollout)} needs ${words}`,
    why: isAhead ? prose`its next step is planned for ${fact(item, "fields.nextStepAt", "instant")}` : prose`it is ${rollout.state}`,
    action: lacksOwner ? prose`name somebody for it` : prose`write down how to take it back`,
    owner: lacksOwner ? "you" : ownerOf(rollout, people),
    ...(isAhead && { due: nextStepAt }),
    evidence: evidenceOf(rollout, "state", "nextStepAt"),
    state: [stateOf(rollout, people), words].join("|"),
  });
}
