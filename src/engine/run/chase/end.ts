import type { Chased } from "../../../analysis/chase/types.ts";
import type { Briefing } from "../../../core/briefing.ts";
import type { OutboxEntry } from "../../../core/delivery.ts";
import type { RunEnd } from "../../../core/ports/engine.ts";
import type { Run } from "../../../core/run.ts";
import { hashOf } from "../../../lib/hash.ts";
import type { Frozen } from "../freeze.ts";
import type { RunnerParts } from "../parts.ts";
import { messageOf, type Envelope } from "../propose.ts";
import type { Correspondence } from "./correspondence.ts";
import type { Chase } from "./open.ts";
import { waysOf, type Way } from "./people.ts";
import type { ChaseRecord } from "./record.ts";
import { rowsToKeep } from "./rows.ts";

/** What asking has come to in a run that is about to end. */
export interface ChaseOutcome {
  frozen: Frozen;
  record: ChaseRecord;
  chase: Chase;
  chased: Chased;
  letters: Correspondence;
}

/** What is kept of asking, and the questions, answers and changes of plans that are to go out, as policy permits them. */
export async function chaseEnd(
  parts: RunnerParts,
  run: Run,
  { frozen, record, chase, chased, letters }: ChaseOutcome,
): Promise<Required<Pick<RunEnd, "asks" | "wishes" | "outbox">>> {
  const ways = waysOf(frozen.automation);
  const send = (briefing: Briefing, envelope: Envelope): Promise<OutboxEntry> => sendOut(parts, run, frozen, briefing, envelope);
  const questions = letters.questions.flatMap(({ message, briefing }) => {
    const { person, key, from, to } = message;
    return onWay(ways.get(person), (place) => send({ ...briefing, about: key }, { ...place, key, from, to }));
  });
  const acknowledgements = letters.acknowledgements.flatMap(({ reply, briefing }) => {
    const key = hashOf({ run: run.id, reply: reply.id });
    const { letter } = reply;
    const answered = { ...briefing, about: key, ...(letter && { answers: letter }) };
    return onWay(wayBack(frozen, reply.grant, reply.person) ?? ways.get(reply.person), (place) => send(answered, { ...place, key }));
  });
  const updates = letters.updates.map(({ update, briefing }) => updateOf(parts, frozen, { update, briefing }, send, run));
  return {
    ...rowsToKeep(record, chase, chased),
    outbox: [...(await Promise.all([...questions, ...acknowledgements])), ...(await Promise.all(updates)).flat()],
  };
}

function onWay(way: Way | undefined, send: (place: Pick<Envelope, "grant" | "options">) => Promise<OutboxEntry>): Promise<OutboxEntry>[] {
  return way ? [send({ grant: way.grant, options: way.addressee.options })] : [];
}

/** The way by which somebody has answered. */
function wayBack({ automation }: Frozen, name: string, person: string): Way | undefined {
  const grant = automation.writes.find((write) => write.carries === "questions" && write.name === name);
  const addressee = grant?.addressees?.find((each) => each.person === person);
  return grant && addressee && { grant, addressee };
}

async function sendOut(parts: RunnerParts, run: Run, frozen: Frozen, briefing: Briefing, envelope: Envelope): Promise<OutboxEntry> {
  const stored = await parts.store.documents.put("briefing", briefing);
  return messageOf(parts, run, { frozen, briefing, stored, reviews: new Map() }, envelope);
}

/** Into each plan that the task lies in and the definition lets it be changed in. */
async function updateOf(
  parts: RunnerParts,
  { automation }: Frozen,
  { update, briefing }: Correspondence["updates"][number],
  send: (briefing: Briefing, envelope: Envelope) => Promise<OutboxEntry>,
  run: Run,
): Promise<OutboxEntry[]> {
  const grants = automation.writes.filter(({ carries }) => carries === "updates");
  const sent = grants.map(async (grant) => {
    const delivery = await parts.deliveries.load(grant.delivery);
    if (delivery.holds?.(grant.options, update) === false) return [];
    const key = hashOf({ run: run.id, grant: grant.name, update: update.item.id, at: update.at });
    return [await send({ ...briefing, about: key }, { grant, key })];
  });
  return (await Promise.all(sent)).flat();
}
