import type { Item } from "../../core/item.ts";
import { planTasksIn, type PlanTask } from "../../core/kinds/launch.ts";
import type { People } from "../../core/person.ts";
import type { WorkCalendar } from "../../core/work-calendar.ts";
import { plansIn, type PlannedTask } from "../plan/plans.ts";
import { openTasks } from "../rules/tasks/task.ts";
import { createActivityFinder } from "./activity.ts";
import { createHolderFinder, type PlanStep } from "./actor.ts";
import type { ChaseItem } from "./types.ts";

/**
 * The tasks of the plans among items, closed ones too, with who is to say how each open one stands and what is known of it without asking.
 * Of two launches that one task leads to, the nearer one counts.
 */
export function chaseItemsIn(items: readonly Item[], people: People, calendar: WorkCalendar, now: string): ChaseItem[] {
  const open = new Map(openTasks(items, people).map((task) => [task.item.id, task]));
  const tasks = [...new Map(planTasksIn(items).map((task) => [task.item.id, task])).values()];
  const activityOf = createActivityFinder(items, people);
  const steps = tasks.flatMap((plan) => {
    const task = open.get(plan.item.id);
    if (task === undefined) return [];
    const { open: pulls, ...activity } = activityOf({ ...task, plan });
    return [{ task, plan, pulls, ...activity }];
  });
  const holderOf = createHolderFinder(steps, people);
  const launches = launchesOf(items, people, calendar, now);
  const chased = new Map(
    steps.map((step) => {
      const { person, ...holder } = holderOf(step);
      return [step.plan.item.id, { ...openItem(step), ...holder, actor: person?.key ?? null, ...launches.get(step.plan.item.id) }];
    }),
  );
  return tasks.map((task) => chased.get(task.item.id) ?? closedItem(task));
}

function openItem({ task, plan, movedAt, known }: PlanStep & Pick<ChaseItem, "movedAt" | "known">): ChaseItem {
  return { ...closedItem(plan), isOpen: true, due: task.due ?? null, movedAt, known };
}

function closedItem({ item, key }: PlanTask): ChaseItem {
  return {
    ...{ id: item.id, key, title: item.title, isOpen: false, isReady: false, actor: null, because: "" },
    ...{ due: null, launchDate: null, slack: null, movedAt: item.updatedAt, known: [] },
  };
}

/** The day of each open task's launch, and how much room it leaves. */
function launchesOf(
  items: readonly Item[],
  people: People,
  calendar: WorkCalendar,
  now: string,
): ReadonlyMap<string, Pick<ChaseItem, "launchDate" | "slack">> {
  const dated = plansIn({ items, people, calendar, now }).flatMap(({ date, open }) => (date === undefined ? [] : [{ date, open }]));
  const farthestFirst = dated.toSorted((a, b) => b.date.localeCompare(a.date));
  const entry = (date: string, { item, slack }: PlannedTask) => [item.id, { launchDate: date, slack }] as const;
  return new Map(farthestFirst.flatMap(({ date, open }) => open.map((task) => entry(date, task))));
}
