import { workOn, type AnalystWork, type Concluded } from "./analyst-work.ts";
import type { Desk, Shelves } from "./desk.ts";
import { layOut, type Spread } from "./spread.ts";

/** A desk in this thread, for so few items that nobody has to wait. */
export function deskHere(spread: Spread, shelves: Shelves): Desk {
  let concluded: string | undefined;
  let laid: Promise<AnalystWork> | undefined;
  const work = (): Promise<AnalystWork> => (laid ??= layHere(spread, shelves, concluded));
  return {
    analyse: async (input) => (await work()).analyse(input),
    summarise: async (input) => (await work()).summarise(input),
    compose: async (input) => (await work()).compose(input),
    pack: async (input) => (await work()).pack(input),
    look: async (input) => (await work()).look(input),
    search: async (input) => (await work()).search(input),
    claims: async (input) => (await work()).claims(input),
    verify: async (input) => (await work()).verify(input),
    goalEvidence: async (input) => (await work()).goalEvidence(input),
    grade: async (input) => (await work()).grade(input),
    updates: async (input) => (await work()).updates(input),
    correspond: async (input) => (await work()).correspond(input),
    tellGoal: async (input) => (await work()).tellGoal(input),
    recall: (hash) => void (concluded = hash),
    close: () => Promise.resolve(),
  };
}

async function layHere(spread: Spread, { items, documents }: Shelves, concluded: string | undefined): Promise<AnalystWork> {
  const [now, earlier] = await Promise.all([items.get(spread.items), items.get(spread.earlier ?? [])]);
  return workOn(layOut(spread, now, earlier), concluded === undefined ? undefined : await documents.get<Concluded>(concluded));
}
