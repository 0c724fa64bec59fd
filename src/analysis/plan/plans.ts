import type { Change, Item } from "../../core/item.ts";
import { saidIn, type Said } from "../../core/kinds/ask.ts";
import { launchesIn, planTasksIn, type Launch, type PlanTask } from "../../core/kinds/launch.ts";
import type { People } from "../../core/person.ts";
import { businessDaysBetween, plainDateOf, type WorkCalendar } from "../../core/work-calendar.ts";
import { mayBeAsTold } from "../chase/as-told.ts";
import { statusIn } from "../chase/updates.ts";
import { openTasks, toDate, type OpenTask } from "../rules/tasks/task.ts";
import { criticalPath, type Timing } from "./critical-path.ts";

/** An open task of a plan, with when it is finished. */
export interface PlannedTask extends PlanTask, Timing {
  task: OpenTask;
  /** What its person said of it since the plan was last brought up to date; undefined where that is nothing sure. */
  said: Said | undefined;
  /** Plain dates; the later of the two holds it back. What its person expects comes before what the plan says of that. */
  due: string | undefined;
  expected: string | undefined;
  /** No other open task leaves less room. */
  isCritical: boolean;
}

/** A launch with what leads to it. */
export interface Plan {
  launch: Launch;
  /** A plain date; undefined where none is set. */
  date: string | undefined;
  /** Business days from today. */
  daysLeft: number | undefined;
  /** Neither by the plan nor by what their people said since are they over. */
  open: readonly PlannedTask[];
  /** What people surely said since the plan was last brought up to date, by the ids of its tasks. */
  said: ReadonlyMap<string, Said>;
  /** The chain that decides when it ends, first to last. */
  path: readonly PlannedTask[];
  /** Business days between the end of the path and the launch, below zero where it comes too late; undefined without a date, or work. */
  slack: number | undefined;
  /** Tasks that wait for each other, done ones among them left out. */
  cycles: readonly (readonly PlannedTask[])[];
  /** What open tasks wait for and the plan does not have. */
  unknown: readonly { task: PlannedTask; names: readonly string[] }[];
}

/** What a plan is computed from. */
export interface PlanContext {
  items: readonly Item[];
  now: string;
  calendar: WorkCalendar;
  people: People;
  /** What people were asked, as items; absent where nobody was. */
  asks?: readonly Item[];
  /** What became of the items' fields lately; absent where that is not asked for. */
  changes?: readonly Change[];
}

/** Computed once for each list, since every rule asks. */
const known = new WeakMap<readonly Item[], { now: string; asks: PlanContext["asks"]; plans: readonly Plan[] }>();

/** The launches among items, whichever source they come from, with the tasks that name their plan. */
export function plansIn(context: PlanContext): readonly Plan[] {
  const before = known.get(context.items);
  if (before?.now === context.now && before.asks === context.asks) return before.plans;
  const tasks = Map.groupBy(planTasksIn(context.items), ({ item, plan }) => planKey(item.source, plan));
  const open = new Map(openTasks(context.items, context.people).map((task) => [task.item.id, task]));
  const plans = launchesIn(context.items).map((launch) => planOf(launch, tasksOf(launch, tasks), open, context));
  known.set(context.items, { now: context.now, asks: context.asks, plans });
  return plans;
}

function planKey(source: string, plan: string): string {
  return [source, plan.trim().toLowerCase()].join("\n");
}

/** Tasks name what they lead to by its plan, or by its own name. */
function tasksOf({ item, plan }: Launch, tasks: ReadonlyMap<string, PlanTask[]>): PlanTask[] {
  const keys = new Set([planKey(item.source, plan), planKey(item.source, item.title)]);
  return [...keys].flatMap((key) => tasks.get(key) ?? []);
}

