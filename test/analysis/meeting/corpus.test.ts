import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act, Action } from "../../../src/analysis/meeting/acts.ts";
import { inFigures, readSet, scoreSet } from "../../support/score-meetings.ts";

/** How many have to be found, and how many of what is found have to be some. */
const WELL_READ = { tasks: [0.95, 0.9], days: 0.95, questions: [0.9, 0.85] } as const;

/** Of decisions, how many have to be found, how many of what is found have to be some, and of what is sure; of owners, how many have to be right. */
const FLOORS = {
  tuning: { ...WELL_READ, found: 0.9, right: 0.7, sure: 0.95, owners: 0.95 },
  "held-out": { ...WELL_READ, found: 0.9, right: 0.6, sure: 0.8, owners: 0.95 },
  third: { ...WELL_READ, found: 0.9, right: 0.38, sure: 0.75, owners: 0.95 },
  unseen: { ...WELL_READ, found: 0.85, right: 0.35, sure: 0.65, owners: 0.9 },
  "fresh-a": { tasks: [0.95, 0.85], days: 0.85, questions: [0.55, 0.6], found: 0.9, right: 0.4, sure: 0.8, owners: 0.95 },
} as const;

for (const set of ["tuning", "held-out", "third", "unseen", "fresh-a"] as const) {
  test(`what was taken on in the ${set} meetings is found, with who and by when, and little else`, (t) => {
    const score = scoreSet(set);
    t.diagnostic(`${set}: ${inFigures(score)}`);
    const shown = score.misses.join("\n");
    assert.ok(score.actions.right >= FLOORS[set].tasks[0] * score.actions.planted, shown);
    assert.ok(score.actions.right >= FLOORS[set].tasks[1] * score.actions.found, shown);
    assert.ok(score.owners.right >= FLOORS[set].owners * score.owners.of, shown);
    assert.ok(score.dues.right >= FLOORS[set].days * score.dues.of, shown);
  });

  test(`what was decided in the ${set} meetings is found, and what is sure is seldom anything else`, () => {
    const { decisions, sure, misses } = scoreSet(set);
    const floors = FLOORS[set];
    assert.ok(decisions.right >= floors.found * decisions.planted, misses.join("\n"));
    assert.ok(decisions.right >= floors.right * decisions.found, misses.join("\n"));
    assert.ok(sure.right >= floors.sure * sure.of, misses.join("\n"));
  });

  test(`what was left open in the ${set} meetings is found, and little else`, () => {
    const { questions, misses } = scoreSet(set);
    assert.ok(questions.right >= FLOORS[set].questions[0] * questions.planted, misses.join("\n"));
    assert.ok(questions.right >= FLOORS[set].questions[1] * questions.found, misses.join("\n"));
  });

  test(`each quote of the ${set} meetings is of one line, each owner somebody who is named there, each day one whose words were said`, () => {
    for (const { file, body, date, acts } of readSet(set)) {
      const lines = body.split("\n");
      const { decisions, questions, actions, risks, parked, undecided } = acts;
      const all: readonly Act[] = [...decisions, ...questions, ...actions, ...risks, ...parked, ...undecided];
      for (const act of all) {
        const quote = body.slice(...act.quote);
        assert.ok(quote !== "" && lines[act.turn]?.includes(quote), `${file}: ${quote}`);
        if (act.clock) assert.equal(body.slice(...act.clock), act.at);
      }
      for (const action of acts.actions) {
        const { owner, due, dueWords, task } = action;
        assert.ok(owner === undefined || isPersonOf(action, lines), `${file}: ${owner}: ${lines[action.turn]}`);
        assert.ok(due === undefined || (date !== undefined && due >= date && isNear(action, body)), `${file}: ${due}`);
        assert.ok(dueWords === undefined || NAMES_DAY.test(body.slice(...dueWords)), `${file}: ${body.slice(...(dueWords ?? [0, 0]))}`);
        assert.ok(task[0] < task[1], file);
      }
    }
  });
}

/** An owner's task and the words by which it was given or taken are so many turns apart at most. */
const NEAR = 3;
/** Words without which no day is said. */
const NAMES_DAY =
  /\d|day\b|tonight|tomorrow|noon|lunch|morning|evening|week|month|year|quarter|midnight|\b(?:eod|cob|half past)\b|(?:st|nd|rd|th)\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|[A-Z][a-z]+/;

/** Whether an owner speaks or is called by a name where the task was given or taken; or is the voice that has once said its name. */
function isPersonOf({ turn, owner = "", by }: Action, lines: readonly string[]): boolean {
  const start = Math.max(0, turn - NEAR);
  const around = lines.slice(start, turn + NEAR + 1).join("\n");
  const isNamed = owner
    .split(/\s+/)
    .some((word) => new RegExp(`(?<!\\p{L})${word.replaceAll(/[^\p{L}]/gu, ".")}(?!\\p{L})`, "u").test(around));
  const isIntroduced = by === owner && lines.some((line) => line.includes(owner));
  return isNamed || isIntroduced;
}

/** Whether the words that name a day stand by the task. */
function isNear({ dueWords, quote }: Action, body: string): boolean {
  if (dueWords === undefined) return false;
  const [from, to] = [Math.min(dueWords[0], quote[0]), Math.max(dueWords[1], quote[1])];
  return body.slice(from, to).split("\n").length <= 2 * NEAR + 1;
}
