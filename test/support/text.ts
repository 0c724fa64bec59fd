import type { Prose } from "../../src/core/prose.ts";
import { countOf } from "../../src/lib/text.ts";

/** A sentence with its facts as they are kept, so that tests of content do not hang on looks. */
export function textOf(text: Prose): string {
  return text
    .map((span) => {
      if (span.kind === "fact") return String(span.fact.value);
      if (span.kind !== "derived") return span.text;
      return span.derived.unit === "" ? String(span.derived.value) : countOf(span.derived.value, span.derived.unit);
    })
    .join("");
}
