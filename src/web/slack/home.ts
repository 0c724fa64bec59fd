import type { Automation } from "../../core/automation.ts";
import type { Person } from "../../core/person.ts";
import type { Store } from "../../core/ports/store.ts";
import type { Run } from "../../core/run.ts";
import { textOf, type Reader } from "../../render/prose.ts";
import type { Home } from "../../render/slack/home.ts";

/** What a home tab is made from. */
export interface HomeParts {
  store: Pick<Store, "occurrences" | "runs" | "outbox" | "findings" | "definitions">;
  automations(): readonly Automation[];
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
    store.outbox.list({ states: ["held"] }),
    silencedFor(parts, person, own, reader),
  ]);
  const newest = runs.flat().toSorted((a, b) => b.queuedAt.localeCompare(a.queuedAt));
  return {
    next: slots
      .flatMap(({ automation, nextAt }) => (nextAt === undefined ? [] : [{ name: nameOf(automation), at: nextAt }]))
      .toSorted(byTime),
    recent: newest.slice(0, MOST_RUNS).map((run) => ({ name: nameOf(run.automation), at: run.queuedAt, outcome: outcomeOf(run) })),
    held: held
      .filter(({ automation }) => ids.includes(automation))
      .map(({ key, automation, delivery, expiresAt }) => ({
        key,
        name: nameOf(automation),
        to: delivery,
        ...(expiresAt !== undefined && { until: expiresAt }),
      })),
    connections: connections(),
    silenced,
  };
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
