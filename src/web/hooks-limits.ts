import type { Clock } from "../core/ports/ambient.ts";

/** Takes one request, or says how many seconds to wait. */
export interface Bucket {
  /** 0 where it is taken. */
  take(): number;
}

/** Lets through `perSecond` requests a second, and as many at once after a quiet second. */
export function createBucket(perSecond: number, clock: Pick<Clock, "now">): Bucket {
  let left = perSecond;
  let filledAt = clock.now();
  return {
    take() {
      const now = clock.now();
      // A clock that was set back fills nothing, and must not empty it either.
      left = Math.min(perSecond, left + (Math.max(0, now - filledAt) / 1_000) * perSecond);
      filledAt = now;
      if (left < 1) return Math.ceil((1 - left) / perSecond);
      left -= 1;
      return 0;
    },
  };
}

/** Bounds what is under way at once. */
export interface Gate {
  /** False where there is no room for one more of so many bytes; true is to be followed by `leave` of as many. */
  enter(bytes: number): boolean;
  leave(bytes: number): void;
}

/** A gate for so many requests, whose bodies may have so many bytes together; a single one always has room. */
export function createGate(most: { requests: number; bytes: number }): Gate {
  let requests = 0;
  let held = 0;
  return {
    enter(bytes) {
      if (requests >= most.requests || (requests > 0 && held + bytes > most.bytes)) return false;
      requests += 1;
      held += bytes;
      return true;
    },
    leave(bytes) {
      requests -= 1;
      held -= bytes;
    },
  };
}
