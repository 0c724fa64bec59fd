import type { KnownReadings } from "../../analysis/letters.ts";
import type { Analysed, AnalystWork } from "./analyst-work.ts";
import { collectGarbage, giveRoomBack } from "../../lib/collect-garbage.ts";
import { deskApart } from "./desk-apart.ts";
import { deskHere } from "./desk-here.ts";
import type { Ask, Desk, Shelves } from "./desk.ts";
import type { Spread } from "./spread.ts";

/** A desk with somebody who remembers what was read in letters, from one run to the next. */
export interface AnalystDesk extends Omit<Desk, "analyse"> {
  analyse: Ask<Omit<Parameters<AnalystWork["analyse"]>[0], "known">, Omit<Analysed, "read">>;
}

/** Does the work that grows with the number of items, without keeping the event loop for long. */
export interface Analyst {
  /** Spreads items for the work of one run; to be closed at its end. */
  spread(spread: Spread): AnalystDesk;
}

/** As much as is done in the time that starting a thread takes. */
const MOST_HERE = 500;
/** Letters whose readings are kept between runs: some 500 bytes each. */
const MOST_KNOWN = 10_000;

/** Few items are looked at at once, many in a thread of their own. */
export function createAnalyst(shelves: Shelves): Analyst {
  const memory = rememberReadings();
  return {
    spread(spread) {
      const size = spread.items.length + (spread.earlier?.length ?? 0);
      const desk = size <= MOST_HERE ? here(spread, shelves) : apart(spread, shelves);
      return {
        ...desk,
        async analyse(input, signal) {
          const { read, ...analysed } = await desk.analyse({ ...input, known: memory.of(spread.items) }, signal);
          memory.add(read);
          return analysed;
        },
      };
    },
  };
}

function here(spread: Spread, shelves: Shelves): Desk {
  // What was fetched is kept by now.
  collectGarbage();
  return deskHere(spread, shelves);
}

function apart(spread: Spread, shelves: Shelves): Desk {
  // A thread takes room of its own, and none of what is free here.
  giveRoomBack();
  return deskApart(spread, shelves);
}

/** Automations read different letters: what one has not read stays known for the others, as long as it is not too much. */
function rememberReadings() {
  const found = new Map<string, KnownReadings["found"][number]>();
  let eyes = "";
  return {
    of: (hashes: readonly string[]): KnownReadings => ({
      eyes,
      found: hashes.map((hash) => found.get(hash)).filter((pair) => pair !== undefined),
    }),
    add(read: KnownReadings): void {
      if (read.eyes !== eyes) found.clear();
      eyes = read.eyes;
      for (const pair of read.found) found.set(pair[0], pair);
      const tooMany = found.size - MOST_KNOWN;
      if (tooMany > 0) for (const hash of [...found.keys()].slice(0, tooMany)) found.delete(hash);
    },
  };
}
