import { dearestCost, findPrice, pricesFor } from "../config/prices.ts";
import { ChiefError } from "../core/errors.ts";
import { costOf, type ModelCall, type Price, type Usage } from "../core/model.ts";
import type { Clock } from "../core/ports/ambient.ts";
import type { Model, ModelRequest, ModelTurn } from "../core/ports/model.ts";
import type { ModelFor, Payer, SpendingStore } from "../core/ports/spending.ts";
import { plainDateOf } from "../core/work-calendar.ts";
import type { Workspace } from "../core/workspace.ts";
import { instantOf } from "../lib/clock.ts";
import { createAccounts, reserve, settle, type Accounts, type Reservation } from "./accounts.ts";
import { askingAgain } from "./ask-again.ts";
import { countInputTokens, mostInputTokens } from "./estimate.ts";
import { overBudget } from "./over-budget.ts";
import { UnreadableAnswer } from "./unreadable-answer.ts";

export interface MeterParts {
  /** Who is asked where there is room. */
  model: Model;
  spending: SpendingStore;
  /** The configuration in force now. */
  workspace(): Pick<Workspace, "models" | "connections" | "prices" | "budgets" | "calendar">;
  clock: Clock;
}

/** Stands for Chief where something is of no one automation. */
const CHIEF = "chief";
/** After these nobody says what was taken, and something may have been. */
const MAYBE_PAID: ReadonlySet<string> = new Set(["model-cut-off", "model-unreadable"]);

type Prices = Workspace["prices"];
type Spending = Pick<ModelCall, "model" | "usage" | "estimated">;

/** A call from the moment that it was asked for. */
interface Call extends Pick<ModelCall, "at" | "day"> {
  request: ModelRequest;
  payer: Payer;
  /** The model's name, as it is asked for. */
  asked: string;
  prices: Prices;
  accounts: Accounts;
  reservation: Reservation;
}

/**
 * Asks a model only as long as what the call could take fits into what is left of its run, of its automation's day and of everybody's, so that
 * no limit is passed however many ask at once; each call that was paid for is kept, also one whose answer can't be read, which is asked for
 * once more where there is room for that too. Beyond a limit it throws PolicyError `over-budget`, whose
 * message says in plain words which limit that is and what was spent, and its owner is told.
 */
export function createMeter({ model, spending, workspace, clock }: MeterParts): ModelFor {
  const open = createAccounts(spending);

  async function ask(request: ModelRequest, signal: AbortSignal, payer: Payer): Promise<ModelTurn> {
    signal.throwIfAborted();
    const at = instantOf(clock);
    const { budgets, calendar, ...priced } = workspace();
    const day = plainDateOf(at, calendar.timezone);
    const asked = request.model ?? priced.models?.[request.size] ?? "";
    const prices = pricesFor(priced, asked);
    const { accounts, close } = await open(payer, day);
    const call: Call = { request, payer, asked, at, day, prices, accounts, reservation: reservationFor(request, asked, prices) };
    try {
      await admit(call, budgets);
      const turn = await attempt(call, signal);
      await pay(call, turn);
      return turn;
    } finally {
      close();
    }
  }

  async function admit({ payer, at, day, accounts, reservation }: Call, budgets: Workspace["budgets"]): Promise<void> {
    const reached = await reserve(accounts, reservation, payer, budgets);
    if (!reached) return;
    const { scope } = reached;
    const error = overBudget(reached, payer.automation.id);
    const automation = scope === "all" ? CHIEF : payer.automation.id;
    await spending.stop({ scope, automation, day, at, reason: error.message, hint: error.hint ?? "" });
    throw error;
  }

  async function attempt(call: Call, signal: AbortSignal): Promise<ModelTurn> {
    try {
      return await model.ask(call.request, signal);
    } catch (error) {
      if (error instanceof UnreadableAnswer) await pay(call, error.said);
      else if (mayBePaid(error)) await payEstimate(call);
      else settle(call.accounts, call.reservation, { calls: 0, tokens: 0, usd: 0 });
      throw error;
    }
  }

  async function payEstimate(call: Call): Promise<void> {
    const { request, asked, reservation } = call;
    await reservation.count();
    const output = request.maxOutputTokens;
    await pay(call, { model: asked, usage: { input: reservation.tokens - output, cached: 0, output, reasoning: 0 }, estimated: true });
  }

  async function pay({ request: { role }, payer, asked, at, day, prices, accounts, reservation }: Call, spent: Spending): Promise<void> {
    const { model, usage, estimated } = spent;
    const costs = costsOf(prices, spent, asked);
    const tokens = usage.input + usage.output;
    settle(accounts, reservation, { calls: 1, tokens, usd: costs.usd ?? costs.assumedUsd ?? 0 });
    const { run, automation } = payer;
    const call = { run, step: `${role} ${accounts[0].calls}`, automation: automation.id, role, at, day, model, usage, ...costs };
    await spending.record({ ...call, ...(estimated && { estimated }) });
  }

  return (payer) => askingAgain({ ask: (request, signal) => ask(request, signal, payer) });
}

/** An answer that was not waited for is an error of nobody's own. */
function mayBePaid(error: unknown): boolean {
  return !(error instanceof ChiefError) || MAYBE_PAID.has(error.code);
}

function reservationFor(request: ModelRequest, asked: string, prices: Prices): Reservation {
  const price = findPrice(prices, asked);
  const output = request.maxOutputTokens;
  const of = (input: number) => ({ tokens: input + output, usd: estimateOf(prices, price, { input, cached: 0, output, reasoning: 0 }) });
  const reservation: Reservation = {
    ...of(mostInputTokens(request)),
    isCounted: false,
    async count() {
      if (reservation.isCounted) return;
      Object.assign(reservation, of(await countInputTokens(request)), { isCounted: true });
    },
    ...(!price && { unpriced: asked }),
  };
  return reservation;
}

function estimateOf(prices: Prices, price: Price | undefined, usage: Usage): number {
  return costOf(usage, price) ?? dearestCost(prices, usage);
}

/** A model may answer under another name than it was asked by: what is known of either is its price. */
function costsOf(prices: Prices, { model, usage }: Spending, asked: string): Pick<ModelCall, "usd" | "assumedUsd"> {
  const usd = costOf(usage, findPrice(prices, model) ?? findPrice(prices, asked));
  return usd === undefined ? { assumedUsd: dearestCost(prices, usage) } : { usd };
}
