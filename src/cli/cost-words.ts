import type { Spent } from "../core/ports/spending.ts";
import { dollarsInWords } from "../lib/dollars.ts";
import { countOf } from "../lib/text.ts";

/** What something cost, as far as that is known: `$0.0123`, or `$0.0123 and 2 calls of unknown price`. */
export function costInWords({ calls, usd, unpriced }: Spent): string {
  if (unpriced === 0) return dollarsInWords(usd);
  const unknown = calls === unpriced ? "price unknown" : `${countOf(unpriced, "call")} of unknown price`;
  return calls === unpriced ? unknown : `${dollarsInWords(usd)} and ${unknown}`;
}

/** `12,345, 60 % of what was read from cache`. */
export function tokensInWords({ tokens, input, cached }: Spent): string {
  const share = input === 0 ? 0 : Math.round((cached / input) * 100);
  return `${tokens.toLocaleString("en-US")}${share === 0 ? "" : `, ${share} % of what was read from cache`}`;
}

/** The same of a run in one line: `4 calls, 12,345 tokens, $0.0123`. */
export function spentInWords(spent: Spent): string {
  if (spent.calls === 0) return "nothing, no model was asked";
  return `${countOf(spent.calls, "call")}, ${countOf(spent.tokens, "token")}, ${costInWords(spent)}`;
}

/** What several things cost together. */
export function addSpent(costs: readonly Spent[]): Spent {
  const sum = (of: keyof Spent): number => costs.reduce((total, cost) => total + cost[of], 0);
  return {
    ...{ calls: sum("calls"), tokens: sum("tokens"), input: sum("input"), cached: sum("cached"), usd: sum("usd") },
    ...{ unpriced: sum("unpriced"), assumedUsd: sum("assumedUsd"), estimated: sum("estimated") },
  };
}

/** What is not known for sure, each as a sentence. */
export function doubtsInWords({ unpriced, assumedUsd, estimated }: Spent): string[] {
  const counted = `${countOf(unpriced, "call")} of a model whose price is not known: limits count ${dollarsInWords(assumedUsd)} for ${unpriced === 1 ? "it" : "them"}, as for the dearest model that is. Say what it costs under prices in config/chief.yaml.`;
  const guessed = `${countOf(estimated, "call")} broke off or came from a service that does not count, so that nobody said what ${estimated === 1 ? "it" : "they"} took: an estimate is counted.`;
  return [...(unpriced === 0 ? [] : [counted]), ...(estimated === 0 ? [] : [guessed])];
}
