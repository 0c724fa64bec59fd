import type { Ask, Wish } from "../../../src/core/ask.ts";
import type { Task } from "./plan.ts";

/** What is kept of asking. */
export interface Rows {
  asks: readonly Ask[];
  wishes: readonly Wish[];
}

/** What is so, whatever the product makes of it. */
export interface Truth {
  tasks: readonly Task[];
  /** Who was asked on this day before, and is not to be asked again. */
  already: ReadonlySet<string>;
  /** Who wrote, and what; absent where nobody did whose word counts. */
  said?: Said;
}

/** `isOpen`: nobody can be sure what it says of anything. */
export interface Said {
  writer: string;
  text: string;
  isOpen?: true;
}
