import { nameAll } from "../../../src/analysis/context/names.ts";
import type { Claim } from "../../../src/core/claim.ts";
import { check } from "../../../src/verify/check.ts";
import { checkClaims, type ClaimEvidence } from "../../../src/verify/claims.ts";
import { actorOf, peopleWith } from "../../support/simulator/cast.ts";
import { sceneOf } from "../../support/simulator/scene.ts";
import { itemOf } from "../../support/items.ts";
import { NOW, runDay } from "../../support/day.ts";

const ITEMS = 3_000;
const LINES = 30;
const ROUNDS = 9;

/** How much of a processor it takes to hold thirty lines against three thousand items that nobody has looked at before: the least of several times, in milliseconds. */
export function measureSpeed(): { claimsMs: number; briefingMs: number } {
  const rounds = Array.from({ length: ROUNDS }, measureOnce);
  return {
    claimsMs: Math.min(...rounds.map(({ claimsMs }) => claimsMs)),
    briefingMs: Math.min(...rounds.map(({ briefingMs }) => briefingMs)),
  };
}

function measureOnce(): { claimsMs: number; briefingMs: number } {
  const { calendar } = sceneOf("2026-11-19", "Europe/Berlin");
  const items = Array.from({ length: ITEMS }, (_, index) =>
    itemOf({
      id: `mail:${index}`,
      source: "mail",
      kind: "mail",
      title: `Letter ${index} about the harbor`,
      body: "We would like to hear from you by Friday. The crane lifts 40 tons, and the pumps run for 12 hours. ".repeat(20),
      ts: new Date(Date.parse(NOW) - index * 60_000).toISOString(),
      actors: [{ name: `Writer${index} Surname${index}`, email: `writer${index}@example.com`, role: "from" }, actorOf("me", "to")],
      fields: { unread: true, folder: "INBOX", messageId: `<${index}@example.com>`, thread: `${index}` },
    }),
  );
  const evidence: ClaimEvidence = { items, gone: [], judged: [], sources: [], people: peopleWith(), calendar, asOf: NOW };
  const names = nameAll({ items, standIns: new Map() }, [], { mail: "M" });
  const claims = items.slice(0, LINES).map(({ id }, index): Claim => ({
    kind: "fact",
    text: `Writer${index} Surname${index} says that the crane lifts 40 tons and wants to hear from you by Friday, {{${names.nameOf(id)}.ts}}.`,
    cites: [names.nameOf(id) ?? ""],
    flags: [],
  }));
  const [checked, claimsMs] = timed(() => checkClaims(claims, names, evidence));
  const bullets = checked.map(({ bullet }) => bullet);
  const { briefing } = runDay({});
  const draft = { ...briefing, sections: [{ id: "summary" as const, title: "Summary", style: "list" as const, bullets }] };
  // The same items under other hands: what was read of them before is forgotten.
  const fresh = { ...evidence, items: items.map((item) => ({ ...item })) };
  const [, briefingMs] = timed(() => check(draft, fresh));
  return { claimsMs, briefingMs };
}

function timed<T>(work: () => T): [T, number] {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1_000];
}
