import type { Automation } from "../../core/automation.ts";
import type { Briefing } from "../../core/briefing.ts";
import type { Person } from "../../core/person.ts";
import type { Catalogue, Delivery } from "../../core/ports/outside.ts";
import type { Store } from "../../core/ports/store.ts";
import type { Run } from "../../core/run.ts";
import { decidersOf, findQuestion } from "../../engine/decide-message.ts";
import { hashOf } from "../../lib/hash.ts";
import { reasonInWords } from "../../render/hold-words.ts";
import { shownWhole } from "../../render/shown-whole.ts";
import { textOf, type Reader } from "../../render/prose.ts";
import type { Home, HeldRow } from "../../render/slack/home.ts";

/** What a home tab is made from. */
export interface HomeParts {
  store: Pick<Store, "occurrences" | "runs" | "outbox" | "documents" | "findings" | "definitions">;
  automations(): readonly Automation[];
  deliveries: Catalogue<Delivery>;
  /** The workspace's owner. */
  owner(): string;
  /** Each connection with how it stands, in words. */
  connections(): readonly { name: string; state: string }[];
}

const MOST_RUNS = 5;

/** What Chief does for one person, and what waits for them: nothing of what it does for others. */
export async function gatherHome(parts: HomeParts, person: Person, reader: Reader): Promise<Home> {
  const { store, automations, connections } = parts;
  const own = automations().filter(({ owner }) => owner === person.key);
  const nameOf = (id: string): string => own.find((automation) => automation.id === id)?.name ?? id;
  const ids = own.map(({ id }) => id);
  const [slots, runs, held, silenced] = await Promise.all([
    store.occurrences.slotsOf(ids),
    Promise.all(ids.map((automation) => store.runs.list({ automation, limit: MOST_RUNS }))),
    heldFor(parts, person),
    silencedFor(parts, person, own, reader),
  ]);
  const newest = runs.flat().toSorted((a, b) => b.queuedAt.localeCompare(a.queuedAt));
  return {
    next: slots
      .flatMap(({ automation, nextAt }) => (nextAt === undefined ? [] : [{ name: nameOf(automation), at: nextAt }]))
      .toSorted(byTime),
    recent: newest.slice(0, MOST_RUNS).map((run) => ({ name: nameOf(run.automation), at: run.queuedAt, outcome: outcomeOf(run) })),
    held,
    connections: connections(),
    silenced,
  };
}

/** The messages about which this person may decide, whosever they are. */
async function heldFor({ store, deliveries, automations, owner }: HomeParts, { key: who }: Person): Promise<HeldRow[]> {
  const held = await store.outbox.list({ states: ["held"] });
  const theirs = held.filter((entry) => decidersOf(entry, automations(), owner()).includes(who));
  return Promise.all(
    theirs.map(async (entry) => {
      const { automation, briefing, delivery: id, options, key, error, expiresAt = "" } = entry;
      const delivery = await deliveries.load(id);
      const { text, exact } = delivery.preview(await store.documents.get<Briefing>(briefing), options);
      const question = findQuestion(entry);
      return {
        name: automations().find((each) => each.id === automation)?.name ?? automation,
        to: delivery.describe(options),
        asked: { message: key, until: expiresAt, ...(question && { content: hashOf(exact) }) },
        reasons: question ? question.reasons.map(reasonInWords) : error === undefined ? [] : [error.message],
        text: shownWhole(text),
      };
    }),
  );
}

function byTime(a: { at: string }, b: { at: string }): number {
  return a.at.localeCompare(b.at);
}

function outcomeOf({ status, delivery, input }: Run): string {
  if (input.dryRun) return `${status}, a dry run`;
  return delivery === "none" ? status : `${status}, ${delivery}`;
}

async function silencedFor(
  { store }: HomeParts,
  { key: who }: Person,
  own: readonly Automation[],
  reader: Reader,
): Promise<Home["silenced"]> {
  const paused = new Set((await store.definitions.paused()).map(({ automation }) => automation));
  const ledgers = await Promise.all(own.map(({ id }) => store.findings.ledger(id, who)));
  const answered = ledgers.flat().flatMap(({ key, lastTitle, acknowledgement }) => {
    if (!acknowledgement || (acknowledgement.until ?? reader.asOf) < reader.asOf) return [];
    const verb = acknowledgement.kind.replaceAll("_", "-");
    return [{ what: textOf(lastTitle, reader), undo: `chief ${verb} ${key.slice(0, SHOWN)} --undo` }];
  });
  return [
    ...own.filter(({ id }) => paused.has(id)).map(({ id, name }) => ({ what: `${name} is paused`, undo: `chief resume ${id}` })),
    ...answered,
  ];
}

/** As much of a key as people need to name it. */
const SHOWN = 7;
