import type { Briefing } from "../../../src/core/briefing.ts";
import type { OutboxEntry } from "../../../src/core/delivery.ts";
import type { Stage } from "./stage.ts";

/** A message as it reached somebody, with what it was meant as. */
export interface Reached {
  person: string;
  at: string;
  text: string;
  entry: OutboxEntry;
  briefing: Briefing;
}

/** All that reached anybody, oldest first. */
export async function findReached({ office, town, post, scenario }: Stage): Promise<Reached[]> {
  const { outbox, documents } = office.app.store;
  const entries = await outbox.list({});
  const personOf = (to: string | undefined): string =>
    scenario.members.find(({ slack, email }) => to === slack || to === email)?.key ?? "me";
  const letters = town.letters.map(({ to, at, text, metadata: { event_payload: payload } }) => ({
    ...{ person: personOf(to), at, text, entry: entries.find(({ key }) => key === payload.key) },
  }));
  const mails = (post?.received ?? []).map(({ to, at, raw }) => ({
    ...{ person: personOf(to[0]), at, text: raw, entry: entries.find(({ receipt }) => receipt !== undefined && raw.includes(receipt)) },
  }));
  const found = [...letters, ...mails].map(async ({ entry, ...letter }) =>
    entry === undefined ? [] : [{ ...letter, entry, briefing: await documents.get<Briefing>(entry.briefing) }],
  );
  return (await Promise.all(found)).flat().toSorted((a, b) => a.at.localeCompare(b.at));
}
