/** A task as a step of a plan. Days are business days from today, which is day 0. */
export interface Step {
  isDone: boolean;
  /** The day before which it is not finished, by its due date and by what its owner expects; undefined where neither is known. */
  notBefore: number | undefined;
  /** Days of work that are left; 0 where nobody has said. */
  work: number;
  /** Positions of the steps that have to be finished first. */
  after: readonly number[];
}

/** When a step is finished at the earliest, and when it has to be at the latest for the plan to end in time. */
export interface Timing {
  earliest: number;
  latest: number;
  slack: number;
}

export interface CriticalPath {
  /** By position; what is done is finished on day 0. */
  timings: readonly Timing[];
  /** The chain of open steps that decides when the plan ends, first to last. */
  path: readonly number[];
  /** The day on which all is finished at the earliest. */
  finish: number;
  /** Steps that wait for each other; what they wait for among themselves is left out of all else. */
  cycles: readonly (readonly number[])[];
}

/**
 * The critical path method: forward, each step is finished no earlier than its own dates and its work after the last of those that it
 * waits for; backward from `deadline`, or from the end of the plan where there is none, no later than leaves the others their work.
 */
export function criticalPath(steps: readonly Step[], deadline?: number): CriticalPath {
  const components = componentsOf(steps);
  const cycleOf = new Map<number, number>();
  const cycles = components.filter((each) => each.length > 1 || steps[each[0] ?? 0]?.after.includes(each[0] ?? 0) === true);
  for (const [index, cycle] of cycles.entries()) for (const position of cycle) cycleOf.set(position, index);
  const isInCycle = (one: number, other: number): boolean => cycleOf.has(one) && cycleOf.get(one) === cycleOf.get(other);
  const after = steps.map((step, position) => step.after.filter((other) => !isInCycle(position, other)));
  // A component comes behind all that it waits for.
  const order = components.flat();
  const earliest = forward(steps, after, order);
  const finish = Math.max(0, ...openOf(steps).map((position) => earliest[position] ?? 0));
  const latest = backward(steps, after, order, deadline ?? finish);
  const timings = steps.map((_, position) => {
    const [early, late] = [earliest[position] ?? 0, latest[position] ?? 0];
    return { earliest: early, latest: late, slack: late - early };
  });
  return { timings, path: pathOf(steps, after, earliest), finish, cycles: cycles.map((cycle) => cycle.toSorted((a, b) => a - b)) };
}

function openOf(steps: readonly Step[]): number[] {
  return steps.flatMap(({ isDone }, position) => (isDone ? [] : [position]));
}

function forward(steps: readonly Step[], after: readonly (readonly number[])[], order: readonly number[]): number[] {
  const earliest = steps.map(() => 0);
  for (const position of order) {
    const step = steps[position];
    if (step === undefined || step.isDone) continue;
    earliest[position] = Math.max(step.notBefore ?? 0, startOf(after[position] ?? [], earliest) + step.work);
  }
  return earliest;
}

function startOf(after: readonly number[], earliest: readonly number[]): number {
  return after.reduce((start, other) => Math.max(start, earliest[other] ?? 0), 0);
}

function backward(steps: readonly Step[], after: readonly (readonly number[])[], order: readonly number[], end: number): number[] {
  const latest = steps.map(() => end);
  for (const position of order.toReversed()) {
    const step = steps[position];
    if (step === undefined || step.isDone) continue;
    for (const other of after[position] ?? []) {
      latest[other] = Math.min(latest[other] ?? end, (latest[position] ?? end) - step.work);
    }
  }
  return latest;
}

/** From the step that is finished last back through those that make it so late; a step that its own date holds back is the first. */
function pathOf(steps: readonly Step[], after: readonly (readonly number[])[], earliest: readonly number[]): number[] {
  const open = openOf(steps);
  const path: number[] = [];
  let next = open.toSorted((a, b) => (earliest[b] ?? 0) - (earliest[a] ?? 0) || lengthOf(after, b) - lengthOf(after, a) || a - b)[0];
  while (next !== undefined) {
    path.unshift(next);
    const step = steps[next];
    const [finish, start] = [earliest[next] ?? 0, (earliest[next] ?? 0) - (step?.work ?? 0)];
    const waitsFor: readonly number[] = after[next] ?? [];
    const isHeldBack = startOf(waitsFor, earliest) + (step?.work ?? 0) < finish;
    next = isHeldBack ? undefined : waitsFor.find((other) => steps[other]?.isDone === false && earliest[other] === start);
  }
  return path;
}

/** Of two that end on one day, the one that waits for others is the end. */
function lengthOf(after: readonly (readonly number[])[], position: number): number {
  return after[position]?.length ?? 0;
}

/**
 * Strongly connected components, each behind those that it waits for: R. E. Tarjan, Depth-first search and linear graph algorithms, 1972.
 * Without recursion, since a plan may be a chain of thousands.
 */
function componentsOf(steps: readonly Step[]): number[][] {
  const [index, low] = [steps.map(() => -1), steps.map(() => -1)];
  const isOnStack = steps.map(() => false);
  const stack: number[] = [];
  const components: number[][] = [];
  let count = 0;
  for (const [root] of steps.entries()) {
    if (index[root] !== -1) continue;
    const calls = [{ position: root, next: 0 }];
    for (let call = calls.at(-1); call !== undefined; call = calls.at(-1)) {
      const { position } = call;
      if (call.next === 0) {
        index[position] = low[position] = count++;
        stack.push(position);
        isOnStack[position] = true;
      }
      const other = steps[position]?.after[call.next];
      call.next += 1;
      if (other !== undefined) {
        if (index[other] === -1) calls.push({ position: other, next: 0 });
        else if (isOnStack[other]) low[position] = Math.min(low[position] ?? 0, index[other] ?? 0);
        continue;
      }
      calls.pop();
      const caller = calls.at(-1)?.position;
      if (caller !== undefined) low[caller] = Math.min(low[caller] ?? 0, low[position] ?? 0);
      if (low[position] === index[position]) components.push(takeUntil(stack, position, isOnStack));
    }
  }
  return components;
}

function takeUntil(stack: number[], position: number, isOnStack: boolean[]): number[] {
  const taken = stack.splice(stack.lastIndexOf(position));
  for (const each of taken) isOnStack[each] = false;
  return taken;
}
