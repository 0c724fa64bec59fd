import { lowerOf, type Budget, type BudgetScope } from "../core/model.ts";
import type { Payer, SpendingQuery, SpendingStore } from "../core/ports/spending.ts";
import type { Workspace } from "../core/workspace.ts";
import type { Reached } from "./over-budget.ts";

/** What is set aside for a call under way: never less than it comes to take, as far as that can be told before. */
export interface Reservation {
  tokens: number;
  usd: number;
  /** False while `tokens` is only a bound that was found in no time. */
  isCounted: boolean;
  /** Makes it as small as it can be. */
  count(): Promise<void>;
  /** The model, where its price is not known. */
  unpriced?: string;
}

/** What was spent within one limit, and is about to be. */
export interface Account {
  scope: BudgetScope;
  calls: number;
  tokens: number;
  usd: number;
  reserved: Set<Reservation>;
}

/** The three limits that a call stands under: that of its run, of its automation's day, and of everybody's. */
export type Accounts = readonly [run: Account, day: Account, all: Account];

interface Opened {
  accounts: Accounts;
  close(): void;
}

/** Reads what was spent from the store once, and from then on keeps count itself: this process is the only one that spends. */
export function createAccounts(spending: Pick<SpendingStore, "spent">): (payer: Payer, day: string) => Promise<Opened> {
  const runs = new Map<string, { users: number; account: Promise<Account> }>();
  let today = { day: "", accounts: new Map<string, Promise<Account>>() };

  async function load(scope: BudgetScope, query: SpendingQuery): Promise<Account> {
    const { calls, tokens, usd, assumedUsd } = await spending.spent(query);
    return { scope, calls, tokens, usd: usd + assumedUsd, reserved: new Set() };
  }

  function ofDay(day: string, automation: string | undefined): Promise<Account> {
    if (today.day !== day) today = { day, accounts: new Map() };
    const { accounts } = today;
    const key = automation ?? "";
    const query = automation === undefined ? { day } : { day, automation };
    const account = accounts.get(key) ?? load(automation === undefined ? "all" : "day", query);
    accounts.set(key, account);
    // What could not be read is read anew by the next.
    account.catch(() => accounts.delete(key));
    return account;
  }

  return async ({ run, automation: { id } }, day) => {
    const used = runs.get(run) ?? { users: 0, account: load("run", { run }) };
    used.users += 1;
    runs.set(run, used);
    const close = (): void => {
      used.users -= 1;
      if (used.users === 0) runs.delete(run);
    };
    try {
      return { accounts: await Promise.all([used.account, ofDay(day, id), ofDay(day, undefined)]), close };
    } catch (error) {
      close();
      throw error;
    }
  };
}

/** Sets something aside in all accounts, or in none; resolves with the limit that leaves no room for it. */
export async function reserve(
  accounts: Accounts,
  reservation: Reservation,
  { automation }: Payer,
  budgets: Workspace["budgets"],
): Promise<Reached | undefined> {
  const limits = {
    run: lowerOf(automation.budget.run, budgets.run),
    day: lowerOf(automation.budget.day, budgets.day),
    all: budgets.all,
  };
  for (;;) {
    const reached = findReached(accounts, reservation, limits);
    if (!reached) {
      for (const { reserved } of accounts) reserved.add(reservation);
      return undefined;
    }
    // Close to a limit, what was set aside without counting is counted.
    const rough = [reservation, ...accounts.flatMap(({ reserved }) => [...reserved])].filter(({ isCounted }) => !isCounted);
    if (rough.length === 0) return reached;
    await Promise.all(rough.map((each) => each.count()));
  }
}

/** Puts what a call has taken in the place of what was set aside for it. */
export function settle(accounts: Accounts, reservation: Reservation, taken: { calls: number; tokens: number; usd: number }): void {
  for (const account of accounts) {
    account.reserved.delete(reservation);
    account.calls += taken.calls;
    account.tokens += taken.tokens;
    account.usd += taken.usd;
  }
}

/** Sums of dollars that are as good as equal. */
const SLACK = 1e-9;

function findReached(accounts: Accounts, reservation: Reservation, limits: Readonly<Record<BudgetScope, Budget>>): Reached | undefined {
  for (const account of accounts) {
    for (const unit of ["tokens", "usd"] as const) {
      const most = limits[account.scope][unit];
      const spent = [...account.reserved].reduce((sum, each) => sum + each[unit], account[unit]);
      const wanted = reservation[unit];
      if (most === undefined || spent + wanted <= most + SLACK) continue;
      const { unpriced } = reservation;
      return { scope: account.scope, unit, most, spent, wanted, ...(unit === "usd" && unpriced !== undefined && { unpriced }) };
    }
  }
  return undefined;
}
