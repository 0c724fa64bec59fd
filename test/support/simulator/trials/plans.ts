import type { FieldValue, Item } from "../../../../src/core/item.ts";
import type { Scene } from "../scene.ts";
import type { Telling, Trial } from "../trial.ts";

type Fields = Readonly<Record<string, FieldValue>>;

/** One task of a launch plan. */
const planned =
  (fields: (s: Scene) => Fields): Telling =>
  (s) => [s.task("Write the press kit", { path: "tasks/launch.md", project: "Launch", owner: null, ...fields(s) })];

export const ownerless: Trial = {
  rule: "TASK-04",
  found: {
    "of a launch, due in a week": planned((s) => ({ due: s.workday(5) })),
    "of a launch, due in two business days": planned((s) => ({ due: s.workday(2) })),
    "of a launch, in progress": planned((s) => ({ due: s.workday(4), status: "in_progress" })),
    "of a launch, of the highest priority": planned((s) => ({ due: s.workday(6), priority: "highest" })),
    "of a sprint": planned((s) => ({ due: s.workday(5), path: "tasks/sprint.md", project: "Sprint" })),
  },
  near: {
    "owned by a colleague": planned((s) => ({ due: s.workday(5), owner: "Asha Gurung" })),
    mine: planned((s) => ({ due: s.workday(5), owner: "Sam Rivera" })),
    "owned by somebody unknown": planned((s) => ({ due: s.workday(2), owner: "zed" })),
    "owned and begun": planned((s) => ({ due: s.workday(2), owner: "Lee Park", status: "in_progress" })),
    "of no plan, without a date": planned(() => ({ path: "notes/ideas.md", project: null })),
  },
  exempt: {
    done: planned((s) => ({ due: s.workday(5), status: "done" })),
    cancelled: planned((s) => ({ due: s.workday(5), status: "cancelled" })),
    "an idea among others": planned(() => ({ path: "notes/someday.md", project: "Someday", status: "todo" })),
  },
};

/** A task and one below it. */
function family(s: Scene, parent: Fields, child: Fields): Item[] {
  const above = s.task("Move the archive", parent);
  return [above, s.task("Label the boxes", { parent: above.id, ...child })];
}

/** A task that waits for another by its title. */
function chain(s: Scene, waiting: Fields, blocker: Fields): Item[] {
  const first = s.task("Choose a vendor", blocker);
  return [first, s.task("Sign the contract", { status: "blocked", blockedBy: first.title, blockedSince: s.workday(-1), ...waiting })];
}

export const inconsistent: Trial = {
  rule: "TASK-08",
  found: {
    "due after what it is part of": (s) => family(s, { due: s.workday(4) }, { due: s.workday(5) }),
    "due weeks after what it is part of": (s) => family(s, { due: s.workday(4), status: "in_progress" }, { due: s.workday(20) }),
    "open within what is done": (s) => family(s, { status: "done" }, { status: "todo" }),
    "in progress within what is done": (s) => family(s, { status: "done" }, { status: "in_progress" }),
    "blocked by what is done": (s) => chain(s, {}, { status: "done" }),
  },
  near: {
    "due with what it is part of": (s) => family(s, { due: s.workday(4) }, { due: s.workday(4) }),
    "due before what it is part of": (s) => family(s, { due: s.workday(4) }, { due: s.workday(3) }),
    "all done": (s) => family(s, { status: "done" }, { status: "done" }),
    "done within what is open": (s) => family(s, { status: "in_progress" }, { status: "done" }),
    "blocked by what is open": (s) => chain(s, {}, { status: "in_progress" }),
  },
  exempt: {
    "cancelled within what is done": (s) => family(s, { status: "done" }, { status: "cancelled" }),
    "a date below and none above": (s) => family(s, {}, { due: s.workday(9) }),
    "done, though blocked by what is done": (s) => chain(s, { status: "done" }, { status: "done" }),
  },
};
