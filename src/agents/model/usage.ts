import { z } from "zod";
import type { Usage } from "../../core/model.ts";
import type { ModelRequest } from "../../core/ports/model.ts";
import { tokenCounter } from "../../lib/tokens.ts";
import { countInputTokens } from "../estimate.ts";
import type { Said } from "./speech.ts";

/** Tokens of one call that no model comes near: whatever counts more counts wrong. */
const MOST_TOKENS = 10_000_000;

/** A count of a service's; undefined where it is none. */
export const countOrNone = z.int().nonnegative().max(MOST_TOKENS).optional().catch(undefined);

type Counted = { [Part in keyof Usage]: number | undefined };

/** As a service has counted, where that can be: a question has tokens, and no part is larger than its whole. */
export function soundUsage({ input, cached = 0, output, reasoning = 0 }: Counted): Usage | undefined {
  if (input === undefined || input === 0 || output === undefined || cached > input) return undefined;
  return { input, cached, output, reasoning: Math.min(reasoning, output) };
}

/** What was read and said, counted by us: about as many tokens as it was. */
export async function estimateUsage(request: ModelRequest, { carried }: Pick<Said, "carried">): Promise<Usage> {
  const [input, count] = await Promise.all([countInputTokens(request), tokenCounter()]);
  return { input, cached: 0, output: count(JSON.stringify(carried)), reasoning: 0 };
}
