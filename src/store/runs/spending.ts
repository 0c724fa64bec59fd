import type { ModelCall } from "../../core/model.ts";
import type { SpendingQuery, SpendingStore, Spent, SpentOn } from "../../core/ports/spending.ts";
import type { Database } from "../database/database.ts";
import type { Writer } from "../database/writer.ts";

const SUMS = `count(*) as calls, coalesce(sum(input + output), 0) as tokens, coalesce(sum(input), 0) as input,
  coalesce(sum(cached), 0) as cached, coalesce(sum(usd), 0.0) as usd, coalesce(sum(usd is null), 0) as unpriced,
  coalesce(sum(assumed_usd), 0.0) as assumedUsd, coalesce(sum(estimated), 0) as estimated`;

const NOTHING: Spent = { calls: 0, tokens: 0, input: 0, cached: 0, usd: 0, unpriced: 0, assumedUsd: 0, estimated: 0 };

/** Each by an index of its own: what is not asked for stays out of the query. */
const CONDITIONS = {
  run: "run = @run",
  automation: "automation = @automation",
  since: "day >= @since",
  day: "day = @day",
} as const satisfies Record<keyof SpendingQuery, string>;

/** What models have cost. */
export function createSpendingStore(database: Database, writer: Writer): SpendingStore {
  const record = database.prepare(
    `insert into model_calls (run, step, automation, role, model, input, cached, output, reasoning, usd, assumed_usd, estimated, at, day)
     values (@run, @step, @automation, @role, @model, @input, @cached, @output, @reasoning, @usd, @assumedUsd, @estimated, @at, @day)
     on conflict (run, step) do nothing`,
  );
  const stop = database.prepare(
    `insert into budget_stops (scope, automation, day, at, reason, hint) values (@scope, @automation, @day, @at, @reason, @hint)
     on conflict (scope, automation, day) do nothing`,
  );
  return {
    record: (call) => writer.write(() => void record.run(toRow(call))),
    spent: async (query) => {
      const [sum = NOTHING] = database.prepare<[SpendingQuery], Spent>(`select ${SUMS} from model_calls ${where(query)}`).all(query);
      return sum;
    },
    list: async (query) => {
      const sums = database.prepare<[SpendingQuery], SpentOn>(
        `select day, automation, model, ${SUMS} from model_calls ${where(query)}
         group by day, automation, model order by day desc, automation, model`,
      );
      return sums.all(query);
    },
    stop: (told) => writer.write(() => void stop.run(told)),
  };
}

function where(query: SpendingQuery): string {
  const asked = (["run", "automation", "since", "day"] as const).filter((key) => query[key] !== undefined);
  return asked.length === 0 ? "" : `where ${asked.map((key) => CONDITIONS[key]).join(" and ")}`;
}

function toRow({ usage, usd, assumedUsd, estimated, ...call }: ModelCall) {
  return { ...call, ...usage, usd: usd ?? null, assumedUsd: assumedUsd ?? null, estimated: estimated === true ? 1 : 0 };
}
