import type { Clock } from "../../core/ports/ambient.ts";
import type { Deadlines } from "./deadlines.ts";
import type { Interruption } from "./interruption.ts";
import { wait } from "./wait.ts";

/** The time of one run that counts: while all that it has under way only waits for another try, its deadline waits as well. */
export interface ActiveTime {
  /** A try begins; what is returned is to be called when it is over, and counts once. */
  begin(): () => void;
  /** Resolves after `ms`; rejects with the reason of an interruption that comes first. */
  rest(ms: number): Promise<void>;
  /** What is left of it, in milliseconds. */
  leftMs(): number;
}

/** For one execution of a run: what it had used up before a crash counts no more. */
export function createActiveTime(run: string, deadlines: Deadlines, interruption: Interruption, clock: Clock): ActiveTime {
  let working = 0;
  let resting = 0;

  function weigh(): void {
    if (resting > 0 && working === 0) deadlines.pause(run);
    else deadlines.resume(run);
  }

  return {
    begin() {
      let isOver = false;
      working += 1;
      weigh();
      return () => {
        if (isOver) return;
        isOver = true;
        working -= 1;
        weigh();
      };
    },
    async rest(ms) {
      resting += 1;
      weigh();
      try {
        await wait(ms, interruption, clock);
      } finally {
        resting -= 1;
        weigh();
      }
    },
    leftMs: () => deadlines.leftMs(run),
  };
}
