import type { Clock } from "../core/ports/ambient.ts";

/** Deadlines of many runs on one timer: most runs end long before theirs, and must not pay for it. */
export interface Deadlines {
  /** Calls `late` once, unless the deadline is removed within `ms`. */
  add(id: string, ms: number, late: () => void): void;
  /** Puts a deadline off, for time that does not count. */
  extend(id: string, ms: number): void;
  remove(id: string): void;
  /** Forgets all of them. */
  clear(): void;
}

interface Deadline {
  at: number;
  late: () => void;
}

/** Deadlines by the clock given. */
export function createDeadlines(clock: Clock): Deadlines {
  const deadlines = new Map<string, Deadline>();
  let armedFor = Infinity;
  let cancelTimer: () => void = () => {};

  function arm(at: number): void {
    if (at >= armedFor) return;
    cancelTimer();
    armedFor = at;
    cancelTimer = clock.after(at - clock.now(), check);
  }

  function check(): void {
    armedFor = Infinity;
    const now = clock.now();
    const passed = [...deadlines].filter(([, deadline]) => deadline.at <= now);
    for (const [id] of passed) deadlines.delete(id);
    for (const [, deadline] of passed) deadline.late();
    if (deadlines.size > 0) arm(Math.min(...[...deadlines.values()].map((deadline) => deadline.at)));
  }

  return {
    add(id, ms, late) {
      const at = clock.now() + ms;
      deadlines.set(id, { at, late });
      arm(at);
    },
    extend(id, ms) {
      const deadline = deadlines.get(id);
      if (deadline) deadline.at += ms;
    },
    remove: (id) => void deadlines.delete(id),
    clear() {
      deadlines.clear();
      cancelTimer();
      armedFor = Infinity;
    },
  };
}
