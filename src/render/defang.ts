import { beginsWithForeignDomain, isTopLevelDomain } from "../lib/top-level-domains.ts";

/** Behind a scheme that has lost its meaning already; a bracket ends it, and the next address begins anew. */
const URL_HOST = /(?<=\[:\]\/\/)[^\s/?#()[\]<>"']+/gu;
/** What programs open by what stands before a colon, whether or not slashes follow. */
const SCHEME =
  /(?<![\p{L}\p{N}-])(bitcoin|callto|cid|data|facetime|geo|https?|intent|javascript|magnet|mailto|news|sips?|skype|sms|tel|urn|vbscript|view-source|webcal|whatsapp|xmpp):(?=\S)/giu;
/** `//host` takes the scheme of the page that it stands in, and `\\host` is a folder of another machine. */
const RELATIVE = /(?<![\p{L}\p{N}:\]/])\/\/(?=[\p{L}\p{N}[])/gu;
const SHARE = /(?<!\\)\\\\(?=[\p{L}\p{N}])/gu;
const MAIL_HOST = /(?<=\S)@[\p{L}\p{M}\p{N}.。．｡_-]+/gu;
const MAIL_DOT = /[.。．｡](?=[\p{L}\p{N}])/gu;
/** A network address stays readable where it may be a version. */
const NUMBERED = /(?<![\p{L}\p{N}.])\d{1,3}(?:\.\d{1,3}){3}(?=\/|:\d)/gu;
const WWW = /(?<![\p{L}\p{N}])(www)[.。．｡](?=[\p{L}\p{N}])/giu;
/** Whom chats call; and what Slack obeys, which others may pass on to it. */
const CALL = /(?<![\p{L}\p{N}])@(?=(?:all|channel|everyone|here)(?![\p{L}\p{N}]))/giu;
const ORDER = /<(?=[!@#])/g;

/** Labels joined by dots. It begins where no label can have begun before, so that no text is read twice. */
const NAME = /(?<![\p{L}\p{M}\p{N}_-])[\p{L}\p{M}\p{N}_-]+(?:[.。．｡][\p{L}\p{M}\p{N}_-]+)+/gu;
const DOT = /([.。．｡])(?=([^.。．｡]+))/gu;
const LATIN_ENDING = /^(?:xn--[a-z0-9-]+|[a-z]{2,})(?![a-z0-9])/;
/** Endings of source files that are also countries: `main.rs` stays readable; `main.rs/path`, `x.main.rs` and `x@main.rs` do not. */
const FILE_NAME = /^[^.。．｡]+[.。．｡](?:cc|md|mk|ml|mm|pl|ps|py|rs|sh|so|tf)$/iu;
const PATH_BEHIND = /[.。．｡]*(?:\/|\?\S)/uy;

/**
 * Text of which no program makes a link or a call: `host.tld` becomes `host[.]tld`, `https://` `https[:]//`, `@here` `[@]here`. What has
 * become so stays as it is.
 */
export function defang(text: string): string {
  return text
    .replaceAll("://", "[:]//")
    .replace(SCHEME, "$1[:]")
    .replace(URL_HOST, (host) => host.replaceAll(/[.。．｡]/g, "[.]"))
    .replace(RELATIVE, "/[/]")
    .replace(SHARE, String.raw`\[\]`)
    .replace(MAIL_HOST, (host) => host.replace(MAIL_DOT, "[.]"))
    .replace(NUMBERED, (host) => host.replaceAll(".", "[.]"))
    .replace(WWW, "$1[.]")
    .replace(NAME, (name: string, at: number, all: string) => (isFileName(name, at, all) ? name : defangName(name)))
    .replace(CALL, "[@]")
    .replace(ORDER, "[<]");
}

/** Whether two texts that are harmless by themselves would be a link or a call, the one right behind the other. */
export function makeLink(before: string, after: string): boolean {
  const tail = before.slice(before.lastIndexOf(" ") + 1);
  const [head = ""] = after.split(" ", 1);
  return tail !== "" && head !== "" && defang(tail + head) !== tail + head;
}

/** A name with one dot, and no more before and behind it than may stand there with a file's. */
function isFileName(name: string, at: number, all: string): boolean {
  PATH_BEHIND.lastIndex = at + name.length;
  return FILE_NAME.test(name) && !all.endsWith("[.]", at) && !PATH_BEHIND.test(all);
}

function defangName(name: string): string {
  return name.replace(DOT, (dot: string, _dot: string, label: string) => (isEnding(dot, label) ? "[.]" : dot));
}

/** Whether the label behind a dot ends the name of a host. */
function isEnding(dot: string, label: string): boolean {
  const folded = label.normalize("NFKC").toLowerCase();
  // In Chinese, which needs no space between sentences, this is no dot but the end of one.
  if (dot !== "。" && beginsWithForeignDomain(folded)) return true;
  return isTopLevelDomain(LATIN_ENDING.exec(folded)?.[0] ?? "");
}
