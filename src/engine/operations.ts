import { PermanentError } from "../core/errors.ts";
import type { Acknowledgement, LedgerEntry } from "../core/finding.ts";
import type { Clock, Logger } from "../core/ports/ambient.ts";
import type { Engine } from "../core/ports/engine.ts";
import type { Catalogue, Delivery } from "../core/ports/outside.ts";
import type { Operations, QuestionRequest, RunRequest } from "../core/ports/operations.ts";
import type { Store } from "../core/ports/store.ts";
import { pick } from "../definitions/pick.ts";
import { instantOf } from "../lib/clock.ts";
import type { QuestionParts } from "./ask/define-question.ts";
import { getEntries } from "./find-finding.ts";
import type { RunTaker } from "./schedule/begin.ts";
import type { JudgeParts } from "./outbox/judge-now.ts";
import type { OutboxWorker } from "./outbox/outbox-worker.ts";
import type { NextTime } from "./schedule/timetable.ts";

export interface OperationsParts extends Pick<JudgeParts, "findRanBy">, QuestionParts {
  store: Store;
  engine: Engine & RunTaker & { ended(run: string): Promise<unknown> };
  outbox: Pick<OutboxWorker, "decide" | "drain">;
  deliveries: Catalogue<Delivery>;
  clock: Clock;
  logger: Logger;
  nextTime: NextTime;
  /** Told after an automation was paused or resumed. */
  paused(): Promise<void>;
  replay: Operations["replay"];
  draft: Operations["draft"];
  /** The workspace's owner. */
  owner(): string;
  /** Told after people have decided about a message, or have to be asked about it anew. */
  decided(): void;
}

/** The operations done in this process. */
export function createOperations(parts: OperationsParts): Operations {
  const { store, engine, outbox, clock } = parts;
  return {
    run: (request) => startByHand(parts, request),
    ask: (request) => startAnswer(parts, request),
    async ended(id) {
      await engine.ended(id);
      await outbox.drain();
      return getRun(store, id);
    },
    async cancel(id, why) {
      await getRun(store, id);
      return engine.cancel(id, why);
    },
    retry: (id) => engine.retry(id),
    backfill: async (request) => {
      const { backfill } = await import("./schedule/backfill.ts");
      return backfill({ ...parts, occurrences: store.occurrences }, request);
    },
    replay: (request) => parts.replay(request),
    draft: (sentence) => parts.draft(sentence),
    async decideMessage(prefix, decision) {
      const { decideMessage } = await import("./decide-message.ts");
      return decideMessage({ ...parts, store: store.outbox, consents: store.consents, documents: store.documents }, prefix, decision);
    },
    acknowledge: (prefix, acknowledgement, reader) => acknowledge(store, prefix, acknowledgement, reader),
    async setPaused(id, paused) {
      await store.definitions.setPaused(pick(parts.automations(), id).id, paused, instantOf(clock));
      await parts.paused();
    },
    accept: (id, consent) => accept(parts, id, consent),
    async addNote(id, words) {
      const { noteOf } = await import("./note.ts");
      const note = noteOf(pick(parts.automations(), id).id, words, clock);
      await store.notes.add(note);
      return note;
    },
    removeNote: (id, note, by) => store.notes.remove(pick(parts.automations(), id).id, note, { by, at: instantOf(clock) }),
    async cancelAsks(id, item) {
      const { cancelAsks } = await import("./cancel-asks.ts");
      return cancelAsks({ ...parts, asks: store.asks }, id, item);
    },
    forget: (what) => store.privacy.forget(what, instantOf(clock)),
  };
}

async function accept({ store, clock, automations }: OperationsParts, wanted: string, consent: Parameters<Operations["accept"]>[1]) {
  const { id, hash } = pick(automations(), wanted);
  const said = { by: consent.by, at: instantOf(clock) };
  if (consent.hash === undefined) return store.consents.remove(id, said);
  if (consent.hash === hash) return store.consents.save({ automation: id, hash, ...said });
  throw new PermanentError("definition-changed", `expected the file of ${id} to be as it was looked at, got another one in force`, {
    hint: "Correct it if it is broken, and look at it again with `chief accept`.",
  });
}

async function startByHand({ engine, clock, automations }: OperationsParts, request: RunRequest): Promise<string> {
  const { ulid } = await import("ulid");
  const automation = pick(automations(), request.automation);
  const asOf = request.asOf ?? instantOf(clock);
  const id = `manual:${automation.id}:${ulid(clock.now())}`;
  await engine.start(id, { automation: automation.id, asOf, nominalAt: asOf, trigger: "manual", dryRun: request.dryRun });
  return id;
}

async function startAnswer(parts: OperationsParts, request: QuestionRequest): Promise<string> {
  const { store, engine, clock } = parts;
  const [{ ulid }, { defineQuestion }] = await Promise.all([import("ulid"), import("./ask/define-question.ts")]);
  const asOf = instantOf(clock);
  const automation = await defineQuestion(parts, request, asOf);
  const definition = await store.documents.put("automation", automation);
  const id = `manual:${automation.id}:${ulid(clock.now())}`;
  await engine.start(id, { automation: automation.id, asOf, nominalAt: asOf, trigger: "manual", dryRun: false, definition });
  return id;
}

async function getRun(store: Store, id: string) {
  const run = await store.runs.find(id);
  if (run) return run;
  throw new PermanentError("run-unknown", `expected the id of a run, got ${id}`, { hint: "`chief runs` lists them." });
}

async function acknowledge(
  store: Store,
  prefix: string,
  acknowledgement: Acknowledgement | undefined,
  onlyFor?: string,
): Promise<LedgerEntry> {
  const entries = await getEntries(store.findings, prefix, onlyFor);
  const { key } = entries[0].entry;
  for (const { automation, reader } of entries) await store.findings.acknowledge(automation, reader, key, acknowledgement);
  return (await getEntries(store.findings, key, onlyFor))[0].entry;
}