function planOf(
  launch: Launch,
  all: readonly PlanTask[],
  open: ReadonlyMap<string, OpenTask>,
  { now, calendar, asks = [], changes = [] }: PlanContext,
): Plan {
  const days = dayCounter(now, calendar);
  const answers = saidIn(asks);
  const said = all.map((task) => answers.find((each) => isNewsOf(each, task, changes)));
  const openAt = all.map(({ item }, position) => (isOver(said[position]) ? undefined : open.get(item.id)));
  const date = toDate(launch.date);
  const links = linksOf(all);
  const steps = all.map(({ item, eta, estimate }, position) => ({
    isDone: openAt[position] === undefined,
    notBefore: laterOf(days(toDate(item.fields["due"])), days(expectedBy(said[position]) ?? toDate(eta))),
    work: Math.max(0, estimate ?? 0),
    after: links[position]?.found ?? [],
  }));
  const daysLeft = days(date);
  const { timings, path, finish, cycles } = criticalPath(steps, daysLeft);
  const ends = new Set(path);
  const planned = new Map<number, PlannedTask>();
  const least = Math.min(...timings.filter((_, position) => steps[position]?.isDone === false).map(({ slack }) => slack));
  for (const [position, plan] of all.entries()) {
    const [task, timing, news] = [openAt[position], timings[position], said[position]];
    if (task === undefined || timing === undefined) continue;
    const isCritical = ends.has(position) || timing.slack === least;
    const own = { due: task.due, expected: expectedBy(news) ?? toDate(plan.eta), isCritical };
    planned.set(position, { ...plan, ...timing, task, ...own, said: news });
  }
  const at = (position: number): PlannedTask[] => [planned.get(position)].filter((task) => task !== undefined);
  return {
    launch,
    date,
    daysLeft,
    open: [...planned.values()],
    said: new Map(all.flatMap(({ item }, position) => (said[position] ? [[item.id, said[position]]] : []))),
    path: path.flatMap(at),
    slack: daysLeft === undefined || planned.size === 0 ? undefined : daysLeft - finish,
    cycles: cycles.map((cycle) => cycle.flatMap(at)).filter((cycle) => cycle.length > 0),
    unknown: [...planned].flatMap(([position, task]) => {
      const names = links[position]?.unknown ?? [];
      return names.length === 0 ? [] : [{ task, names }];
    }),
  };
}

/** What is sure, and newer than what the plan says; or all that has moved there since is what was said, and the plan has no word for the rest. */
function isNewsOf(said: Said, { item, statusAt }: PlanTask, changes: readonly Change[]): boolean {
  if (said.item !== item.id || !said.sure) return false;
  if (said.saidAt > item.updatedAt && said.saidAt > (statusAt ?? "")) return true;
  const moves = changes.filter((change) => change.item === item.id && change.at > said.saidAt);
  const isBrought = moves.length > 0 && moves.every((change) => mayBeAsTold(change, said));
  const isOlder = statusAt !== null && statusAt !== item.updatedAt && statusAt >= said.saidAt;
  return isBrought && !isOlder && statusIn(item.fields) !== said.status;
}

function isOver(said: Said | undefined): boolean {
  return said?.status === "done" || said?.status === "dropped";
}

/** The day that somebody named last, of a range its end. */
function expectedBy(said: Said | undefined): string | undefined {
  return toDate(said?.etaTo ?? said?.eta ?? undefined);
}

/** What each task waits for, by key, title or id, whatever the case. */
function linksOf(all: readonly PlanTask[]): { found: number[]; unknown: string[] }[] {
  const positions = new Map<string, number>();
  for (const name of ["id", "title", "key"] as const) {
    for (const [position, { item, key }] of all.entries()) positions.set(nameKey(name === "key" ? key : item[name]), position);
  }
  return all.map(({ dependsOn }) => {
    const wanted = dependsOn.map((name) => ({ name, position: positions.get(nameKey(name)) }));
    return {
      found: [...new Set(wanted.flatMap(({ position }) => position ?? []))],
      unknown: wanted.flatMap(({ name, position }) => (position === undefined ? [name] : [])),
    };
  });
}

function nameKey(name: string): string {
  return name.trim().toLowerCase();
}

/** Business days from today, each date counted once. */
function dayCounter(now: string, calendar: WorkCalendar): (date: string | undefined) => number | undefined {
  const today = plainDateOf(now, calendar.timezone);
  const counted = new Map<string, number>();
  return (date) => {
    if (date === undefined) return undefined;
    const days = counted.get(date) ?? businessDaysBetween(calendar, today, date);
    counted.set(date, days);
    return days;
  };
}

function laterOf(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}
