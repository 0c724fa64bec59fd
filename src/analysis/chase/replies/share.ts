const NO_SHARE =
  /^ ?%? ?(?:sure|certain|confident|confidence|chance|likely|probability|positive|agree|of (?:users|traffic|customers|requests|the (?:time|users|traffic|team|budget))|coverage|(?:\w+ )?rate|rejected|accepted|errors?|faster|slower|off|discount|rollout|traffic|cpu|memory|pass|passing|of tests|honest|on board|behind|with|on (?:it|that|this|_))\b/;

const NO_SHARE_BEFORE =
  /\b(?:coverage|rolled out to|rollout (?:is )?at|traffic|cpu|chance|confidence|was|were|from|tests? (?:are )?(?:at|passing)?|put|by|save|up|down|under|below|above|over|% to|another|last|not|than) (?:at |is )?$/;

/** How much of the work is done, as a share; null where it is a share of something else. */
export function percentIn(text: string, isOfItem = false): number | null {
  const matches = [...text.matchAll(/(?<![\d.,])(\d{1,3}) ?%/g)];
  const ofWork = matches.find((match) =>
    isOfWork(Number(match[1]), isOfItem, text.slice(0, match.index), text.slice(match.index + match[0].length)),
  );
  if (!ofWork) return null;
  const isLeft = LEFT.test(text.slice(ofWork.index + ofWork[0].length));
  return isLeft ? 100 - Number(ofWork[1]) : Number(ofWork[1]);
}

/** What is told is what is missing. */
const LEFT = /^(?: of (?:the |my |our )?[^\s,]+)? (?:is |are )?(?:still )?(?:left|to go|remaining|remains?|outstanding|missing|open)\b/;

/** "100 %" alone may be a yes. */
function isOfWork(share: number, isOfItem: boolean, before: string, after: string): boolean {
  if (share > 100 || NO_SHARE.test(after) || NO_SHARE_BEFORE.test(before)) return false;
  return (
    share < 100 || (isOfItem && before.trim() === "" && after.trim() === "") || /^ ?(?:done|complete|finished|ready|there)/.test(after)
  );
}
