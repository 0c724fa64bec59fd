import assert from "node:assert/strict";
import { test } from "node:test";
import { APPROVAL_CONDITIONS } from "../../src/core/approval.ts";
import type { Audience } from "../../src/core/audience.ts";
import { CHASE_SUBJECTS, type Automation, type ChaseTerms } from "../../src/core/automation.ts";
import type { Addressee, ReadGrant, WriteGrant } from "../../src/core/grant.ts";
import type { Sentence } from "../../src/core/sentence.ts";
import type { EventTrigger } from "../../src/core/trigger.ts";
import { decide } from "../../src/policy/decide.ts";
import { explainAutomation } from "../../src/policy/explain.ts";
import type { GrantWords } from "../../src/policy/grant-words.ts";
import { automationWith, numbersFrom } from "../support/automation.ts";
import { casesOf } from "../support/thoroughness.ts";

const words: GrantWords = {
  read: ({ connector, options }) => `${connector} ${JSON.stringify(options)}`,
  write: ({ delivery, options }) => `to ${delivery} ${JSON.stringify(options)}`,
  event: ({ source, options }) => `when ${source} tells of ${JSON.stringify(options)}`,
};
const AUDIENCES: readonly Audience[] = [
  { kind: "person", person: "me" },
  { kind: "person", person: "ana" },
  { kind: "place", place: "slack:C1" },
  { kind: "place", place: "slack:C2" },
  { kind: "place", place: "github:*" },
  { kind: "public" },
];
const ROUNDS = casesOf(500);
const FLIP_ROUNDS = casesOf(100);

type Next = (limit: number) => number;

function some<T>(next: Next, all: readonly T[], most: number): T[] {
  return Array.from({ length: next(most + 1) }, () => all[next(all.length)]).filter((one) => one !== undefined);
}

function audienceBy(next: Next): Audience[] {
  return [AUDIENCES[next(3)] ?? AUDIENCES[0], ...some(next, AUDIENCES, 1)].filter((one) => one !== undefined);
}

function readBy(next: Next, index: number): ReadGrant {
  return { name: `read-${index}`, connector: `in-${next(3)}`, options: { value: next(1_000) }, audience: audienceBy(next) };
}

function writeBy(next: Next, index: number): WriteGrant {
  return {
    ...{ name: `write-${index}`, delivery: `out-${next(3)}`, options: { value: next(1_000) }, audience: audienceBy(next) },
    ...(next(3) === 0 && { maxChars: 200 + next(1_000) }),
    ...(next(3) === 0 && { outsiders: next(2) === 0 }),
    ...(next(4) === 0 && { withinMs: 60_000 * (1 + next(100)) }),
    ...(next(4) === 0 && { onUnknown: "hold" as const }),
    ...cargoBy(next),
  };
}

function cargoBy(next: Next): Partial<WriteGrant> {
  if (next(4) === 0) return { carries: "updates" };
  return next(3) === 0 ? { carries: "questions", addressees: rosterOf(...some(next, ["me", "ana", "bo"], 2), "cy") } : {};
}

function rosterOf(...people: readonly string[]): Addressee[] {
  return people.map((person) => ({ person, options: { to: person } }));
}

function termsBy(next: Next): ChaseTerms {
  return {
    ...(next(2) === 0 && { about: [...CHASE_SUBJECTS].filter(() => next(2) === 0).concat("reviews") }),
    ...{ cadenceDays: 1 + next(9), days: [1 + next(3), 4 + next(3)], hours: { start: "09:00", end: `1${next(9)}:30` } },
    ...(next(2) === 0 && { digestAt: `1${next(9)}:00` }),
  };
}

function automationBy(next: Next): Automation {
  const reads = Array.from({ length: next(4) }, (_, index) => readBy(next, index));
  const writes = Array.from({ length: 1 + next(3) }, (_, index) => writeBy(next, index));
  const event: EventTrigger = { kind: "event", source: "slack", options: {}, topic: "slack", where: [], audience: audienceBy(next) };
  const needed = [...reads.map(({ name }) => name), "events"].flatMap((from) => writes.map(({ name }) => ({ from, to: name })));
  return automationWith({
    ...{ reads, writes, triggers: next(2) === 0 ? [event] : [] },
    flows: needed.filter(() => next(2) === 0),
    ...(writes.some(({ carries }) => carries === "questions") && { chase: termsBy(next) }),
    owner: next(4) === 0 ? "ana" : "me",
    links: next(3) === 0 ? [`host-${next(50)}.example/*`] : "evidence",
    approval: {
      when: [...(["never", "always"] as const), [...APPROVAL_CONDITIONS].filter(() => next(2) === 0)][next(3)] ?? "never",
      approvers: some(next, ["me", "ana", "bo"], 2),
      expiresMs: 60_000 * (1 + next(1_000)),
    },
  });
}

function about(sentences: readonly Sentence[], what: Sentence["about"]): Sentence[] {
  return sentences.filter((sentence) => sentence.about === what);
}

