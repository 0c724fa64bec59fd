import { citationOf, type Briefing, type Bullet } from "../core/briefing.ts";
import type { CheckedClaim, Claim, ClaimFault } from "../core/claim.ts";
import type { JudgedFinding } from "../core/finding.ts";
import type { Item } from "../core/item.ts";
import { fact, type Prose, type Span } from "../core/prose.ts";
import { findFact } from "../core/item.ts";
import { checkBullet } from "./bullet.ts";
import { lookUp } from "./lookup.ts";
import type { Evidence } from "./violation.ts";

/** What the names in claims stand for. */
export interface ClaimNames {
  itemOf(name: string): Item | undefined;
  findingOf(name: string): JudgedFinding | undefined;
}

const SLOT = /\{\{([A-Z]+\d+)\.([\w.-]+)\}\}/g;

/** Fills in the slots of claims and holds each line against its evidence. */
export function checkClaims(claims: readonly Claim[], names: ClaimNames, evidence: Evidence & { asOf: string }): CheckedClaim[] {
  const read = claims.map((claim) => readClaim(claim, names));
  const lookup = lookUp(
    draftOf(
      read.map(({ bullet }) => bullet),
      evidence,
    ),
    evidence,
  );
  return read.map(({ bullet, faults }, index) => {
    const violations = checkBullet(bullet, { part: "sections", section: 0, bullet: index }, true, lookup);
    return { bullet, faults: [...faults, ...violations.map(({ code, message, hint }) => ({ code, message, hint }))], fixed: [] };
  });
}

function readClaim({ kind, text, cites, flags }: Claim, names: ClaimNames): { bullet: Bullet; faults: ClaimFault[] } {
  const unknown = [...cites.filter((name) => !names.itemOf(name)), ...flags.filter((name) => !names.findingOf(name))];
  const bullet: Bullet = {
    kind,
    text: fill(text, names),
    cites: cites.flatMap((name) => names.itemOf(name)?.id ?? []),
    flags: flags.flatMap((name) => names.findingOf(name)?.finding.key ?? []),
    by: "model",
  };
  const faults = unknown.map((name) => ({
    code: "unknown-cite",
    message: `expected ${name} to be a name that was shown, got none`,
    hint: "Use only names that were shown.",
  }));
  return { bullet, faults };
}

function fill(text: string, names: ClaimNames): Prose {
  const spans: Span[] = [];
  let at = 0;
  for (const match of text.matchAll(SLOT)) {
    const [slot, name = "", path = ""] = match;
    spans.push({ kind: "text", text: text.slice(at, match.index) });
    const item = names.itemOf(name);
    spans.push(item && findFact(item, `fields.${path}`) !== undefined ? fact(item, `fields.${path}`) : { kind: "text", text: slot });
    at = match.index + slot.length;
  }
  return [...spans, { kind: "text" as const, text: text.slice(at) }].filter((span) => span.kind !== "text" || span.text !== "");
}

function draftOf(bullets: readonly Bullet[], { items, asOf, calendar, sources }: Evidence & { asOf: string }): Briefing {
  const cited = new Set(bullets.flatMap((bullet) => bullet.cites));
  return {
    ...{ automation: "", title: "", run: "", asOf, timezone: calendar.timezone, example: false, headline: [], gaps: [], coverage: [] },
    sections: [{ id: "summary", title: "", style: "list", bullets }],
    citations: items.filter(({ id }) => cited.has(id)).map((item, index) => citationOf(`X${index + 1}`, item)),
    ...{ sources, quiet: false },
  };
}
