import type { FieldValue } from "../../../../src/core/item.ts";
import { transcriptItem } from "../records.ts";
import { dayInWords as say, type Scene } from "../scene.ts";
import type { Telling, Trial } from "../trial.ts";

type Fields = Readonly<Record<string, FieldValue>>;

/** A task that is due on the sixth business day from now, and what was said yesterday at two. */
const said =
  (words: (s: Scene) => string, fields: Fields = {}): Telling =>
  (s) => {
    const task = s.task("Tide table survey", { due: s.workday(6), ...fields });
    const beganAt = s.workdayAt("14:00", -1);
    const talk = transcriptItem("Weekly", beganAt, [
      ["lee", "Shall we start? The moorings first."],
      ["asha", words(s)],
      ["lee", "Fine. Then the gauges, who has looked at them?"],
    ]);
    return { items: [task, talk], about: [task] };
  };

export const decidedOtherwise: Trial = {
  rule: "X-08",
  found: {
    "moved to a later day": said((s) => `Okay, so we agreed: the tide table survey moves to ${say(s.workday(9))}.`),
    "moved to an earlier day": said((s) => `We decided that the tide survey has to be there by ${say(s.workday(3))}.`),
    dropped: said(() => "It's decided, we drop the tide table survey."),
    "settled on a day": said((s) => `Decision: tide table survey due ${say(s.workday(8))}.`),
    "pushed back by everybody": said((s) => `We're pushing the tide table survey to ${say(s.workday(10))}, all agreed.`),
  },
  near: {
    "the same day": said((s) => `We decided that the tide table survey is due on ${say(s.workday(6))}.`),
    asked: said((s) => `Should we move the tide table survey to ${say(s.workday(9))}?`),
    proposed: said((s) => `Maybe the tide table survey could move to ${say(s.workday(9))}, nothing is decided.`),
    "about another thing": said((s) => `We decided that the mooring plan moves to ${say(s.workday(9))}.`),
    "settled otherwise later": said(
      (s) => `We decided to move the tide survey to ${say(s.workday(9))}. No, wait. We agreed on ${say(s.workday(6))} for the tide survey.`,
    ),
    "no day is said": said(() => "We decided that Jonas does the tide table survey."),
  },
  exempt: {
    "the task is done": said((s) => `We agreed that the tide table survey moves to ${say(s.workday(9))}.`, { status: "done" }),
    "the task has no day": said((s) => `We agreed that the tide table survey moves to ${say(s.workday(9))}.`, { due: null }),
    "the plan was changed since": (s) => {
      const task = s.task("Tide table survey", { due: s.workday(6) });
      const talk = transcriptItem("Weekly", s.workdayAt("14:00", -1), [
        ["asha", `Agreed, the tide table survey moves to ${say(s.workday(9))}.`],
      ]);
      const change = { item: task.id, field: "due", from: s.workday(4), to: s.workday(6), at: s.workdayAt("17:00", -1) };
      return { items: [task, talk], about: [task], changes: [change] };
    },
  },
};
