import { createRedactor } from "../lib/redact.ts";
import { beginsWithForeignDomain, isTopLevelDomain } from "../lib/top-level-domains.ts";

/** What is wrong with a piece of a message, and the piece. */
export interface Fault {
  kind: "link" | "mention" | "image" | "hidden" | "header" | "secret";
  got: string;
}

/** What pieces of a message are held against. */
export interface Look {
  /** Whether a message may link there. */
  isOwn(address: string): boolean;
  isRecipient(address: string): boolean;
  hasSecret(text: string): boolean;
}

/** What a message may hold, and what none may. */
export interface Known {
  /** The addresses of the evidence that the message cites, and of Chief itself where it names one. It may link to nothing else. */
  urls: readonly string[];
  /** The mail addresses of those whom it is for: where it goes to, and nothing to be shown. */
  recipients: readonly string[];
  /** Values that nobody is to be told, in no encoding. */
  secrets: readonly string[];
}

export function lookFor({ urls, recipients, secrets }: Known): Look {
  const own = new Set(urls.flatMap((url) => normalOf(url) ?? []));
  return {
    isOwn: (address) => {
      const normal = normalOf(address);
      return normal !== undefined && own.has(normal);
    },
    isRecipient: (address) => recipients.includes(address),
    hasSecret: createRedactor(secrets).find,
  };
}

/** Slack takes some signs in addresses in their encoded form alone. */
function normalOf(address: string): string | undefined {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return undefined;
  return url.href.replaceAll("|", "%7C").replaceAll("*", "%2A");
}

/** Colours of a terminal, which move nothing. */
const COLOR = new RegExp(`${String.fromCodePoint(0x1b)}\\[[0-9;]*m`, "g");
/** One that a pictograph needs to be shown in colours is no secret way. */
const UNSEEN = /(?!\n|\ufe0f)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
const CALL = /(?:^|[^\p{L}\p{N}])@(?:all|channel|everyone|here)(?![\p{L}\p{N}])|<[!@#]/iu;

/** What is wrong with text as its reader sees it: mail programs, chats and terminals make links of words that look like addresses. */
export function* textFaults(text: string, look: Look): Generator<Fault> {
  const plain = text.replaceAll(COLOR, "");
  if (look.hasSecret(plain)) yield { kind: "secret", got: "one" };
  const unseen = UNSEEN.exec(plain)?.[0].codePointAt(0);
  if (unseen !== undefined) yield { kind: "hidden", got: `U+${unseen.toString(16).toUpperCase().padStart(4, "0")}` };
  for (const word of plain.split(/\s+/)) {
    if (look.isOwn(word)) continue;
    if (CALL.test(word)) yield { kind: "mention", got: word };
    if (looksLikeLink(word)) yield { kind: "link", got: word };
  }
}

/** Programs that open by what stands before a colon. */
const SCHEMES: ReadonlySet<string> = new Set(
  "bitcoin callto cid data facetime geo http https intent javascript magnet mailto news sip sips skype sms tel urn vbscript view-source webcal whatsapp xmpp".split(
    " ",
  ),
);
const MAIL = /[\p{L}\p{N}._%+-]@[\p{L}\p{N}_-]+[.。．｡][\p{L}\p{N}]/u;
const SHARE = /(?:^|[^\\])\\\\[\p{L}\p{N}]/u;
const NUMBERED = /(?:^|[^\p{L}\p{N}.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?:\/|:\d)/u;
const WEB = /(?:^|[^\p{L}\p{N}])www[.。．｡][\p{L}\p{N}]/iu;

function looksLikeLink(word: string): boolean {
  if (word.includes("://") || [MAIL, SHARE, NUMBERED, WEB].some((form) => form.test(word))) return true;
  return hasScheme(word) || hasHost(word);
}

function hasScheme(word: string): boolean {
  return [...word.matchAll(/(?<![\p{L}\p{N}-])([a-z][a-z-]*):(?=.)/giu)].some(([, name = ""]) => SCHEMES.has(name.toLowerCase()));
}

/** Names of source files end like countries. Alone, such a name stays readable; with a path, a query or a part before, it is an address. */
const FILE_ENDINGS: ReadonlySet<string> = new Set("cc md mk ml mm pl ps py rs sh so tf".split(" "));

/** Names joined by dots, and what stands between them, in turn. */
function hasHost(word: string): boolean {
  const pieces = word.split(/([^\p{L}\p{M}\p{N}_.。．｡-]+)/u);
  return pieces.some((piece, at) => isHost(piece.split(/([.。．｡])/), pieces.slice(at + 1, at + 3).join("")));
}

/** Labels and the dots between them, in turn, and what follows behind the last. */
function isHost(parts: readonly string[], behind: string): boolean {
  return parts.some((part, at) => {
    if (at % 2 === 1 || at < 2 || parts[at - 2] === "") return false;
    const label = part.normalize("NFKC").toLowerCase();
    if (parts[at - 1] !== "。" && beginsWithForeignDomain(label)) return true;
    const ending = /^(?:xn--[a-z0-9-]+|[a-z]{2,})(?![a-z0-9])/.exec(label)?.[0] ?? "";
    return isTopLevelDomain(ending) && !isFile(parts, at, behind);
  });
}

function isFile(parts: readonly string[], at: number, behind: string): boolean {
  const [before = "", after = ""] = [parts[at - 4], parts[at + 2]];
  const rest = parts.slice(at + 1).join("") + behind;
  return before === "" && after === "" && FILE_ENDINGS.has(parts[at]?.toLowerCase() ?? "") && !/^[.。．｡]*(?:\/|\?.)/s.test(rest);
}
