import type { FieldValue, Item } from "../../../../src/core/item.ts";
import type { Scene } from "../scene.ts";
import type { Plot, Telling, Trial } from "../trial.ts";

type Fields = Readonly<Record<string, FieldValue>>;

/** One task with these fields, edited so many business days ago. */
const one =
  (fields: (s: Scene) => Fields, edited = -1): Telling =>
  (s) => [s.task("Load test", fields(s), s.workdayAt("10:00", edited))];

export const overdue: Trial = {
  rule: "TASK-01",
  found: {
    "since yesterday": one((s) => ({ due: s.day(-1) })),
    "for a business day": one((s) => ({ due: s.workday(-1), status: "in_progress" })),
    "for two weeks": one((s) => ({ due: s.day(-14), owner: "Sam Rivera" })),
    "blocked as well": one((s) => ({ due: s.workday(-3), status: "blocked", blockedBy: "Asha", blockedSince: s.workday(-1) })),
    "of nobody": one((s) => ({ due: s.day(-2), owner: null })),
  },
  near: {
    today: one((s) => ({ due: s.date })),
    "today, in progress": one((s) => ({ due: s.date, status: "in_progress" })),
    tomorrow: one((s) => ({ due: s.day(1) })),
    "on the next business day": one((s) => ({ due: s.workday(1) })),
    "in a week": one((s) => ({ due: s.day(7) })),
  },
  exempt: {
    done: one((s) => ({ due: s.day(-1), status: "done" })),
    cancelled: one((s) => ({ due: s.day(-30), status: "cancelled" })),
    "without a date": one(() => ({ due: null })),
  },
};

export const dueToday: Trial = {
  rule: "TASK-02",
  found: {
    "not started": one((s) => ({ due: s.date })),
    "in progress": one((s) => ({ due: s.date, status: "in_progress" })),
    mine: one((s) => ({ due: s.date, owner: "Sam Rivera" })),
    "of nobody": one((s) => ({ due: s.date, owner: null })),
    "of the highest priority": one((s) => ({ due: s.date, priority: "highest" })),
  },
  near: {
    yesterday: one((s) => ({ due: s.day(-1) })),
    tomorrow: one((s) => ({ due: s.day(1) })),
    "on the next business day": one((s) => ({ due: s.workday(1) })),
    "a week ago": one((s) => ({ due: s.day(-7) })),
    "in a week": one((s) => ({ due: s.day(7) })),
  },
  exempt: {
    done: one((s) => ({ due: s.date, status: "done" })),
    cancelled: one((s) => ({ due: s.date, status: "cancelled" })),
    "without a date": one(() => ({ due: null, status: "in_progress" })),
  },
};

export const dueSoon: Trial = {
  rule: "TASK-03",
  found: {
    "on the next business day": one((s) => ({ due: s.workday(1) })),
    "on the business day after": one((s) => ({ due: s.workday(2) })),
    mine: one((s) => ({ due: s.workday(2), owner: "Sam Rivera" })),
    "of the highest priority": one((s) => ({ due: s.workday(1), priority: "highest" })),
    "of nobody": one((s) => ({ due: s.workday(2), owner: null })),
    blocked: one((s) => ({ due: s.workday(1), status: "blocked" })),
  },
  near: {
    "blocked, three business days ahead": one((s) => ({ due: s.workday(3), status: "blocked" })),
    "three business days ahead": one((s) => ({ due: s.workday(3) })),
    "ten business days ahead": one((s) => ({ due: s.workday(10) })),
    started: one((s) => ({ due: s.workday(1), status: "in_progress" })),
    "started, two business days ahead": one((s) => ({ due: s.workday(2), status: "in_progress" })),
    overdue: one((s) => ({ due: s.workday(-1) })),
  },
  exempt: {
    done: one((s) => ({ due: s.workday(1), status: "done" })),
    cancelled: one((s) => ({ due: s.workday(1), status: "cancelled" })),
    "without a date": one(() => ({ due: null })),
  },
};

export const blocked: Trial = {
  rule: "TASK-05",
  found: {
    "for three business days": one((s) => ({ status: "blocked", blockedBy: "Asha", blockedSince: s.workday(-3) })),
    "for a week": one((s) => ({ status: "blocked", blockedBy: "Jonas", blockedSince: s.workday(-5) })),
    "for a month": one((s) => ({ status: "blocked", blockedBy: "the supplier", blockedSince: s.workday(-20) })),
    "by nobody known": one((s) => ({ status: "blocked", blockedSince: s.workday(-4) })),
    mine: one((s) => ({ status: "blocked", owner: "Sam Rivera", blockedBy: "Lee", blockedSince: s.workday(-6) })),
  },
  near: {
    "for two business days": one((s) => ({ status: "blocked", blockedBy: "Asha", blockedSince: s.workday(-2) })),
    "for one": one((s) => ({ status: "blocked", blockedBy: "Asha", blockedSince: s.workday(-1) })),
    "since today": one((s) => ({ status: "blocked", blockedBy: "Asha", blockedSince: s.date })),
    "for a weekend": (s) => ({
      items: [s.task("Load test", { status: "blocked", blockedBy: "Asha", blockedSince: "2026-11-13" })],
      scene: s.on("2026-11-17"),
    }),
    "over a holiday": (s) => ({
      items: [s.task("Load test", { status: "blocked", blockedBy: "Asha", blockedSince: "2026-11-25" })],
      scene: s.on("2026-11-30"),
    }),
  },
  exempt: {
    done: one((s) => ({ status: "done", blockedSince: s.workday(-9) })),
    cancelled: one((s) => ({ status: "cancelled", blockedBy: "Asha", blockedSince: s.workday(-9) })),
    "not blocked": one(() => ({ status: "in_progress" })),
  },
};

