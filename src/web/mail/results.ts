/** What a server says in `Authentication-Results` about where a letter comes from (https://www.rfc-editor.org/rfc/rfc8601#section-2.2). */
export interface Results {
  /** The name of whoever says so, in lower case. */
  server: string;
  /** Each check with its result, and what it was about by `type.property`; in lower case. */
  checks: readonly { method: string; result: string; about: ReadonlyMap<string, string> }[];
}

/** `name=value`, or a name alone. */
interface Word {
  name: string;
  value?: string;
}

/** Undefined for what is not written as it has to be: nothing is guessed. */
export function parseResults(text: string): Results | undefined {
  const [head, ...rest] = wordsIn(text) ?? [];
  const [server, version, ...more] = head ?? [];
  if (!server || server.value !== undefined || version?.value !== undefined || more.length > 0) return undefined;
  const checks = rest.flatMap((words) => checkOf(words) ?? []);
  return { server: server.name, checks };
}

/** Whether one of them says that a key of the address's own domain, or of one above it, has signed the letter. */
export function isSignedFor({ checks }: Results, address: string): boolean {
  return checks.some(({ method, result, about }) => {
    if (method !== "dkim" || result !== "pass") return false;
    const identity = about.get("header.i");
    const names = identity === undefined || identity.startsWith("@") || identity === address;
    const domain = about.get("header.d") ?? identity?.slice(identity.lastIndexOf("@") + 1);
    return names && domain !== undefined && isWithin(address.slice(address.lastIndexOf("@") + 1), domain);
  });
}

/** Whether a name is a domain, or below it; one of a single label owns nobody. */
export function isWithin(name: string, domain: string): boolean {
  return /^[\w-]+(?:\.[\w-]+)+$/.test(domain) && (name === domain || name.endsWith(`.${domain}`));
}

/** Nobody knows which of two values of one property was meant. */
function checkOf([first, ...rest]: readonly Word[]): Results["checks"][number] | undefined {
  if (first?.value === undefined || rest.some(({ value }) => value === undefined)) return undefined;
  const about = new Map(rest.map(({ name, value = "" }) => [name, value]));
  return about.size < rest.length ? undefined : { method: first.name.replace(/\/\d+$/, ""), result: first.value, about };
}

/** The words between semicolons, without comments; what stands in quotes is part of a word, whatever it is. */
function wordsIn(text: string): Word[][] | undefined {
  const bare = withoutComments(text.toLowerCase());
  return bare?.match(SEGMENTS)?.map((segment) => (segment.match(WORDS) ?? []).map(wordOf));
}

const QUOTED = String.raw`"(?:[^"\\]|\\[^])*"`;
const SEGMENTS = new RegExp(`(?<=^|;)(?:${QUOTED}|[^";])*(?=;|$)`, "g");
const WORDS = new RegExp(`(?:${QUOTED}|[^"\\s])+`, "g");

/** Comments can hold others, and quotes that mean nothing; undefined where one of them, or a quoted text, has no end. */
function withoutComments(text: string): string | undefined {
  let bare = "";
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    const isEscape = sign === "\\" && (depth > 0 || isQuoted);
    if (sign === '"' && depth === 0) isQuoted = !isQuoted;
    if (sign === "(" && !isQuoted) depth += 1;
    if (depth === 0) bare += isEscape ? text.slice(at, at + 2) : sign;
    else if (bare.at(-1) !== " ") bare += " ";
    if (sign === ")" && !isQuoted) depth -= 1;
    if (depth < 0) return undefined;
    if (isEscape) at += 1;
  }
  return depth === 0 && !isQuoted ? bare : undefined;
}

function wordOf(word: string): Word {
  const [, name = word, value] = /^([^"=]*)=([^]*)$/.exec(word) ?? [];
  return { name: unquoted(name), ...(value !== undefined && { value: unquoted(value) }) };
}

function unquoted(text: string): string {
  return text.replaceAll(/"((?:[^"\\]|\\[^])*)"/g, (_, inner: string) => inner.replaceAll(/\\([^])/g, "$1"));
}