test("each grant, flow and rule has its sentence, and each sentence of a grant its grant", () => {
  const next = numbersFrom(11);
  for (let round = 0; round < ROUNDS; round += 1) {
    const automation = automationBy(next);
    const sentences = explainAutomation(automation, words, next(2) === 0 ? automation.hash : undefined);
    const names = (what: Sentence["about"]) => about(sentences, what).map(({ grant }) => grant);
    const events = automation.triggers.length > 0 ? ["events"] : [];
    assert.deepEqual(names("read"), [...automation.reads.map(({ name }) => name), ...events]);
    assert.deepEqual(
      names("write"),
      automation.writes.map(({ name }) => name),
    );
    for (const { name, told } of automation.reads.map((grant) => ({ name: grant.name, told: words.read(grant) }))) {
      assert.ok(textOf(sentences, "read", name).startsWith(`Can READ ${told}, seen by `));
    }
    for (const { name, told } of automation.writes.map((grant) => ({ name: grant.name, told: words.write(grant) }))) {
      assert.ok(textOf(sentences, "write", name).startsWith(`Can WRITE ONLY ${told}: one`));
    }
    for (const what of ["approval", "links", "not", "limits", "owner"] as const) assert.equal(about(sentences, what).length, 1, what);
    assert.equal(about(sentences, "asking").length, automation.chase ? 1 : 0);
    for (const { person } of automation.writes.flatMap(({ addressees = [] }) => addressees)) {
      assert.ok(about(sentences, "asking")[0]?.text.includes(person === "me" ? "you" : person), person);
    }
    assert.equal(about(sentences, "outside").length, automation.reads.length + automation.triggers.length > 0 ? 1 : 0);
    const permitted = new Set([...automation.reads, ...automation.writes].map(({ name }) => name).concat(events));
    for (const { grant } of sentences) assert.ok(grant === undefined || permitted.has(grant), grant);
  }
});

function textOf(sentences: readonly Sentence[], what: Sentence["about"], grant: string): string {
  return about(sentences, what).find((sentence) => sentence.grant === grant)?.text ?? "";
}

test("a message waits in the words wherever it waits when it is judged, and goes without asking wherever it does", () => {
  const next = numbersFrom(12);
  const seen = { allow: 0, hold: 0, deny: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const automation = automationBy(next);
    const acceptedHash = next(2) === 0 ? automation.hash : "v1:other";
    const sentences = explainAutomation(automation, words, acceptedHash);
    const [approval] = about(sentences, "approval");
    for (const { name, delivery, options } of automation.writes) {
      const verdict = decide(automation, { kind: "message", automation: "test", grant: name, delivery, options }, { acceptedHash });
      seen[verdict.decision] += 1;
      const ofGrant = about(sentences, "flow").filter(({ grant }) => grant === name);
      const saysSo = ofGrant.some(({ text }) => text.endsWith("each message there waits for a person."));
      const saysAll = approval?.text.startsWith("Each message waits for ") === true;
      assert.equal(verdict.decision === "hold", saysSo || saysAll, JSON.stringify([automation, sentences]));
      const wider = verdict.decision === "hold" ? verdict.reasons.flatMap((reason) => (reason.kind === "wider" ? reason.from : [])) : [];
      const open = ofGrant.filter(({ text }) => !text.endsWith("That was accepted."));
      const isTold = (what: string): boolean => open.some(({ text }) => text.startsWith("It takes ") && text.includes(what));
      for (const from of wider) assert.ok(isTold(from === "events" ? "what sets it off" : `what ${from} brings`));
    }
  }
  assert.ok(seen.allow > ROUNDS / 4 && seen.hold > ROUNDS / 4 && seen.deny === 0, JSON.stringify(seen));
});

type Flip = (automation: Automation, next: Next) => Automation;

const first = <T>(all: readonly T[], change: (one: T) => T): T[] => all.map((one, index) => (index === 0 ? change(one) : one));
const otherAudience = (audience: readonly Audience[]): readonly Audience[] => {
  const stranger: Audience = { kind: "place", place: "slack:C9" };
  return audience.some((each) => each.kind === "place" && each.place === "slack:C9") ? audience.slice(1) : [...audience, stranger];
};
const ofWrite =
  (change: (write: WriteGrant) => WriteGrant): Flip =>
  (automation) => ({ ...automation, writes: first(automation.writes, change) });
const ofRead =
  (change: (read: ReadGrant) => ReadGrant): Flip =>
  (automation) => ({ ...automation, reads: first(automation.reads.length > 0 ? automation.reads : [], change) });

const ofAsking =
  (change: (automation: Automation) => Automation): Flip =>
  (automation) =>
    automation.chase ? change(automation) : automation;
const ofTerms = (change: (terms: ChaseTerms) => ChaseTerms): Flip =>
  ofAsking(({ chase, ...automation }) => ({ ...automation, ...(chase && { chase: change(chase) }) }));
const WRITE_TO_DEE: WriteGrant = {
  name: "dee",
  delivery: "out-9",
  options: {},
  audience: [],
  carries: "questions",
  addressees: rosterOf("dee"),
};

