import { textFaults, type Fault, type Look } from "./outgoing-text.ts";

/** Without those that mean something by themselves: a sign behind a backslash is a sign and no more. */
const ESCAPED = /\\([!-/:-@[-`{-~])/g;
/** The same, and signs of emphasis, which are not shown: what they part is read as one. */
const ESCAPED_OR_STRONG = /\\([!-/:-@[-`{-~])|\*/g;
/** The one form in which evidence is linked to. */
const LINK = /\]\(<[^<>\n]*>\)/g;
/** By which Chief knows its own files again. */
const COMMENT = /^<!-- ([^<>\n]*)-->$/gm;

/** What makes more of text than text, in CommonMark and at GitHub. https://spec.commonmark.org/0.31.2/ */
const FORMS: readonly (readonly [kind: Fault["kind"], form: RegExp, got: string])[] = [
  ["image", /!\[/, "an image"],
  ["link", /\]\(/, "a link of another form"],
  ["link", /^[ >]*\[[^\]\n]*\]:/m, "the definition of a link"],
  ["image", /<[a-z!/?]/i, "an element of HTML"],
  ["link", /&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);/i, "a sign by its name"],
];

/** What is wrong with a text in Markdown: where it leads, what it loads, and what its words look like. */
export function* markdownFaults(markdown: string, look: Look): Generator<Fault> {
  const text = markdown.replaceAll(COMMENT, "$1");
  for (const [link] of text.matchAll(LINK)) {
    const address = link.slice("](<".length, -">)".length);
    if (!look.isOwn(address)) yield { kind: "link", got: address };
  }
  const unlinked = text.replaceAll(LINK, "]");
  const bare = unlinked.replaceAll(ESCAPED, " ");
  for (const [kind, form, got] of FORMS) if (form.test(bare)) yield { kind, got };
  yield* textFaults(unlinked.replaceAll(ESCAPED_OR_STRONG, "$1"), look);
}
