import type { Bullet } from "../core/briefing.ts";
import type { Finding, JudgedFinding } from "../core/finding.ts";
import { getFact, prose, type Prose, type Span } from "../core/prose.ts";
import type { Item, SourceHealth } from "../core/item.ts";

/** What a finding itself says, with nothing added: what stands in for a line that failed. */
export function sentenceOf({ finding, word, was }: JudgedFinding, items: ReadonlyMap<string, Item>): Bullet {
  const ending: Prose = word === "resolved" || finding.action.length === 0 ? [] : prose`. Next: ${finding.action} (${ownerSpan(finding)})`;
  const title = word === "resolved" ? (was?.lastTitle ?? finding.title) : finding.title;
  const text = prose`${title}: ${finding.why}${ending}.`;
  return { kind: "judgement", text, cites: itemsShown(text, finding).filter((id) => items.has(id)), flags: [finding.key] };
}

/** The least that can be said of a finding: the name of what it is about. */
export function nameOf({ finding }: JudgedFinding, items: ReadonlyMap<string, Item>): Bullet {
  const item = items.get(finding.primary);
  const name: Span = item
    ? { kind: "fact", fact: getFact(item, "title"), form: "text" }
    : { kind: "text", text: "Something that can't be shown" };
  return { kind: "judgement", text: prose`${name} needs a look.`, cites: item ? [item.id] : [], flags: [finding.key] };
}

/** Several findings: the first few by name, the others in a line that only flags them. */
export function namesOf(judged: readonly JudgedFinding[], items: ReadonlyMap<string, Item>, most: number): Bullet[] {
  const rest = judged.slice(most).map((each) => each.finding);
  const cites = rest.flatMap(({ primary }) => (items.has(primary) ? [primary] : [])).slice(0, 1);
  const more: Bullet = { kind: "judgement", text: prose`And more.`, cites, flags: rest.map((finding) => finding.key) };
  return [...judged.slice(0, most).map((each) => nameOf(each, items)), ...(rest.length > 0 ? [more] : [])];
}

/** That a source failed, and why. */
export function gapOf(health: SourceHealth): Bullet {
  const own = (path: "source" | "error" | "hint", value: string): Span => ({
    kind: "fact",
    fact: { item: `source:${health.source}`, path, value },
    form: "text",
  });
  const reason = health.error === undefined ? "no answer" : own("error", health.error);
  const hint = health.hint === undefined ? [] : prose`. ${own("hint", health.hint)}`;
  return { kind: "fact", text: prose`${own("source", health.source)}: ${reason}${hint}`, cites: [], flags: [] };
}

function itemsShown(text: Prose, { primary }: Finding): string[] {
  return [...new Set([primary, ...text.flatMap((span) => (span.kind === "fact" ? [span.fact.item] : []))])];
}

function ownerSpan({ owner, evidence }: Finding): Span {
  const fact = evidence.find((each) => each.value === owner);
  return fact ? { kind: "fact", fact, form: "text" } : { kind: "text", text: owner };
}
