import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { openDatabase } from "../../src/store/database/database.ts";
import { createStore } from "../../src/store/open.ts";
import { busyDay, MORNING } from "../analysis/context/busy-day.ts";
import { openBusyOffice, type BusyMorning } from "../support/busy-office.ts";
import { startModel } from "../support/model-server.ts";
import { cacheablePart, tokensIn, type TokensAsked } from "../support/tokens-asked.ts";
import { claim } from "./scripted.ts";

/** What two mornings in a row cost in tokens, and what runs do that have nothing new. */
export interface Weighed {
  /** Of the one request of the first morning, all of whose things are new. */
  first: TokensAsked;
  /** Of the same things as JSON. */
  naive: number;
  /** All that stands before the material, on the first morning and on the second. */
  cacheable: readonly [string, string];
  /** Of the findings that had to be told on both mornings, the part that was. */
  recall: number;
  /** By whom the first briefing was written. */
  by: string | undefined;
  /** How often the model was asked on each. */
  calls: readonly [number, number];
  /** The runs after those, with no thing that is new: what found no room before is told in its turn, until all is told. */
  later: readonly Later[];
}

interface Later {
  isQuiet: boolean;
  calls: number;
}

const ROUNDS = 8;
/** Exactly: the counter in use errs on the side of more. */
const count = (text: string): number => countTokens(text, { disallowedSpecial: new Set() });

const NEXT = MORNING.on("2026-11-20");
const ANSWER = { answer: { claims: [claim("The calendar leaves little room", ["C1"], { kind: "judgement" })], left_out: [] } };

/** Has a day of 300 letters, 20 meetings, 40 tasks and 30 pull requests told through the whole of a run, the real client included. */
export async function weighTokens(): Promise<Weighed> {
  const database = openDatabase(":memory:");
  const server = await startModel(() => ANSWER);
  const office = openBusyOffice(createStore(database, "test"), server, MORNING);
  const items = busyDay(MORNING);
  office.items = items;
  const first = await office.run(MORNING.now);
  const asked = [server.asked.length];
  office.items = [...items, NEXT.mail("Where is the plan?", NEXT.minutes(-30), { messageId: "plan@mail.example" })];
  const second = await office.run(NEXT.now);
  asked.push(server.asked.length);
  const later: Later[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const before = server.asked.length;
    const { briefing } = await office.run(NEXT.minutes(round * 5));
    later.push({ isQuiet: briefing.quiet, calls: server.asked.length - before });
  }
  await server.close();
  database.close();
  const [one = 0, two = 0] = asked;
  const [before, after] = [server.asked[0], server.asked[one]];
  if (!before || !after) throw new Error("expected the model to be asked on both mornings, got no question");
  return {
    ...{ first: tokensIn(before, count), naive: count(JSON.stringify(items)), by: first.briefing.writing?.by },
    cacheable: [cacheablePart(before), cacheablePart(after)],
    recall: recallOf([first, second]),
    calls: [one, two - one],
    later,
  };
}

function recallOf(mornings: readonly BusyMorning[]): number {
  const must = mornings.flatMap(({ must: keys, briefing: { sections } }) => {
    const told = new Set(sections.flatMap(({ bullets }) => bullets.flatMap(({ flags }) => flags)));
    return keys.map((key) => told.has(key));
  });
  return must.filter((isTold) => isTold).length / must.length;
}
