import { isDeepStrictEqual } from "node:util";
import type { RunEnd } from "../../../core/ports/engine.ts";
import type { Chased } from "../../../analysis/chase/types.ts";
import type { Chase } from "./open.ts";
import type { ChaseRecord } from "./record.ts";

/** What of the rows and wishes is to be kept, since it is not as it was. */
export function rowsToKeep(
  record: ChaseRecord,
  { heard }: Chase,
  { asks }: Pick<Chased, "asks">,
): Required<Pick<RunEnd, "asks" | "wishes">> {
  const before = new Map(record.asks.map((ask) => [ask.id, ask]));
  return {
    asks: asks.filter((ask) => !isDeepStrictEqual(ask, before.get(ask.id))),
    wishes: heard.wishes.filter((wish) => !record.wishes.some((each) => isDeepStrictEqual(each, wish))),
  };
}
