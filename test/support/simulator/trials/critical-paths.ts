import type { Change, FieldValue, Item } from "../../../../src/core/item.ts";
import { itemOf } from "../../items.ts";
import type { Scene } from "../scene.ts";
import type { Telling, Trial } from "../trial.ts";

type Fields = Readonly<Record<string, FieldValue>>;

const PLAN = "New quay";

/** Where the plan leads: so many business days away, or nowhere yet. */
function launch(s: Scene, days: number | null, fields: Fields = {}): Item {
  return itemOf({
    id: "files:plan/quay.yaml#launch",
    source: "files",
    kind: "launch",
    title: "Opening of the new quay",
    actors: [{ name: "Lee Park", role: "owner" }],
    fields: { plan: PLAN, date: days === null ? null : s.workday(days), cadence: null, ...fields },
  });
}

/** One task of the plan, of which somebody told yesterday. */
function step(s: Scene, title: string, fields: Fields = {}): Item {
  const told = { statusAt: s.workdayAt("15:00", -1), owner: "Asha Gurung", path: "plan/quay.yaml" };
  return s.task(title, { plan: PLAN, key: title, dependsOn: [], eta: null, estimate: null, gate: false, ...told, ...fields });
}

/** Piles, then planks, with so many days of work each. */
function quay(s: Scene, piles: Fields, planks: Fields = {}): Item[] {
  return [step(s, "Drive the piles", piles), step(s, "Lay the planks", { dependsOn: ["Drive the piles"], estimate: 2, ...planks })];
}

/** A launch in so many days, whose path ends on another. */
const ending =
  (end: number, days: number): Telling =>
  (s) => [launch(s, days), ...quay(s, { eta: s.workday(end - 2) })];

export const negativeSlack: Trial = {
  rule: "LNCH-01",
  found: {
    "a day too late": ending(11, 10),
    "weeks too late": ending(30, 10),
    "by its due date": (s) => [launch(s, 5), step(s, "Paint it", { due: s.workday(6) })],
    "by work alone": (s) => [launch(s, 5), ...quay(s, { estimate: 4 })],
    "with a day that is past, and work left": (s) => [launch(s, -2), step(s, "Paint it", { due: s.workday(-3) })],
    "where dependencies are written in other letters": (s) => [
      launch(s, 5),
      ...quay(s, { estimate: 4, key: "Q-1" }, { dependsOn: ["q-1"] }),
    ],
  },
  near: {
    "to the day": ending(10, 10),
    "with a day to spare": ending(9, 10),
    "another plan is late": (s) => [launch(s, 10), ...quay(s, { estimate: 2 }), step(s, "Dredge", { plan: "Harbor", due: s.workday(30) })],
    "the late task is done": (s) => [launch(s, 10), ...quay(s, { due: s.workday(30), status: "done" })],
    "two that don't wait for each other": (s) => [launch(s, 5), step(s, "Paint it", { estimate: 4 }), step(s, "Light it", { estimate: 4 })],
  },
  exempt: {
    "no date is set": (s) => [launch(s, null), ...quay(s, { due: s.workday(30) })],
    "the late task is cancelled": (s) => [launch(s, 10), step(s, "Paint it", { due: s.workday(30), status: "cancelled" })],
    "nothing is left to do": (s) => [launch(s, -2), step(s, "Paint it", { status: "done" })],
  },
};

export const thinSlack: Trial = {
  rule: "LNCH-02",
  found: {
    "to the day": ending(10, 10),
    "with a day to spare": ending(9, 10),
    "with half a day to spare": (s) => [launch(s, 3), step(s, "Paint it", { estimate: 2.5 })],
    "with a day and a half to spare": (s) => [launch(s, 3), step(s, "Paint it", { estimate: 1.5 })],
    "today, and nothing left but a signature": (s) => [launch(s, 0), step(s, "Sign it")],
  },
  near: {
    "with two days to spare": ending(8, 10),
    "with weeks to spare": ending(8, 40),
    "a day too late": ending(11, 10),
    "another plan is short": (s) => [launch(s, 10), ...quay(s, { estimate: 2 }), step(s, "Dredge", { plan: "Harbor", due: s.workday(10) })],
    "the last task is done": (s) => [launch(s, 10), ...quay(s, {}), step(s, "Paint it", { due: s.workday(10), status: "done" })],
  },
  exempt: {
    "no date is set": (s) => [launch(s, null), ...quay(s, { due: s.workday(10) })],
    "nothing is left to do": (s) => [launch(s, 1), step(s, "Paint it", { status: "done" })],
    "the last task is cancelled": (s) => [launch(s, 10), ...quay(s, {}), step(s, "Paint it", { due: s.workday(10), status: "cancelled" })],
  },
};

interface Move {
  field?: string;
  from: number | null;
  to: number;
  daysAgo?: number;
  fields?: (s: Scene) => Fields;
}

