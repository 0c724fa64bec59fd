import type { Item } from "../../../src/core/item.ts";
import { itemWith } from "./items.ts";
import type { Absences } from "./cast.ts";
import type { Chance } from "./random.ts";
import type { Scene } from "./scene.ts";

/** What a rule must say on one morning: it hangs on any of these items. */
export interface Due {
  rule: string;
  items: readonly string[];
}

/** Something that goes wrong in a week and may be mended in it; days are counted from Monday, 0. */
export interface Story {
  /** What the sources hold of it on that morning. */
  itemsOn(day: number): readonly Item[];
  /** What must be found on that morning. */
  dueOn(day: number): Due | undefined;
  absences?: Absences;
}

type Tell = (monday: Scene, chance: Chance) => Story;

/** A thing that changes once, and a rule that must speak of it until then, or from then on. */
function ofTask(rule: string, before: Item, after: Item, turn: number, isOpen: (day: number) => boolean): Story {
  const itemOn = (day: number): Item => (day < turn ? before : after);
  return { itemsOn: (day) => [itemOn(day)], dueOn: (day) => (isOpen(day) ? { rule, items: [itemOn(day).id] } : undefined) };
}

const overdueUntilDone: Tell = (monday, chance) => {
  const task = monday.task("Renew the mooring permit", { owner: "Sam Rivera", due: monday.workday(-1 - chance.upTo(4)) });
  const turn = 1 + chance.upTo(5);
  return ofTask("TASK-01", task, itemWith(task, { status: "done" }), turn, (day) => day < turn);
};

const blockedUntilFree: Tell = (monday, chance) => {
  const since = monday.workday(-4 - chance.upTo(9));
  const task = monday.task("Fit the new pumps", { owner: "Lee Park", status: "blocked", blockedBy: "Jonas", blockedSince: since });
  const turn = 2 + chance.upTo(4);
  const free = itemWith(task, { status: "todo", blockedBy: null, blockedSince: null });
  return ofTask("TASK-05", task, free, turn, (day) => day < turn);
};

const dueInTheWeek: Tell = (monday, chance) => {
  const day = 1 + chance.upTo(3);
  const task = monday.task("Hand in the tide tables", { owner: "Sam Rivera", status: "in_progress", due: monday.day(day) });
  return ofTask("TASK-02", task, itemWith(task, { status: "done" }), day + 1, (each) => each === day);
};

const clashUntilMoved: Tell = (monday, chance) => {
  const day = 2 + chance.upTo(3);
  const turn = chance.percent(50) ? day : 9;
  const kept = monday.meeting("Harbor board", "13:00", "14:00", { days: day });
  const moved = { days: day, by: "asha", with: { asha: "accepted" }, uid: "insurers" } as const;
  const clashing = monday.meeting("Insurers", "13:30", "14:30", moved);
  const later = itemWith(clashing, { start: monday.at("16:00", day), end: monday.at("17:00", day) });
  return {
    itemsOn: (each) => [kept, each < turn ? clashing : later],
    dueOn: (each) => ((each === day || each === day - 1) && each < turn ? { rule: "CAL-01", items: [kept.id, clashing.id] } : undefined),
  };
};

const unreadUntilRead: Tell = (monday, chance) => {
  const body = "The papers are with our people in Leeds; more next week.";
  const mail = monday.mail("Lease of berth C", monday.workdayAt("10:00", -1), { from: "dana", unread: true, body });
  const turn = 1 + chance.upTo(5);
  return ofTask("MAIL-03", mail, itemWith(mail, { unread: false }), turn, (day) => day < turn);
};

const unansweredLetter: Tell = (monday, chance) => {
  const body = "Good morning Sam,\n\nour crew is ready. Could you tell us which of the two berths we may use?\n\nOmar";
  const asked = monday.mail("Berths in spring", monday.workdayAt("11:00", -3), { from: "omar", body });
  const turn = 1 + chance.upTo(5);
  const answer = monday.reply(asked, monday.at("16:00", turn - 1), { from: "me", to: ["omar"], body: "The northern one." });
  return {
    itemsOn: (day) => (day < turn ? [asked] : [asked, answer]),
    dueOn: (day) => (day < turn ? { rule: "MAIL-01", items: [asked.id] } : undefined),
  };
};

