import type { Correspondence } from "../../../analysis/chase/letters/correspondence.ts";
import type { Chased } from "../../../analysis/chase/types.ts";
import type { Briefing } from "../../../core/briefing.ts";
import type { OutboxEntry } from "../../../core/delivery.ts";
import type { RunEnd } from "../../../core/ports/engine.ts";
import type { Run } from "../../../core/run.ts";
import { hashOf } from "../../../lib/hash.ts";
import type { Frozen } from "../freeze.ts";
import type { RunnerParts } from "../parts.ts";
import { messageOf, type Envelope } from "../propose.ts";
import { acknowledgementKey } from "./acknowledgement-key.ts";
import { placesOf } from "./correspond.ts";
import type { Chase } from "./open.ts";
import { waysOf, type Way } from "./ways.ts";
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
    return onWay(ways.get(person), (place) => send(briefing, { ...place, key, from, to }));
  });
  const acknowledgements = letters.acknowledgements.flatMap(({ reply, briefing }) => {
    const key = acknowledgementKey(frozen.automation.id, reply);
    return onWay(wayBack(frozen, reply.grant, reply.person) ?? ways.get(reply.person), (place) => send(briefing, { ...place, key }));
  });
  const updates = letters.updates.map(async ({ update, briefing }) => {
    const places = await placesOf(parts, frozen.automation, update);
    const keyOf = (grant: string): string => hashOf({ run: run.id, grant, update: update.item.id, at: update.at });
    return Promise.all(places.map((grant) => send(briefing, { grant, key: keyOf(grant.name) })));
  });
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
