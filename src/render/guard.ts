import { shortenShown } from "../lib/text.ts";
import { defang } from "./defang.ts";

const ESCAPE = String.fromCodePoint(0x1b);
const BELL = String.fromCodePoint(0x07);
/** Terminal sequences: CSI ones, and strings (window titles, hyperlinks) up to the end that a terminal would accept. */
const TERMINAL_SEQUENCE = new RegExp(
  String.raw`(?:${ESCAPE}\[|\u009b)[0-?]*[ -/]*[@-~]` +
    String.raw`|(?:${ESCAPE}[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^${BELL}${ESCAPE}\u0080-\u009f]*(?:${BELL}|${ESCAPE}\\|\u009c)`,
  "g",
);
const WHITESPACE = /[\p{Z}\t-\r\u0085]/gu;
/** Control, format, zero-width, bidi, tag and private characters and those that only look empty, apart from the selector that makes a sign an emoji. */
const INVISIBLE =
  /(?!(?<=\p{Extended_Pictographic})\ufe0f)[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\ufffc]/gu;
/** More marks on one letter than any language writes; they would cover the lines around it. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * Text from outside in a form that no channel mistakes for anything but text: one line in NFC without terminal
 * sequences or invisible characters, at most `length` characters, and nothing that a reader's program would turn into a link.
 */
export function guardText(text: string, length: number): string {
  return defang(shownText(text, length));
}

/** The same for whoever asked at a terminal, where nothing is opened by itself: addresses and names stay as they were written, and can be copied. */
export function shownText(text: string, length: number): string {
  return shortenShown(cleanText(text), length);
}

/** The address of a web page as it may be linked to; undefined for any other scheme, and where it carries a user name. */
export function guardUrl(url: string): string | undefined {
  const parsed = URL.parse(url);
  if (!parsed || !["http:", "https:"].includes(parsed.protocol) || parsed.username || parsed.password) return undefined;
  return parsed.href;
}

function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(TERMINAL_SEQUENCE, "")
    .replace(WHITESPACE, " ")
    .replace(INVISIBLE, "")
    .normalize("NFC")
    .replace(STACKED_MARKS, "$1")
    .replace(/ +/g, " ");
}
