import { shortenShown } from "../lib/text.ts";

const ESCAPE = String.fromCodePoint(0x1b);
const BELL = String.fromCodePoint(0x07);
/** Terminal sequences: CSI ones, and strings (window titles, hyperlinks) up to the end that a terminal would accept. */
const TERMINAL_SEQUENCE = new RegExp(
  String.raw`(?:${ESCAPE}\[|\u009b)[0-?]*[ -/]*[@-~]` +
    String.raw`|(?:${ESCAPE}[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^${BELL}${ESCAPE}\u0080-\u009f]*(?:${BELL}|${ESCAPE}\\|\u009c)`,
  "g",
);
const WHITESPACE = /[\p{Z}\t\n\v\f\r\u0085]+/gu;
/** Control, format, zero-width, bidi and tag characters, apart from the selector that makes a sign an emoji. */
const INVISIBLE = /(?!(?<=\p{Extended_Pictographic})\ufe0f)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** More marks on one letter than any language writes; they would cover the lines around it. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Endings of source files that are also countries: `main.rs` stays readable, `main.rs/path` and `x@main.rs` do not. */
const FILE_ENDINGS = "cc|cs|db|ex|fs|go|gz|hs|jl|js|kt|md|mk|ml|mm|pl|ps|py|rb|rs|sh|so|tf|ts|vb|xz";
const HOST_ENDINGS =
  "xn--[a-z0-9-]+|com|net|org|edu|gov|mil|int|info|biz|app|dev|xyz|top|shop|site|online|store|tech|club|live|cloud|link|click|page|zip|mov|website|space|icu|email|[a-z]{2}";
/** Behind a scheme that has lost its meaning already; a bracket ends it, and the next address begins anew. */
const URL_HOST = /(?<=\[:\]\/\/)[^\s/?#()[\]<>"']+/gu;
const MAIL_HOST = /(?<=[\p{L}\p{N}])@[\p{L}\p{N}.-]+/gu;
const BARE_HOST = new RegExp(
  String.raw`(?<=[\p{L}\p{N}_-])[.。．｡](?!(?:${FILE_ENDINGS})(?![a-z0-9/]))(?=(?:${HOST_ENDINGS})(?![a-z0-9]))`,
  "giu",
);
const WWW = /(?<![\p{L}\p{N}])www\.(?=[\p{L}\p{N}])/giu;

/**
 * Text from outside in a form that no channel mistakes for anything but text: one line in NFC without terminal
 * sequences or invisible characters, at most `length` characters, and nothing that a reader's program would turn into a link.
 */
export function guardText(text: string, length: number): string {
  return defang(shortenShown(cleanText(text), length));
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
    .replace(/ {2,}/g, " ");
}

/** `host.tld` becomes `host[.]tld`, and `https://` becomes `https[:]//`. */
function defang(text: string): string {
  return text
    .replaceAll("://", "[:]//")
    .replace(URL_HOST, (host) => host.replaceAll(".", "[.]"))
    .replace(MAIL_HOST, (host) => host.replaceAll(/\.(?=[\p{L}\p{N}])/gu, "[.]"))
    .replace(WWW, "www[.]")
    .replace(BARE_HOST, "[.]");
}
