import type { AlertStore } from "../../core/ports/alerts.ts";
import type { Run } from "../../core/run.ts";
import { REVIEWS_COUNTED, whyPaused } from "../../policy/review.ts";
import { pauseFor, type PauseParts } from "./pause.ts";

export interface DenialParts extends PauseParts {
  alerts: Pick<AlertStore, "reviews">;
}

/**
 * To be called with each run that ended: pauses its automation when the reviewer said no too often, whoever started the runs. Those that
 * left no message cost nothing. Never rejects.
 */
export async function pauseAfterDenials(parts: DenialParts, { automation, delivery }: Run): Promise<void> {
  if (delivery === "none") return;
  await pauseFor(parts, automation, async () => whyPaused(await parts.alerts.reviews(automation, REVIEWS_COUNTED)));
}