const undelivered: Tell = (monday, chance) => {
  const day = chance.upTo(4);
  const sent = monday.mail("Berths", monday.at("06:00", day), { from: "me", to: ["dana"], body: "The plan of the berths is attached." });
  const report = monday.mail("Undelivered mail", monday.at("07:00", day), {
    from: "omar",
    body: "Your message could not be delivered.",
    bulk: "auto-submitted",
    bounced: "berths@acme.example",
    bouncedId: String(sent.fields["messageId"]),
  });
  return {
    itemsOn: (each) => (each < day ? [] : [sent, report]),
    dueOn: (each) => (each === day ? { rule: "MAIL-07", items: [report.id] } : undefined),
  };
};

const unansweredInvitation: Tell = (monday, chance) => {
  const day = 2 + chance.upTo(3);
  const asked = monday.meeting("Dredging tender", "15:00", "16:00", { days: day, me: "needs_action", created: monday.at("09:00", -8) });
  return {
    itemsOn: () => [asked],
    dueOn: (each) => (each <= day ? { rule: "CAL-04", items: [asked.id] } : undefined),
  };
};

const ownerAway: Tell = (monday, chance) => {
  const due = 1 + chance.upTo(3);
  const task = monday.task("Test the flood gate", { owner: "Asha Gurung", status: "in_progress", due: monday.day(due) });
  const absences: Absences = { asha: [{ from: monday.day(due - 1), to: monday.day(due + 2) }] };
  return {
    itemsOn: (each) => [each <= due ? task : itemWith(task, { status: "done" })],
    dueOn: (each) => (each === due - 1 || each === due ? { rule: "X-01", items: [task.id] } : undefined),
    absences,
  };
};

const unreviewedUntilRead: Tell = (monday, chance) => {
  const openedAt = monday.workdayAt("12:00", -3);
  const pull = monday.pull("Close the gate at night", { openedAt, asked: { me: openedAt } });
  const turn = 1 + chance.upTo(5);
  const read = itemWith(pull, { requests: [], reviews: [`me approved ${monday.at("16:00", turn - 1)}`], approvals: 1 });
  return ofTask("PR-01", pull, read, turn, (day) => day < turn);
};

const redUntilMended: Tell = (monday, chance) => {
  const runs = [monday.job(monday.at("03:00")), monday.job(monday.at("05:00"), { conclusion: "failed" })];
  const turn = 1 + chance.upTo(5);
  const mended = monday.job(monday.at("07:00", turn));
  return {
    itemsOn: (day) => (day < turn ? runs : [...runs, mended]),
    dueOn: (day) => (day < turn ? { rule: "CI-01", items: runs.map((run) => run.id) } : undefined),
  };
};

const pausedUntilResumed: Tell = (monday, chance) => {
  const rollout = monday.rollout("Tides 5", monday.minutes(-40 * 60), { state: "paused" });
  const turn = 1 + chance.upTo(5);
  const resumed = itemWith(rollout, { state: "running", stageSince: monday.at("07:00", turn), plannedStageHours: 200 });
  return ofTask("ROLL-01", rollout, resumed, turn, (day) => day < turn);
};

const mergedUnread: Tell = (monday, chance) => {
  const day = chance.upTo(4);
  const pull = monday.pull("Stop the pump", { head: "hotfix/pump", state: "merged", mergedAt: monday.at("06:00", day) });
  return {
    itemsOn: (each) => (each < day ? [] : [pull]),
    dueOn: (each) => (each === day ? { rule: "PR-08", items: [pull.id] } : undefined),
  };
};

/** Everything that can go wrong in a week. */
export const TELLS: readonly Tell[] = [
  overdueUntilDone,
  blockedUntilFree,
  dueInTheWeek,
  clashUntilMoved,
  unreadUntilRead,
  unansweredLetter,
  undelivered,
  unansweredInvitation,
  ownerAway,
  unreviewedUntilRead,
  redUntilMended,
  pausedUntilResumed,
  mergedUnread,
];

/** Many overdue tasks at once: more than a reader can be told in full. */
export const flood: Tell = (monday) => {
  const tasks = Array.from({ length: 9 }, (_, index) =>
    monday.task(`Check buoy ${"ABCDEFGHI"[index] ?? ""}`, { owner: "Sam Rivera", status: "in_progress", due: monday.workday(-2) }),
  );
  return { itemsOn: () => tasks, dueOn: () => ({ rule: "TASK-01", items: tasks.map((task) => task.id) }) };
};
