// oxlint-disable-next-line no-control-regex -- terminals are told their colours by such signs
const COLOURS = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]{0,500}(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
const UNSEEN = /[\p{Cc}\p{Cs}\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Text of a test in lines, without terminal colours and characters that can't be seen. */
export function plainLines(text: string): string {
  return text
    .replaceAll(COLOURS, "")
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(UNSEEN, (character) => (character === "\n" || character === "\t" ? character : ""))
    .replaceAll(/[ \t]+$/gm, "")
    .replaceAll(/\n{3,}/g, "\n\n")
    .replace(/^\n+/, "")
    .trimEnd();
}

/** The same in one line. */
export function plainLine(text: string): string {
  return plainLines(text).replaceAll(/\s+/g, " ").trim();
}