export const stale: Trial = {
  rule: "TASK-06",
  found: {
    "untouched for six business days": one(() => ({ status: "in_progress" }), -6),
    "for seven": one((s) => ({ status: "in_progress", due: s.workday(4) }), -7),
    "for four weeks": one(() => ({ status: "in_progress" }), -20),
    mine: one(() => ({ status: "in_progress", owner: "Sam Rivera" }), -11),
    "of nobody": one(() => ({ status: "in_progress", owner: null }), -9),
  },
  near: {
    "untouched for five business days": one(() => ({ status: "in_progress" }), -5),
    "for four": one(() => ({ status: "in_progress" }), -4),
    "edited yesterday": one(() => ({ status: "in_progress" }), -1),
    "edited today": (s) => [s.task("Load test", { status: "in_progress" }, s.at("08:30"))],
    "over a holiday": (s) => ({
      items: [s.task("Load test", { status: "in_progress" }, s.on("2026-11-20").at("10:00"))],
      scene: s.on("2026-11-30"),
    }),
  },
  exempt: {
    "not started": one(() => ({ status: "todo" }), -20),
    done: one(() => ({ status: "done" }), -20),
    blocked: one((s) => ({ status: "blocked", blockedBy: "Asha", blockedSince: s.workday(-1) }), -20),
  },
};

/** A task whose date moved through these, given in business days from today, the last being its date now. */
function slid(s: Scene, moves: readonly number[], fields: Fields = {}): Plot {
  const dates = moves.map((count) => s.workday(count));
  const item = s.task("Load test", { due: dates.at(-1) ?? null, status: "in_progress", ...fields });
  const changes = dates.slice(1).map((to, index) => {
    return { item: item.id, field: "due", from: dates[index] ?? null, to, at: s.workdayAt("09:00", index - dates.length) };
  });
  return { items: [item], changes };
}

export const slipping: Trial = {
  rule: "TASK-07",
  found: {
    "moved twice by a day": (s) => slid(s, [3, 4, 5]),
    "moved three times": (s) => slid(s, [1, 2, 3, 6]),
    "moved once by five business days": (s) => slid(s, [1, 6]),
    "moved once by two weeks": (s) => slid(s, [2, 12]),
    "moved later, nearer, and later again": (s) => slid(s, [3, 5, 4, 6]),
  },
  near: {
    "moved once by four business days": (s) => slid(s, [1, 5]),
    "moved once by a day": (s) => slid(s, [3, 4]),
    "never moved": (s) => slid(s, [4]),
    "moved nearer twice": (s) => slid(s, [9, 7, 5]),
    "moved later once and back": (s) => slid(s, [4, 6, 4]),
  },
  exempt: {
    done: (s) => slid(s, [1, 2, 7], { status: "done" }),
    cancelled: (s) => slid(s, [1, 2, 7], { status: "cancelled" }),
    "another field": (s) => ({ ...slid(s, [4]), changes: [] }),
  },
};

/** So many tasks of one owner with the same fields. */
function many(s: Scene, count: number, fields: Fields): Item[] {
  return Array.from({ length: count }, (_, index) => s.task(`Chapter ${"ABCDEFGHIJ"[index] ?? ""}`, { owner: "Asha Gurung", ...fields }));
}

export const overload: Trial = {
  rule: "TASK-09",
  found: {
    "five due tomorrow": (s) => many(s, 5, { due: s.workday(1) }),
    "six due within two business days": (s) => many(s, 6, { due: s.workday(2) }),
    "five due today": (s) => many(s, 5, { due: s.date }),
    "five begun": (s) => many(s, 5, { status: "in_progress" }),
    "five of mine": (s) => many(s, 5, { due: s.workday(1), owner: "Sam Rivera" }),
  },
  near: {
    "four due tomorrow": (s) => many(s, 4, { due: s.workday(1) }),
    "four begun": (s) => many(s, 4, { status: "in_progress" }),
    "five due in three business days": (s) => many(s, 5, { due: s.workday(3) }),
    "five not begun and without a date": (s) => many(s, 5, {}),
    "three of one and two of another": (s) => [
      ...many(s, 3, { due: s.workday(1) }),
      s.task("Cover", { due: s.workday(1), owner: "Jonas Brandt" }),
      s.task("Index", { due: s.workday(1), owner: "Jonas Brandt" }),
    ],
  },
  exempt: {
    "five of nobody": (s) => many(s, 5, { due: s.workday(1), owner: null }),
    "five that are done": (s) => many(s, 5, { due: s.workday(1), status: "done" }),
    "five that are cancelled": (s) => many(s, 5, { due: s.workday(1), status: "cancelled" }),
  },
};