/** The piles were put off from one day to another. */
const putOff =
  ({ field = "eta", from, to, daysAgo = 1, fields }: Move): Telling =>
  (s) => {
    const items = [launch(s, 40), ...quay(s, { [field]: s.workday(to), ...fields?.(s) })];
    const about = items.slice(1, 2);
    const former = from === null ? null : s.workday(from);
    const changes: Change[] = about.map(({ id }) => ({ item: id, field, from: former, to: s.workday(to), at: s.at("08:00", -daysAgo) }));
    return { items, changes, about };
  };

export const slippedPath: Trial = {
  rule: "LNCH-03",
  found: {
    "expected a day later": putOff({ from: 5, to: 6 }),
    "expected weeks later": putOff({ from: 5, to: 25 }),
    "due a day later": putOff({ field: "due", from: 5, to: 6 }),
    "put off six days ago": putOff({ from: 5, to: 8, daysAgo: 6 }),
    "expected later than it is due": putOff({ from: 5, to: 9, fields: (s) => ({ due: s.workday(6) }) }),
  },
  near: {
    "expected a day earlier": putOff({ from: 7, to: 6 }),
    "put off eight days ago": putOff({ from: 5, to: 9, daysAgo: 8 }),
    "expected later, but no later than it is due": putOff({ from: 5, to: 6, fields: (s) => ({ due: s.workday(9) }) }),
    "expected for the first time": putOff({ from: null, to: 6 }),
    "not what decides": (s) => {
      const plot = putOff({ from: 5, to: 6 })(s);
      return "items" in plot ? { ...plot, items: [...plot.items, step(s, "Dredge", { due: s.workday(20) })] } : plot;
    },
  },
  exempt: {
    done: putOff({ from: 5, to: 6, fields: () => ({ status: "done" }) }),
    cancelled: putOff({ from: 5, to: 6, fields: () => ({ status: "cancelled" }) }),
    "another field changed": putOff({ field: "owner", from: 5, to: 6 }),
  },
};

/** A single task that decides on the launch. */
const deciding =
  (fields: (s: Scene) => Fields, days: number | null = 10, words: (s: Scene) => Fields = () => ({})): Telling =>
  (s) => [launch(s, days, words(s)), step(s, "Drive the piles", { eta: s.workday(5), ...fields(s) })];

/** One that decides, and another with room. */
const beside =
  (fields: (s: Scene) => Fields): Telling =>
  (s) => [...[launch(s, 30), step(s, "Drive the piles", { eta: s.workday(25) })], step(s, "Print the menu", fields(s))];

export const unplannedCritical: Trial = {
  rule: "LNCH-04",
  found: {
    "nobody's": deciding(() => ({ owner: null })),
    "without a date or work": deciding(() => ({ eta: null })),
    "without either": deciding(() => ({ owner: null, eta: null })),
    "nobody's, and in progress": deciding(() => ({ owner: null, status: "in_progress" })),
    "of unknown length, before what decides": (s) => [
      ...[launch(s, 30), step(s, "Find the drawings")],
      step(s, "Drive the piles", { dependsOn: ["find the drawings"], eta: s.workday(20) }),
    ],
  },
  near: {
    "with an owner and a day": deciding(() => ({})),
    "due, though nobody expects it": deciding((s) => ({ eta: null, due: s.workday(4) })),
    "with work, though without a date": deciding(() => ({ eta: null, estimate: 3 })),
    "nobody's, with room": beside(() => ({ owner: null, estimate: 1 })),
    "without a date, with nothing waiting for it": beside(() => ({})),
  },
  exempt: {
    done: deciding(() => ({ owner: null, status: "done" })),
    cancelled: deciding(() => ({ owner: null, status: "cancelled" })),
    "of no plan": (s) => [launch(s, 10), s.task("Drive the piles", { owner: null, due: s.workday(15) })],
  },
};

const toldAgo =
  (days: number, fields: Fields = {}, launchDays = 20, cadence: number | null = null): Telling =>
  (s) =>
    deciding(
      () => ({ statusAt: s.workdayAt("10:00", -days), ...fields }),
      launchDays,
      () => ({ cadence }),
    )(s);

export const staleStatus: Trial = {
  rule: "LNCH-05",
  found: {
    "told of four days ago": toldAgo(4),
    "told of weeks ago, in progress": toldAgo(15, { status: "in_progress" }),
    "told of two days ago, with five to go": toldAgo(2, {}, 5),
    "told of two days ago, by a plan that wants it daily": toldAgo(2, {}, 20, 1),
    "in progress, with room": (s) => beside(() => ({ estimate: 1, status: "in_progress", statusAt: s.workdayAt("10:00", -6) }))(s),
  },
  near: {
    "told of three days ago": toldAgo(3),
    "told of yesterday, with five to go": toldAgo(1, {}, 5),
    "told of two days ago, with six to go": toldAgo(2, {}, 6),
    "told of five days ago, by a plan that wants it weekly": toldAgo(5, {}, 20, 5),
    "not begun, with room": (s) => beside(() => ({ estimate: 1, statusAt: s.workdayAt("10:00", -6) }))(s),
  },
  exempt: {
    done: toldAgo(9, { status: "done" }),
    cancelled: toldAgo(9, { status: "cancelled" }),
    "nobody knows when it was told of": deciding(() => ({ statusAt: null })),
  },
};