/** Each changes one thing that is enforced. */
const FLIPS: Readonly<Record<string, Flip>> = {
  "another read": (automation, next) => ({ ...automation, reads: [...automation.reads, readBy(next, 9)] }),
  "one write less": (automation) => ({ ...automation, writes: automation.writes.slice(1) }),
  "another write": (automation, next) => ({ ...automation, writes: [...automation.writes, writeBy(next, 9)] }),
  "other options of a read": ofRead((read) => ({ ...read, options: { value: -1 } })),
  "another service": ofRead((read) => ({ ...read, connector: "elsewhere" })),
  "who sees a source": ofRead((read) => ({ ...read, audience: otherAudience(read.audience) })),
  "other options of a write": ofWrite((write) => ({ ...write, options: { value: -1 } })),
  "another place": ofWrite((write) => ({ ...write, delivery: "elsewhere" })),
  "who reads there": ofWrite((write) => ({ ...write, audience: otherAudience(write.audience) })),
  "how much": ofWrite((write) => ({ ...write, maxChars: (write.maxChars ?? 0) + 300 })),
  strangers: ofWrite((write) => ({ ...write, outsiders: write.outsiders !== true })),
  "what goes there": ofWrite(({ carries, ...write }) => (carries === "updates" ? write : { ...write, carries: "updates" })),
  "whom it may ask": ofAsking((automation) => ({ ...automation, writes: [...automation.writes, WRITE_TO_DEE] })),
  "what it asks about": ofTerms(({ about: subjects, ...terms }) => (subjects ? terms : { ...terms, about: ["reviews"] })),
  "how often": ofTerms((terms) => ({ ...terms, cadenceDays: terms.cadenceDays + 1 })),
  "at what time": ofTerms((terms) => ({ ...terms, hours: { ...terms.hours, start: "08:00" } })),
  "on which days": ofTerms((terms) => ({ ...terms, days: [...terms.days, 7] })),
  "when it tells": ofTerms(({ digestAt, ...terms }) => (digestAt === undefined ? { ...terms, digestAt: "15:00" } : terms)),
  "not sent": ofWrite((write) => ({ ...write, staged: true })),
  "how late": ofWrite((write) => ({ ...write, withinMs: (write.withinMs ?? 0) + 60_000 })),
  "in doubt": ofWrite((write) => ({ ...write, onUnknown: write.onUnknown === "hold" ? "resend" : "hold" })),
  links: (automation) => ({ ...automation, links: automation.links === "evidence" ? ["a.example"] : "evidence" }),
  "another link": (automation) => ({
    ...automation,
    links: automation.links === "evidence" ? ["a.example"] : [...automation.links, "b.example"],
  }),
  "how long it waits": (automation) => ({
    ...automation,
    approval: { ...automation.approval, expiresMs: automation.approval.expiresMs + 60_000 },
  }),
  "who may say yes": (automation) => ({ ...automation, approval: { ...automation.approval, approvers: ["cy"] } }),
  owner: (automation) => ({ ...automation, owner: "dee" }),
};

test("whatever of it is changed, the words change", () => {
  for (const [what, flip] of Object.entries(FLIPS)) {
    const next = numbersFrom(13);
    let changed = 0;
    for (let round = 0; round < FLIP_ROUNDS; round += 1) {
      const automation = automationBy(next);
      const other = flip(automation, next);
      if (JSON.stringify(other) === JSON.stringify(automation)) continue;
      changed += 1;
      assert.notDeepEqual(explainAutomation(other, words), explainAutomation(automation, words), `${what}: ${JSON.stringify(automation)}`);
    }
    assert.ok(changed > FLIP_ROUNDS / 4, `${what} was changed ${changed} times only`);
  }
});

test("a condition that is named or dropped changes the words, unless all messages wait anyway", () => {
  const writes = [{ name: "write", delivery: "out", options: {}, audience: [] }];
  const when = (conditions: Automation["approval"]["when"]) => {
    const approval = { when: conditions, approvers: [], expiresMs: 60_000 };
    return JSON.stringify(explainAutomation(automationWith({ writes, approval }), words));
  };
  const sets = Array.from({ length: 16 }, (_, bits) => APPROVAL_CONDITIONS.filter((_condition, index) => (bits >> index) % 2 === 1));
  assert.equal(new Set([...sets.map(when), when("always")]).size, 17);
});

test("a flow that is accepted, or named, is told in other words than one that is not", () => {
  const next = numbersFrom(14);
  let needed = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const automation = automationBy(next);
    const texts = (flows: Automation["flows"], accepted?: string) =>
      about(explainAutomation({ ...automation, flows }, words, accepted), "flow").map(({ text }) => text);
    const unnamed = texts([]);
    if (unnamed.length === 0) continue;
    needed += 1;
    const all = automation.writes.flatMap(({ name: to }) =>
      [...automation.reads.map(({ name }) => name), "events"].map((from) => ({ from, to })),
    );
    const [named, accepted] = [texts(all), texts(all, automation.hash)];
    assert.equal(new Set([unnamed, named, accepted].map((each) => each.join("\n"))).size, 3);
    for (const text of accepted) assert.ok(text.endsWith("That was accepted."));
  }
  assert.ok(needed > ROUNDS / 4, String(needed));
});
