import { citationOf, type Briefing, type Bullet } from "../core/briefing.ts";
import type { CheckedClaim, Claim, ClaimFault } from "../core/claim.ts";
import { areAlike, gistOf } from "./alike.ts";
import { checkBullet } from "./bullet.ts";
import { lookUp, type Lookup } from "./lookup.ts";
import { putRight } from "./put-right.ts";
import { quotesAsFacts } from "./quotes.ts";
import { checkShape, endlessFault, plainText } from "./shape.ts";
import { fillSlots, slotsFor, type ClaimNames } from "./slots.ts";
import type { Evidence, Violation } from "./violation.ts";

/** What claims are held against; `asOf` is the instant that they speak of. */
export type ClaimEvidence = Evidence & { asOf: string };

/** A claim with its slots filled in, and what is wrong with it before anything is looked up. */
interface Read {
  claim: Claim;
  bullet: Bullet;
  faults: readonly ClaimFault[];
  fixed: readonly string[];
  /** It is far too long to be looked at. */
  isEndless: boolean;
}

/** Slots that are offered to whoever has to mend a claim. */
const MOST_OFFERED = 6;

/** Fills in the slots of claims, puts right what has one answer, and holds each line against its evidence and those before it. */
export function checkClaims(claims: readonly Claim[], names: ClaimNames, evidence: ClaimEvidence): CheckedClaim[] {
  const read = claims.map((claim) => readClaim(claim, names, evidence));
  const lookup = lookUp(draftOf(evidence), evidence);
  const right = read.map((each) => (each.isEndless ? each : { ...each, ...mended(each, lookup) }));
  const draft = {
    ...lookup,
    briefing: draftOf(
      evidence,
      right.map(({ bullet }) => bullet),
    ),
  };
  const gists = right.map(({ bullet }) => gistOf(bullet));
  return right.map(({ claim, bullet, faults, fixed, isEndless }, index) => {
    if (isEndless) return { bullet, faults, fixed };
    const violations = checkBullet(bullet, { part: "sections", section: 0, bullet: index }, true, draft);
    const gist = gists[index];
    const isTold =
      gist !== undefined && gists.slice(0, index).some((earlier, at) => areAlike(earlier, gist) || isSameFlags(right[at]?.bullet, bullet));
    const all = [...faults, ...violations.map((violation) => faultOf(violation, claim, names)), ...(isTold ? [TOLD_TWICE] : [])];
    return { bullet, faults: all, fixed };
  });
}

const TOLD_TWICE: ClaimFault = {
  code: "duplicate",
  message: "expected each thing to be told once, got it again",
  hint: "Leave this line out, or say only what the other does not.",
};

function isSameFlags(earlier: Bullet | undefined, { flags }: Bullet): boolean {
  return flags.some((flag) => earlier?.flags.includes(flag));
}

function mended({ bullet, fixed }: Read, lookup: Lookup): Pick<Read, "bullet" | "fixed"> {
  const right = putRight(bullet, lookup);
  return { bullet: right.bullet, fixed: [...fixed, ...right.fixed] };
}

function readClaim(claim: Claim, names: ClaimNames, { judged }: ClaimEvidence): Read {
  const { kind, cites, flags } = claim;
  const endless = endlessFault(claim);
  if (endless) {
    const nothing: Bullet = { kind, text: [], cites: [], flags: [], by: "model" };
    return { claim, bullet: nothing, faults: [endless], fixed: [], isEndless: true };
  }
  const { text, fixed } = plainText(claim);
  const filled = fillSlots(text, names);
  const given = cites.flatMap((name) => names.itemOf(name)?.id ?? []);
  // Numbers of a finding rest on what it is about, whatever else the line is about.
  const cited = [...new Set(given.length === 0 ? filled.shown : given)];
  const things = cites.flatMap((name) => names.itemOf(name) ?? []);
  const unknown = [...cites.filter((name) => !names.itemOf(name)), ...flags.filter((name) => !names.findingOf(name))];
  const known = new Set(judged.map(({ finding }) => finding.key));
  const bullet: Bullet = {
    kind,
    text: quotesAsFacts(filled.text, things),
    cites: cited,
    flags: [...new Set(flags.flatMap((name) => names.findingOf(name)?.finding.key ?? []))].filter((key) => known.has(key)),
    by: "model",
  };
  const faults = [
    ...unknown.map((name) =>
      faultAt("unknown-cite", `expected ${name} to be a name that was shown, got none`, "Use only names that were shown.", name),
    ),
    ...filled.unknown.map((slot) => ({
      ...faultAt(
        "unknown-slot",
        `expected ${slot} to stand for a field that has a value, got none`,
        "Use a field that was shown, or leave it out.",
        slot,
      ),
      ...offer([...cites, ...flags].flatMap((name) => [...slotsFor(name, "date", names), ...slotsFor(name, "number", names)])),
    })),
    ...checkShape(text),
  ];
  return { claim, bullet, faults, fixed, isEndless: false };
}

function faultOf({ code, message, hint, at }: Violation, { cites, flags }: Claim, names: ClaimNames): ClaimFault {
  const wanted = code === "number-unbacked" ? "number" : code === "date-unbacked" ? "date" : undefined;
  const slots = wanted ? [...cites, ...flags].flatMap((name) => slotsFor(name, wanted, names)) : [];
  return { code, message, hint, ...(at !== undefined && { at }), ...offer(slots) };
}

function offer(slots: readonly string[]): Pick<ClaimFault, "use"> {
  return slots.length > 0 ? { use: slots.slice(0, MOST_OFFERED) } : {};
}

function faultAt(code: string, message: string, hint: string, at: string): ClaimFault {
  return { code, message, hint, at };
}

/** A briefing of nothing but these lines. */
function draftOf({ items, gone, asOf, calendar, sources }: ClaimEvidence, bullets: readonly Bullet[] = []): Briefing {
  const cited = new Set(bullets.flatMap((bullet) => bullet.cites));
  const listed = cited.size === 0 ? [] : [...items, ...gone].filter(({ id }) => cited.has(id));
  return {
    ...{ automation: "", title: "", run: "", asOf, timezone: calendar.timezone, example: false, headline: [], gaps: [], coverage: [] },
    sections: [{ id: "summary", title: "", style: "list", bullets }],
    citations: listed.map((item, index) => citationOf(`X${index + 1}`, item)),
    ...{ sources, quiet: false },
  };
}
