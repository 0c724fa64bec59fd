import type { Briefing, PlanUpdate } from "../../../src/core/briefing.ts";
import type { Item } from "../../../src/core/item.ts";
import type { Delivery, SendContext } from "../../../src/core/ports/outside.ts";
import { sampleBriefing } from "../../render/sample.ts";

/** What Ana told of a task on a Friday morning. */
export const SAID = {
  by: "ana",
  name: "Ana Kovač",
  at: "2026-11-20T09:00:00.000Z",
  quote: "tight, Thursday at best, waiting on Ben",
} as const;

/** A message that changes a plan. */
export function changing(
  item: Pick<Item, "id" | "source" | "title" | "fields">,
  changes: PlanUpdate["changes"],
  more: Partial<Briefing> = {},
): Briefing {
  const key = typeof item.fields["key"] === "string" ? item.fields["key"] : item.title;
  const { id, source, title, fields } = item;
  return sampleBriefing({ update: { item: { id, source, key, title, fields }, changes, ...SAID }, ...more });
}

/** What the delivery is called with. */
export function sendingPlan(
  delivery: Delivery,
  options: unknown,
  briefing: Briefing,
  more: Partial<SendContext<unknown>> = {},
): SendContext<unknown> {
  return {
    ...{ options: delivery.schema.parse(options), root: "/nowhere", briefing, idempotencyKey: "v1:the-message", attempt: 1 },
    ...{ findEarlier: async () => undefined, signal: new AbortController().signal },
    ...more,
  };
}
