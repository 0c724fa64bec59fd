import type { Finding } from "../../../core/finding.ts";
import type { Fact } from "../../../core/item.ts";
import { fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { plainDateOf } from "../../../core/work-calendar.ts";
import { endSpan, redBranchesIn } from "../ci/red.ts";
import { isExternal } from "../../people.ts";
import { finding, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { entryOf, isWithOthers, meetingsIn, stateOf, type Meeting } from "../calendar/instances.ts";
import { evidenceOf as rolloutEvidence, nameOf, openRollouts } from "../rollouts/rollout.ts";
import { createTopicReader, type TopicReader } from "./alike.ts";

/** The meeting names what is broken; or they only fall on the same day. */
const JOINED_BY = { name: 0.9, day: 0.6 } as const;
/** Meetings in which something is shown, or goes out. */
const SHOW = /\b(?:demos?|launch(?:es)?|go[- ]?live|showcase|keynote)\b/i;
/** What people write of a rollout that hurts. */
const BURNING = /\b(?:burn(?:s|ing)?|red|critical|failing|on fire)\b/i;

/** something is to be shown today, and it may not work. */
export const shownWhileBroken: Rule = {
  id: "X-05",
  title: "Something to show, and something broken",
  about:
    "A demo, a launch or a meeting with people from elsewhere today, while a default branch is red, or a rollout is paused or in trouble.",
  source: "ics",
  cleared: "mended, or the meeting is over",
  thresholds: {},
  find: (context) => {
    const [first, ...others] = brokenIn(context);
    return first === undefined ? [] : showsToday(context).map((meeting) => brokenFinding(meeting, [first, ...others], context));
  },
};

function showsToday(context: RuleContext): Meeting[] {
  const { now, calendar, people } = context;
  const today = plainDateOf(now, calendar.timezone);
  return meetingsIn(context).filter((meeting) => {
    const isAhead = meeting.endMs > Date.parse(now) && plainDateOf(meeting.start, calendar.timezone) === today;
    const isShow = SHOW.test(meeting.item.title) || meeting.others.some(({ actor }) => isExternal(people, actor));
    return isAhead && isWithOthers(meeting) && isShow;
  });
}

/** Something that does not work as it should. */
interface Broken {
  what: Prose;
  /** The words by which a meeting may speak of it. */
  topic: ReadonlySet<string>;
  evidence: readonly Fact[];
  action: Prose;
}

function brokenIn(context: RuleContext): Broken[] {
  const { items, now } = context;
  const topicOf = createTopicReader();
  const branches = redBranchesIn(items, now).map(({ repository, jobs: [{ lastBad, firstBad }] }): Broken => {
    const { item } = lastBad;
    return {
      what: prose`${fact(item, "fields.branch")} of ${fact(item, "fields.repository")} is red since ${endSpan(firstBad, context)}`,
      topic: nameTopic(repository, topicOf),
      evidence: [getFact(item, "title"), getFact(item, "fields.conclusion")],
      action: prose`have it fixed or reverted before, or show what does not need it`,
    };
  });
  const troubled = openRollouts(items).filter(({ state, health }) => state === "paused" || BURNING.test(health ?? ""));
  const rollouts = troubled.map((rollout): Broken => {
    const isPaused = rollout.state === "paused";
    return {
      what: prose`${nameOf(rollout)} is ${isPaused ? "paused" : "in trouble"}`,
      topic: nameTopic(`${rollout.service} ${rollout.item.title}`, topicOf),
      evidence: rolloutEvidence(rollout, "state", "health"),
      action: prose`settle what becomes of it before, or show what does not need it`,
    };
  });
  return [...branches, ...rollouts];
}

/** Of `acme/shop` it is the second part that says what it is. */
function nameTopic(name: string, topicOf: TopicReader): ReadonlySet<string> {
  return topicOf(name.replaceAll(/[\w.-]+\//g, ""));
}

function brokenFinding(meeting: Meeting, broken: readonly [Broken, ...Broken[]], context: RuleContext): Finding {
  const words = createTopicReader()(`${meeting.item.title} ${meeting.item.body}`);
  const named = broken.find(({ topic }) => [...topic].some((word) => words.has(word)));
  const told = named ?? broken[0];
  return finding({
    rule: shownWhileBroken,
    primary: meeting.item,
    factors: { impact: 4, urgency: deadlineUrgency(meeting.start, context.now, context.calendar) },
    confidence: named === undefined ? JOINED_BY.day : JOINED_BY.name,
    title: prose`${entryOf(meeting, context)} comes while something is broken`,
    why: told.what,
    action: told.action,
    owner: "you",
    due: meeting.start,
    lapses: meeting.end,
    evidence: [getFact(meeting.item, "title"), getFact(meeting.item, "fields.start"), ...told.evidence],
    state: stateOf(meeting),
  });
}
