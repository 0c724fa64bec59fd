import { isDeepStrictEqual } from "node:util";
import type { RunEnd } from "../../../core/ports/engine.ts";
import type { Chased } from "../../../analysis/chase/types.ts";
import { wishIn } from "../../../analysis/chase/wishes.ts";
import type { Chase } from "./open.ts";
import type { ChaseRecord } from "./record.ts";

/** What of the rows is to be kept, since it is not as it was, and what was said of questions. */
export function rowsToKeep(
  record: ChaseRecord,
  { heard }: Chase,
  { asks }: Pick<Chased, "asks">,
): Required<Pick<RunEnd, "asks" | "wishes">> {
  const before = new Map(record.asks.map((ask) => [ask.id, ask]));
  return {
    asks: asks.filter((ask) => !isDeepStrictEqual(ask, before.get(ask.id))),
    wishes: heard.heard.flatMap(({ reply, understood }) => wishIn(reply, understood) ?? []),
  };
}
