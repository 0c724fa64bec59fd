/** States of one kind exclude each other: whatever is in one is in no other. */
export const GROUPS: readonly (readonly string[])[] = [
  ["open", "merged", "closed"],
  ["todo", "in_progress", "blocked", "done", "cancelled"],
  ["planned", "running", "paused", "done", "failed", "withdrawn"],
  ["queued", "running", "done"],
  ["passed", "failed", "cancelled", "skipped", "timed_out", "pending", "none"],
  ["confirmed", "tentative", "cancelled"],
  ["accepted", "declined", "tentative", "needs_action"],
  ["approved", "unapproved", "changes_requested"],
  ["unread", "read"],
  ["draft", "ready"],
  ["answered", "unanswered"],
  ["late", "punctual"],
];

/** What is not over, of whatever kind. */
const BEFORE_DONE = [
  ...["todo", "in_progress", "blocked", "open", "planned", "running", "queued", "paused", "pending", "draft"],
  ...["tentative", "needs_action", "unapproved", "unanswered", "unread"],
];

/** Words that say a state wherever they stand, with the states that they may mean. */
const SAYING = {
  merged: ["merged"],
  unmerged: ["open", "closed"],
  landed: ["merged"],
  closed: ["closed", "merged"],
  reopened: ["open"],
  done: ["done"],
  finished: ["done"],
  completed: ["done"],
  complete: ["done"],
  unfinished: ["todo", "in_progress", "blocked"],
  blocked: ["blocked"],
  unblocked: ["todo", "in_progress", "done"],
  stuck: ["blocked", "paused"],
  cancelled: ["cancelled"],
  canceled: ["cancelled"],
  paused: ["paused"],
  failed: ["failed", "timed_out"],
  failing: ["failed", "timed_out"],
  passed: ["passed"],
  passing: ["passed"],
  withdrawn: ["withdrawn"],
  declined: ["declined"],
  accepted: ["accepted"],
  confirmed: ["confirmed"],
  tentative: ["tentative"],
  approved: ["approved"],
  unapproved: ["unapproved"],
  unread: ["unread"],
  rejected: ["changes_requested", "closed", "declined"],
  shipped: ["done", "merged"],
  deployed: ["done", "merged"],
  released: ["done"],
  signed: [],
  resolved: ["done", "closed"],
  delivered: [],
  "went well": ["done", "passed"],
  "went live": ["done", "merged"],
  "went out": ["done", "sent"],
  "yet to": BEFORE_DONE,
  "under way": ["in_progress", "running"],
  underway: ["in_progress", "running"],
};
/** Words that say a state only of what they are said to be. */
const PREDICATES = {
  open: ["open", "todo", "in_progress", "blocked"],
  ready: ["ready"],
  running: ["running"],
  green: ["passed", "green"],
  red: ["failed", "red"],
  unanswered: ["unanswered"],
  ongoing: ["in_progress", "running"],
  live: ["done", "merged"],
  missing: BEFORE_DONE,
  back: ["back"],
  agreed: ["accepted"],
  fine: ["passed", "green"],
  okay: ["passed", "green"],
  "in order": ["passed", "green"],
  "on time": ["punctual"],
  "in time": ["punctual"],
  "on track": ["punctual", "green"],
  late: ["late"],
  overdue: ["late"],
};
/** The same of what something or somebody has done. */
const PERFECTS = {
  read: ["read"],
  answered: ["answered"],
  replied: ["answered"],
  sent: ["done", "sent"],
  begun: ["in_progress", "running", "done", "merged"],
  started: ["in_progress", "running", "done", "merged"],
};
/** What checks do, and whatever is held against them. */
const DOINGS = { pass: ["passed"], passes: ["passed"], succeeded: ["passed"], works: ["passed", "done"] };

/** Words that fit many things: charged only where the cited thing says otherwise. */
export const MILD: ReadonlySet<string> = new Set(["yet to", "late", "overdue", "missing", "begun", "started", "on track"]);

const BEING =
  "(?:is|are|was|were|been|being|remains?|remained|stays?|stayed|stands?|got|gets|went|came|now|still|already|marked(?: as)?|left)";
const BETWEEN = "(?:(?:now|still|already|not|never|yet|all|both|also|fully|again|completely|finally|even|just|no longer)\\s+)*";
const DOER = "(?:checks?|tests?|builds?|suites?|pipelines?|jobs?|fix|change|it|they|all)";

/** Finds the next word that says a state, as one of its groups. */
export const STATE = new RegExp(
  `\\b(?:(?<said>${anyOf(SAYING)})|(?:${BEING}\\s+${BETWEEN})(?<is>${anyOf(PREDICATES)})|(?:(?:${BEING}|has|have|had)\\s+${BETWEEN})(?<has>${anyOf(PERFECTS)})|${DOER}\\s+${BETWEEN}(?<does>${anyOf(DOINGS)}))\\b(?!-)`,
  "gi",
);

const ALL: ReadonlyMap<string, readonly string[]> = new Map(Object.entries({ ...SAYING, ...PREDICATES, ...PERFECTS, ...DOINGS }));

/** The states that a word may mean. */
export function statesMeantBy(word: string): readonly string[] {
  return ALL.get(word.toLowerCase()) ?? [];
}

function anyOf(words: Readonly<Record<string, readonly string[]>>): string {
  return Object.keys(words).join("|");
}
