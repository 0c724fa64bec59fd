import { PermanentError } from "../../core/errors.ts";
import { listOf, shorten } from "../../lib/text.ts";

const LONGEST_LIST = 200;

/** A task that is none of the plan that may be changed. */
export function elsewhere(task: string, place: string): PermanentError {
  return new PermanentError("plan-elsewhere", `expected a task of ${place}, got ${task}, which lies elsewhere`, {
    hint: "Name the place that the automation reads as its plan under writes, too: of a database the id of its data source.",
  });
}

/** A task that was there when it was read. */
export function gone(task: string, place: string): PermanentError {
  return new PermanentError("plan-gone", `expected ${place} to have ${task}, got no such task any more`, {
    hint: "It was renamed or removed since it was read: look at the plan, and change it by hand.",
  });
}

/** Somebody has changed the task since it was read, or since its person wrote. */
export function moved(task: string, what: readonly string[]): PermanentError {
  return new PermanentError("plan-moved", `expected ${task} to stand in the plan as it was read, got ${listOf(what)}`, {
    hint: "It was left alone, since a newer change counts more: look at it, and change it by hand where what was told still holds.",
  });
}

/** None of what was told can be said in the plan. */
export function unsayable(task: string, why: readonly string[]): PermanentError {
  return new PermanentError("plan-no-word", `expected the plan to take what was told of ${task}, got ${listOf(why)}`, {
    hint: "Change it by hand; `fields` and `values` of the write say what may be written, and in which words.",
  });
}

/** A column that the definition names and the plan does not have: nothing is written by half. */
export function columnless(column: string, columns: readonly string[]): PermanentError {
  return new PermanentError(
    "plan-no-column",
    `expected the plan to have a column ${column}, got ${shorten(listOf(columns), LONGEST_LIST)}`,
    {
      hint: "It was renamed or removed: name it in the definition as it is called now, and change this task by hand.",
    },
  );
}
