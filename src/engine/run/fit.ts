import type { Briefing } from "../../core/briefing.ts";
import type { WriteGrant } from "../../core/grant.ts";
import type { Delivery } from "../../core/ports/outside.ts";
import { cutBriefing } from "../../render/cut.ts";
import type { RunnerParts } from "./parts.ts";

/** A briefing, and the hash that it is kept under. */
interface Kept {
  briefing: Briefing;
  stored: string;
}

/** What a write sends of a briefing: the whole, or as much as its definition lets one message have. What is cut is kept by itself. */
export async function fit({ store }: Pick<RunnerParts, "store">, whole: Kept, write: WriteGrant, delivery: Delivery): Promise<Kept> {
  const briefing = cutFor(whole.briefing, write, delivery);
  return briefing === whole.briefing ? whole : { briefing, stored: await store.documents.put("briefing", briefing) };
}

/** As much of a briefing as a write lets one message have. */
export function cutFor(briefing: Briefing, { maxChars, options }: WriteGrant, delivery: Delivery): Briefing {
  if (maxChars === undefined) return briefing;
  return cutBriefing(briefing, maxChars, (each) => [...delivery.preview(each, options).text].length);
}
