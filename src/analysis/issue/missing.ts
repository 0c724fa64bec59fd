/** What somebody needs who wants to see a fault happen. */
export const NEEDS = [
  "the version",
  "the steps that lead to it",
  "what was expected",
  "what happened instead",
  "a log or message",
  "the environment",
] as const;
export type Need = (typeof NEEDS)[number];

const SIGNS: Readonly<Record<Need, RegExp>> = {
  "the version":
    /\bv?\d+\.\d+(?:\.\d+)?(?:-[\w.]+)?\b|\bversion\s*[:=]?\s*v?\d|\b(?:build|commit|release)\s*[:#]?\s*[0-9a-f]{5,}|\blatest (?:version|release|main|master)\b/i,
  "the steps that lead to it":
    /^\s*(?:1[.)]|step 1)\s+\S[^]*^\s*(?:2[.)]|step 2)\s+\S|\b(?:when(?:ever)?|if|after|as soon as|every time|while) (?:i|you|we|one|users?|customers?|somebody|someone|clicking|opening|running|\w+ing)\b|\b(?:run|running|calling|call) `|^\s*\$ \S/im,
  "what was expected": /\bexpect(?:ed|s|ing|ation)?\b[^\n]*\w|\b(?:should(?:n't| not)?|supposed to|ought to)\b/i,
  "what happened instead":
    /\b(?:actual(?:ly)?|instead|but|however)\b[^\n]*\w|\b(?:fails?|failed|crash(?:es|ed)?|throws?|hangs?|freezes?|errors?|exception|shows?|returns?|gets?|got|nothing happens|does(?:n't| not)|cannot|can't|is (?:empty|blank|wrong|missing|gone|slow|stuck))\b/i,
  "a log or message":
    /```|~~~|^\s{4}\S|^\s*at \S+ ?\(|\bTraceback\b|\b[A-Z]\w*(?:Error|Exception)\b|\b(?:error|message|log|code)\b[^\n]{0,20}[:"'“`][^\n]{4,}|!\[[^\]]*\]\(|\b[45]\d\d\b/im,
  "the environment":
    /\b(?:windows|mac ?os|os ?x|linux|ubuntu|debian|fedora|alpine|ios|iphone|ipad|android|chrome|chromium|firefox|safari|edge|docker|kubernetes|node(?:\.js)?(?: v?\d| ?[:=])|python (?:v?\d)|java \d|postgres\w*|mysql|amd64|arm64|x86)\b/i,
};
/** What templates leave where nobody has written anything. */
const UNWRITTEN = /^[ \t]*(?:_no response_|n\/?a|none|-|\.\.\.|todo|\?+)[ \t]*$/gim;
const WISH =
  /^(?:\[?(?:feature|feature request|enhancement|proposal|idea|question|rfc|docs?)\]?\b|(?:please )?(?:add|support|allow|provide|make it possible)\b|how (?:do|can|to)\b|it would be (?:nice|great))/i;
const WISH_LABEL = /(?:^|[:/ ])(?:feature|feature[- ]request|enhancement|question|proposal|documentation|docs|discussion)$/i;

/** Whether an issue asks for something new, or how something is done: nothing is to be reproduced. */
export function isWish({ item, labels }: { item: { title: string }; labels: readonly string[] }): boolean {
  return WISH.test(item.title) || labels.some((label) => WISH_LABEL.test(label));
}

/** What the text of a report does not say. Headings of a template are no answers to themselves. */
export function missingIn(title: string, body: string): Need[] {
  const written = body.replaceAll(/^(?:#{1,6} .*|\*\*[^*\n]{2,50}\*\*:?)[ \t]*$/gm, "").replaceAll(UNWRITTEN, "");
  const underExpected = /^#{1,6}[^\n]*\bexpected\b[^\n]*\n+(?!#)[ \t]*(\S.*)/im.exec(body.replaceAll(UNWRITTEN, ""))?.[1];
  const underSteps = /^#{1,6}[^\n]*\b(?:reproduc|steps)[^\n]*\n+(?!#)[ \t]*(\S.*)/im.exec(body.replaceAll(UNWRITTEN, ""))?.[1];
  const text = `${title}\n${written}`;
  const isUnderHeading = (need: Need): boolean =>
    (need === "what was expected" && underExpected !== undefined) || (need === "the steps that lead to it" && underSteps !== undefined);
  return NEEDS.filter((need) => !SIGNS[need].test(text) && !isUnderHeading(need));
}
