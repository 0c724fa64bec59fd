import type { Fact } from "../core/item.ts";
import { prose, type FactForm, type Prose, type Span } from "../core/prose.ts";

/** The facts that a sentence shows, in its order. */
export function factsIn(text: Prose): Fact[] {
  return text.flatMap((span) => (span.kind === "fact" ? [span.fact] : []));
}

/** The items whose facts a sentence shows or counts, each once, in its order. */
export function itemsIn(text: Prose): string[] {
  const items = text.flatMap((span) => {
    if (span.kind === "derived") return span.derived.from.map((fact) => fact.item);
    return span.kind === "fact" ? [span.fact.item] : [];
  });
  return [...new Set(items)];
}

/** A fact as it is shown. */
export function shown(fact: Fact, form: FactForm = "text"): Span {
  return { kind: "fact", fact, form };
}

/** Parts with words between them. */
export function joined(parts: readonly Prose[], separator: string, last = separator): Prose {
  return parts.flatMap((part, index) => (index === 0 ? part : prose`${index === parts.length - 1 ? last : separator}${part}`));
}

/** A sentence whose first word may have come from its middle. */
export function capitalised(text: Prose): Prose {
  const [first, ...rest] = text;
  return first?.kind === "text" ? [{ kind: "text", text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest] : text;
}
