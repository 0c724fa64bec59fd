import type { Automation } from "../core/automation.ts";
import type { Briefing, Citation } from "../core/briefing.ts";

/**
 * The briefing as its definition lets it link: what it cites elsewhere is told by its place alone. A pattern is a host (`github.com`, or
 * `*.acme.com` for all below it) and a path, which may end in `*` for all that begin so; https, unless it says http.
 */
export function withAllowedLinks(briefing: Briefing, links: Automation["links"]): Briefing {
  if (links === "evidence") return briefing;
  const patterns = links.map(parsePattern).filter((pattern) => pattern !== null);
  return { ...briefing, citations: briefing.citations.map((citation) => (mayLink(citation, patterns) ? citation : withoutLink(citation))) };
}

/** The hosts that a briefing links to, each once, in order. */
export function hostsOf({ citations }: Pick<Briefing, "citations">): string[] {
  const hosts = citations.flatMap((citation) => targetOf(citation)?.host ?? []);
  return [...new Set(hosts.filter((host) => host !== ""))].toSorted();
}

function targetOf({ url }: Citation): URL | null {
  return url === undefined ? null : URL.parse(url);
}

function mayLink(citation: Citation, patterns: readonly URL[]): boolean {
  const target = targetOf(citation);
  return target !== null && patterns.some((pattern) => isWithin(target, pattern));
}

/** It has a place always, as people say it. */
function withoutLink({ url: _url, ...citation }: Citation): Citation {
  return citation;
}

function parsePattern(link: string): URL | null {
  return URL.parse(/^https?:\/\//i.test(link) ? link : `https://${link}`);
}

function isWithin(target: URL, pattern: URL): boolean {
  if (target.protocol !== pattern.protocol || target.username !== "" || target.password !== "") return false;
  return isHost(target.host, pattern.host) && isPath(target.pathname, pattern.pathname);
}

function isHost(host: string, pattern: string): boolean {
  return pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) && host.length >= pattern.length : host === pattern;
}

/** A stroke in disguise is refused: some servers take `acme/..%2Fother` for another folder. */
function isPath(path: string, pattern: string): boolean {
  if (pattern === "/") return true;
  if (!pattern.endsWith("*")) return path === pattern;
  return path.startsWith(pattern.slice(0, -1)) && !/%(?:2f|5c)/i.test(path);
}
