import type { BudgetScope } from "../core/model.ts";
import { PolicyError } from "../core/errors.ts";
import { dollarsInWords } from "../lib/dollars.ts";
import { countOf } from "../lib/text.ts";

/** A limit that leaves no room for a call. */
export interface Reached {
  scope: BudgetScope;
  unit: "tokens" | "usd";
  most: number;
  /** What was spent, with what is set aside for calls under way. */
  spent: number;
  /** What the call could take. */
  wanted: number;
  /** The model that is not in the price list, where that is why it was taken to be so dear. */
  unpriced?: string;
}

/** What a limit is of; `id` is the automation that came upon it. */
function whoseWords(scope: BudgetScope, id: string): string {
  if (scope === "all") return "in one day for all automations";
  return `in one ${scope} of ${id}`;
}

/** Which limit leaves too little, how much is left, and the way out: plain words, for the briefing and for its owner. */
export function overBudget(reached: Reached, id: string): PolicyError {
  const { scope, unit, most, spent, wanted, unpriced } = reached;
  const left = Math.max(0, most - spent);
  const say = (amount: number): string => (unit === "usd" ? dollarsInWords(amount) : countOf(amount, "token"));
  const limit = unit === "usd" ? dollarsInWords(most, 10) : say(most);
  const isOne = unit === "usd" || left === 1;
  const rest = left === 0 ? "nothing is left" : `${say(left)} ${isOne ? "is" : "are"} left`;
  const message = `models may take ${limit} ${whoseWords(scope, id)}; ${rest}, and one answer could take ${say(wanted)}`;
  return new PolicyError("over-budget", message, { hint: wayOut(scope, unit, unpriced) });
}

function wayOut(scope: BudgetScope, unit: Reached["unit"], unpriced: string | undefined): string {
  const again = scope === "run" ? "The next run begins anew" : "It begins anew at midnight";
  const raise = `budgets.${scope}.${unit} of config/chief.yaml${scope === "all" ? "" : ", or budget of the automation's file,"} sets it`;
  const price =
    unpriced === undefined
      ? ""
      : ` No price is known for ${unpriced}, which counts as the dearest that is: prices in config/chief.yaml can say it.`;
  return `${again}; ${raise}.${price}`;
}
