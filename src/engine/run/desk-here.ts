import type { ItemStore } from "../../core/ports/store.ts";
import { workOn, type AnalystWork } from "./analyst-work.ts";
import type { Desk } from "./desk.ts";
import { layOut, type Spread } from "./spread.ts";

/** A desk in this thread, for so few items that nobody has to wait. */
export function deskHere(spread: Spread, store: Pick<ItemStore, "get">): Desk {
  let laid: Promise<AnalystWork> | undefined;
  const work = (): Promise<AnalystWork> => (laid ??= layHere(spread, store));
  return {
    analyse: async (input) => (await work()).analyse(input),
    summarise: async (input) => (await work()).summarise(input),
    compose: async (input) => (await work()).compose(input),
    verify: async (input) => (await work()).verify(input),
    close: () => Promise.resolve(),
  };
}

async function layHere(spread: Spread, store: Pick<ItemStore, "get">): Promise<AnalystWork> {
  const [items, earlier] = await Promise.all([store.get(spread.items), store.get(spread.earlier ?? [])]);
  return workOn(layOut(spread, items, earlier));
}
