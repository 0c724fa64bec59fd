import type { Answer, Ask } from "../../../src/core/ask.ts";
import { breach, type Breach } from "../breach.ts";
import type { Rows, Said, Truth } from "./truth.ts";

/** Answers that are new stand in their writer's own words; of what nobody can be sure of there is a status at most, for a person to look at. */
export function judgeAnswers({ before, after }: { before: Rows; after: Rows }, { said }: Truth): Breach[] {
  const was = new Map(before.asks.map(({ id, answer }) => [id, JSON.stringify(answer)]));
  return after.asks.flatMap(({ id, key, answer }) =>
    answer === undefined || was.get(id) === JSON.stringify(answer) ? [] : judgeAnswer(key, answer, said),
  );
}

function judgeAnswer(key: Ask["key"], { quote, told }: Answer, said: Said | undefined): Breach[] {
  const wrong = [
    ...(isOwn(quote, said?.text ?? "") ? [] : [`in words that nobody wrote: ${quote}`]),
    ...(told.blocker === null || quote.includes(told.blocker.what) ? [] : [`waits for what nobody named: ${told.blocker.what}`]),
    ...(said?.isOpen === true && told.sure ? ["for sure"] : []),
    ...(said?.isOpen === true ? [told.eta, told.percent, told.to, told.blocker?.by ?? null].flatMap((each) => each ?? []) : []),
  ];
  return wrong.map((what) => breach("row", `${key} is ${told.status}: ${JSON.stringify(what)}`));
}

/** Whether it stands there without anything that its writer only passes on. */
function isOwn(quote: string, text: string): boolean {
  return text.includes(quote) && !/^\s*>/m.test(quote);
}
