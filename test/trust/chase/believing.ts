import type { Want } from "../worker.ts";
import { ANSWERED_AT } from "./asked.ts";
import type { Rows } from "./truth.ts";
import type { Claimed } from "./lies.ts";
import { PLAN_PATH, planOf, TASKS } from "./plan.ts";

/** What it is to believe a model: the plan becomes what it says. */
export function believing(claims: readonly Claimed[]): Want[] {
  const changed = TASKS.map((task) => {
    const claim = claims.find((each) => isAbout(each, task));
    return claim ? { ...task, status: claim.status, blocker: claim.blocker ?? "" } : task;
  });
  return [{ kind: "file", path: PLAN_PATH, text: planOf(changed) }];
}

/** The same of what is kept. */
export function withClaims({ asks, wishes }: Rows, claims: readonly Claimed[]): Rows {
  const answered = asks.map((ask) => {
    const claim = claims.find((each) => isAbout(each, ask));
    const told = { item: ask.item, status: "done", eta: null, etaAsk: false, percent: null, blocker: null, to: null, sure: true } as const;
    const answer = claim && { told: { ...told, quote: [0, 0] as const }, quote: claim.quote, at: ANSWERED_AT, reply: "" };
    return answer ? { ...ask, state: "answered" as const, answer } : ask;
  });
  return { asks: answered, wishes };
}

/** Whoever believes everything takes what means nothing for all. */
function isAbout({ item }: Claimed, { key, title }: { key: string; title: string }): boolean {
  return !/G-\d/.test(item) && !TASKS.some((task) => task.title === item) ? true : item.includes(key) || item === title;
}
