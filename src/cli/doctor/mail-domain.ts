import { Resolver } from "node:dns/promises";
import { domainToASCII } from "node:url";
import type { Workspace } from "../../core/workspace.ts";
import { isLoopback } from "../../lib/loopback.ts";
import { listOf } from "../../lib/text.ts";
import { ok, warning, type Check } from "./check.ts";

/** Who is asked for the TXT records of a name, and until when. */
export interface NameService {
  resolver: Pick<Resolver, "resolveTxt" | "cancel">;
  signal: AbortSignal;
}

const LONGEST_LOOK_MS = 3_000;

/** Whether receivers can tell, by what the sender's domain says of itself, that mail of a connection is no forgery. Mail arrives without that, if less surely. */
export async function checkMailDomains(connections: Workspace["connections"], service?: NameService): Promise<Check[]> {
  const domains = domainsOf(connections);
  if (domains.length === 0) return [];
  const { resolver, signal } = service ?? { resolver: new Resolver(), signal: AbortSignal.timeout(LONGEST_LOOK_MS) };
  signal.addEventListener("abort", () => resolver.cancel(), { once: true });
  return Promise.all(domains.map((domain) => checkDomain(domain, resolver)));
}

/** What a mail server on this machine sends stays here, or is another server's care. */
function domainsOf(connections: Workspace["connections"]): string[] {
  const senders = Object.values(connections).flatMap((each) => (each.kind === "smtp" && !isLoopback(each.host) ? [each.from] : []));
  const domains = senders.map((from) => domainToASCII(/[^<>@\s]@(?<domain>[^<>@\s]+)/.exec(from)?.groups?.["domain"] ?? ""));
  return [...new Set(domains)].filter((domain) => domain !== "");
}

/** Something that a domain lacks, and the mend. */
interface Lack {
  says: string;
  hint: string;
}

type Look = (domain: string, resolver: NameService["resolver"]) => Promise<Lack | undefined>;

async function checkDomain(domain: string, resolver: NameService["resolver"]): Promise<Check> {
  const name = `Mail from ${domain}`;
  try {
    const found = await Promise.all([lookForSpf, lookForDkim, lookForDmarc].map((look) => look(domain, resolver)));
    const lacks = found.flatMap((lack) => lack ?? []);
    if (lacks.length === 0) return ok(name, "the domain has SPF, DKIM and DMARC, as far as its records tell");
    const hint = lacks.map((lack) => lack.hint).join(" ");
    return warning(name, `some receivers may take it for junk: ${listOf(lacks.map(({ says }) => says))}`, hint);
  } catch (error) {
    const says = `the records of the domain could not be looked up: ${codeOf(error) ?? "no answer"}`;
    return warning(name, says, "Check the network and the name servers of this machine; mail is sent all the same.");
  }
}

/** https://www.rfc-editor.org/rfc/rfc7208#section-3: one record, or it counts as none. */
const lookForSpf: Look = async (domain, resolver) => {
  const records = (await textsOf(resolver, domain)).filter((text) => /^v=spf1(?: |$)/i.test(text));
  if (records.length === 1) return undefined;
  if (records.length > 1) {
    return { says: `${records.length} SPF records, of which there may be one`, hint: `Make one SPF record of those at ${domain}.` };
  }
  return {
    says: "no SPF record that names its servers",
    hint: `Add the TXT record at ${domain} that your mail provider names, such as "v=spf1 include:spf.example.net ~all".`,
  };
};

/** Keys stand below this name under selectors that nobody can list; where not even the name is there, neither is a key. */
const lookForDkim: Look = async (domain, resolver) => {
  if ((await findTexts(resolver, `_domainkey.${domain}`)) !== undefined) return undefined;
  return {
    says: "no DKIM key of its own",
    hint: `Switch DKIM on for ${domain} at your mail provider, and add the record below _domainkey.${domain} that it names.`,
  };
};

/** The nearest domain above speaks for one that says nothing itself: https://www.rfc-editor.org/rfc/rfc7489#section-6.6.3 */
const lookForDmarc: Look = async (domain, resolver) => {
  const labels = domain.split(".");
  for (let above = 0; above === 0 || labels.length - above >= 2; above += 1) {
    const texts = await textsOf(resolver, `_dmarc.${labels.slice(above).join(".")}`);
    if (texts.filter((text) => /^v=DMARC1\s*(?:;|$)/.test(text)).length === 1) return undefined;
  }
  return { says: "no DMARC record", hint: `Add a TXT record at _dmarc.${domain}: "v=DMARC1; p=none" is a start.` };
};

async function textsOf(resolver: NameService["resolver"], name: string): Promise<string[]> {
  return (await findTexts(resolver, name)) ?? [];
}

/** Undefined where there is no such name; empty where the name has no such record. */
async function findTexts(resolver: NameService["resolver"], name: string): Promise<string[] | undefined> {
  try {
    return (await resolver.resolveTxt(name)).map((pieces) => pieces.join(""));
  } catch (error) {
    if (codeOf(error) === "ENODATA") return [];
    if (codeOf(error) === "ENOTFOUND") return undefined;
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
