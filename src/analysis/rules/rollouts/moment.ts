import { Temporal } from "temporal-polyfill";
import type { Finding } from "../../../core/finding.ts";
import type { Fact } from "../../../core/item.ts";
import type { Rollout } from "../../../core/kinds/rollout.ts";
import { fact, prose, type Prose } from "../../../core/prose.ts";
import { isWorkday, plainDateOf, type WorkCalendar } from "../../../core/work-calendar.ts";
import { absencesOf } from "../cross/absence.ts";
import { calledIn, personOf } from "../../people.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { evidenceOf, impactOf, nameOf, openRollouts, ownerActor, ownerOf, stateOf } from "./rollout.ts";

/** Computed from a date and the work calendar. */
const CONFIDENCE = 0.9;

/** ROLL-05: its next step comes when nobody will be there to look. */
export const badMoment: Rule = {
  id: "ROLL-05",
  title: "Rollout step at a bad moment",
  about:
    "A step that is planned for the end of the week, a day off, the day before a holiday, or a day on which its owner is away: nobody will be there if it goes wrong.",
  source: "github",
  cleared: "no longer planned for a bad moment",
  thresholds: {
    hour: { value: 15, unit: "hour of the day", about: "From this hour on, the last day of the working week is too late." },
  },
  find: (context) =>
    openRollouts(context.items).flatMap((rollout) => {
      const { nextStepAt } = rollout;
      const reason = nextStepAt === null || nextStepAt < context.now ? undefined : reasonOf(rollout, nextStepAt, context);
      return nextStepAt === null || reason === undefined ? [] : [momentFinding(rollout, nextStepAt, reason, context)];
    }),
};

interface Reason {
  words: Prose;
  confidence: number;
  evidence: readonly Fact[];
}

function reasonOf(rollout: Rollout, at: string, context: RuleContext): Reason | undefined {
  const { calendar } = context;
  const said = (words: string): Reason => ({ words: prose`${words}`, confidence: CONFIDENCE, evidence: [] });
  const date = plainDateOf(at, calendar.timezone);
  const next = Temporal.PlainDate.from(date).add({ days: 1 }).toString();
  if (!isWorkday(calendar, date)) return said("a day off");
  if (calendar.holidays.includes(next)) return said("the day before a holiday");
  if (isEndOfWeek(at, next, context)) return said("the end of the working week");
  return awayOn(date, rollout, context);
}

/** Late on a day after which nobody works as a rule. */
function isEndOfWeek(at: string, next: string, context: RuleContext): boolean {
  const { calendar } = context;
  const week: WorkCalendar = { ...calendar, holidays: [] };
  const { hour } = Temporal.Instant.from(at).toZonedDateTimeISO(calendar.timezone);
  return hour >= getThreshold(context, "hour") && !isWorkday(week, next);
}

function awayOn(date: string, rollout: Rollout, context: RuleContext): Reason | undefined {
  const actor = ownerActor(rollout);
  if (actor === undefined) return undefined;
  const owner = ownerOf(rollout, context.people);
  const absences = absencesOf({ owner, person: personOf(context.people, actor) }, context);
  const absence = absences.find(({ from, to }) => from <= date && date <= to);
  if (absence === undefined) return undefined;
  const who = calledIn(rollout.item, rollout.item.actors.indexOf(actor), context.people);
  return {
    words: prose`a day on which ${who} ${owner === "you" ? "are" : "is"} away`,
    confidence: absence.confidence,
    evidence: absence.evidence,
  };
}

function momentFinding(rollout: Rollout, at: string, { words, confidence, evidence }: Reason, context: RuleContext): Finding {
  const { people, now, calendar } = context;
  const [lead, ...rest] = evidenceOf(rollout, "nextStepAt");
  return finding({
    rule: badMoment,
    primary: rollout.item,
    factors: { impact: impactOf(2, rollout, people), urgency: deadlineUrgency(at, now, calendar) },
    confidence,
    title: prose`${nameOf(rollout)} goes on at a bad moment`,
    why: prose`its next step is planned for ${fact(rollout.item, "fields.nextStepAt", "instant")}, ${words}`,
    action: prose`move the step, or name who watches it`,
    owner: ownerOf(rollout, people),
    due: at,
    lapses: at,
    evidence: [lead, ...rest, ...evidence],
    state: [stateOf(rollout, people), at].join("|"),
  });
}