export const blockedCritical: Trial = {
  rule: "LNCH-06",
  found: {
    "blocked since today": deciding((s) => ({ status: "blocked", blockedSince: s.date })),
    "blocked for a week": deciding((s) => ({ status: "blocked", blockedSince: s.workday(-5), blockedBy: "the permit" })),
    "blocked, nobody says since when": deciding(() => ({ status: "blocked" })),
    "said to be blocked, whatever its status": deciding(() => ({ status: "in_progress", blockedBy: "the permit" })),
    "first of a path": (s) => [launch(s, 30), ...quay(s, { status: "blocked", estimate: 3 })],
  },
  near: {
    "in progress": deciding(() => ({ status: "in_progress" })),
    "not begun": deciding(() => ({})),
    "blocked, with room": beside(() => ({ status: "blocked", estimate: 1 })),
    "waits for another of the plan": (s) => [launch(s, 30), ...quay(s, { estimate: 3, status: "in_progress" })],
    "blocked in another plan": (s) => [
      launch(s, 10),
      step(s, "Drive the piles", { eta: s.workday(5) }),
      step(s, "Dredge", { plan: "Harbor", status: "blocked", due: s.workday(60) }),
    ],
  },
  exempt: {
    done: deciding(() => ({ status: "done", blockedBy: "the permit" })),
    cancelled: deciding(() => ({ status: "cancelled", blockedBy: "the permit" })),
    "of no plan": (s) => [launch(s, 10), s.task("Drive the piles", { status: "blocked", due: s.workday(15) })],
  },
};

const gate =
  (days: number | null, fields: Fields = {}): Telling =>
  (s) => [launch(s, days), step(s, "Go or no-go", { gate: true, due: s.workday(1), ...fields })];

export const openGate: Trial = {
  rule: "LNCH-07",
  found: {
    "three days before": gate(3),
    "the day before": gate(1),
    "on the day itself": gate(0),
    "after the day": gate(-1),
    "blocked, two days before": gate(2, { status: "blocked" }),
  },
  near: {
    "four days before": gate(4),
    "weeks before": gate(30),
    "another task, two days before": gate(2, { gate: false }),
    "of another plan": (s) => [launch(s, 2), step(s, "Go or no-go", { gate: true, plan: "Harbor" })],
    "a month before, overdue": gate(20, { due: null, eta: null }),
  },
  exempt: {
    decided: gate(2, { status: "done" }),
    "called off": gate(2, { status: "cancelled" }),
    "no date is set": gate(null),
  },
};

export const brokenLinks: Trial = {
  rule: "LNCH-08",
  found: {
    "two that wait for each other": (s) => [launch(s, 30), ...quay(s, { dependsOn: ["Lay the planks"] })],
    "three in a circle": (s) => [
      ...[launch(s, 30), step(s, "One", { dependsOn: ["Three"] }), step(s, "Two", { dependsOn: ["One"] })],
      step(s, "Three", { dependsOn: ["Two"] }),
    ],
    "one that waits for itself": deciding(() => ({ dependsOn: ["Drive the piles"] })),
    "for what there is not": deciding(() => ({ dependsOn: ["Q-99"] })),
    "for what another plan has": (s) => [
      ...[launch(s, 30), step(s, "Dredge", { plan: "Harbor" })],
      step(s, "Drive the piles", { dependsOn: ["Dredge"] }),
    ],
  },
  near: {
    "a chain": (s) => [launch(s, 30), ...quay(s, { estimate: 2 })],
    "two that wait for one": (s) => [launch(s, 30), ...quay(s, {}), step(s, "Light it", { dependsOn: ["Drive the piles"] })],
    "for what is done": (s) => [launch(s, 30), ...quay(s, { status: "done" })],
    "for what was cancelled": (s) => [launch(s, 30), ...quay(s, { status: "cancelled" })],
    "by its key, in other letters": (s) => [launch(s, 30), ...quay(s, { key: "Q-1" }, { dependsOn: [" q-1 "] })],
  },
  exempt: {
    "done, whatever it waits for": deciding(() => ({ dependsOn: ["Q-99"], status: "done" })),
    "cancelled, whatever it waits for": deciding(() => ({ dependsOn: ["Q-99"], status: "cancelled" })),
    "of no launch": (s) => [step(s, "Drive the piles", { dependsOn: ["Q-99"] })],
  },
};
