import type { Clock } from "../../core/ports/ambient.ts";

/**
 * Deadlines of many runs on one timer: most runs end long before theirs, and must not pay for it. Time is what timers have
 * counted, since the machine's clock may be changed, or have stood still for a night.
 */
export interface Deadlines {
  /** Calls `late` once, unless the deadline is removed within `ms`. */
  add(id: string, ms: number, late: () => void): void;
  /** Time does not count for it until it is resumed. */
  pause(id: string): void;
  resume(id: string): void;
  remove(id: string): void;
  /** Milliseconds until it is late; 0 where it is, or there is none. */
  leftMs(id: string): number;
  /** Forgets all of them. */
  clear(): void;
}

interface Deadline {
  dueAt: number;
  /** What was left when it was paused. */
  leftMs?: number;
  late: () => void;
}

/** The clock is trusted for so long at most: what it was changed by meanwhile counts no further. */
const LONGEST_SPAN_MS = 60_000;

/** Deadlines by the timers of the clock given. */
export function createDeadlines(clock: Clock): Deadlines {
  const deadlines = new Map<string, Deadline>();
  /** What timers have counted until the present one was set, and until when that one counts. */
  let counted = 0;
  let countsUntil = Infinity;
  let setAt = 0;
  let cancelTimer: () => void = () => {};

  function elapsed(): number {
    if (countsUntil === Infinity) return counted;
    return Math.min(counted + Math.max(clock.now() - setAt, 0), countsUntil);
  }

  function arm(dueAt: number): void {
    const now = elapsed();
    const until = Math.min(dueAt, now + LONGEST_SPAN_MS);
    if (until >= countsUntil) return;
    cancelTimer();
    [counted, countsUntil, setAt] = [now, until, clock.now()];
    cancelTimer = clock.after(until - now, check);
  }

  function check(): void {
    counted = countsUntil;
    countsUntil = Infinity;
    const passed = [...deadlines].filter(([, deadline]) => deadline.dueAt <= counted);
    for (const [id] of passed) deadlines.delete(id);
    for (const [, deadline] of passed) deadline.late();
    if (deadlines.size > 0) arm(Math.min(...[...deadlines.values()].map((deadline) => deadline.dueAt)));
  }

  function resume(id: string): void {
    const deadline = deadlines.get(id);
    if (deadline?.leftMs === undefined) return;
    deadline.dueAt = elapsed() + deadline.leftMs;
    delete deadline.leftMs;
    arm(deadline.dueAt);
  }

  return {
    add(id, ms, late) {
      const dueAt = elapsed() + ms;
      deadlines.set(id, { dueAt, late });
      arm(dueAt);
    },
    pause(id) {
      const deadline = deadlines.get(id);
      if (!deadline || deadline.leftMs !== undefined) return;
      deadline.leftMs = deadline.dueAt - elapsed();
      deadline.dueAt = Infinity;
    },
    resume,
    remove: (id) => void deadlines.delete(id),
    leftMs(id) {
      const deadline = deadlines.get(id);
      return deadline ? Math.max(deadline.leftMs ?? deadline.dueAt - elapsed(), 0) : 0;
    },
    clear() {
      deadlines.clear();
      cancelTimer();
      countsUntil = Infinity;
    },
  };
}
