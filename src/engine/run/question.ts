import { findSince } from "../../analysis/ask/since.ts";
import type { Automation } from "../../core/automation.ts";
import type { Briefing, Bullet } from "../../core/briefing.ts";
import type { Event } from "../../core/event.ts";
import type { Item } from "../../core/item.ts";
import type { Store } from "../../core/ports/store.ts";
import { questionIn, type Question } from "../../core/question.ts";
import type { WriteGrant } from "../../core/grant.ts";
import { leftOutIn } from "../../definitions/by-words/left-out.ts";
import { sealItem } from "../../lib/hash.ts";
import { shorten } from "../../lib/text.ts";
import { textOf } from "../../render/prose.ts";
import { EVENTS } from "./gather-events.ts";

const LONGEST_LINE = 500;

/**
 * The definition as a run follows it: where somebody asked, the question is what it is to do, and the answer goes into that thread and
 * nowhere else; where nobody did, nothing goes into a thread. Its grants become fewer at most, by what the question wants left out.
 */
export function answering(automation: Automation, events: readonly Event[]): Automation {
  const [question] = questionsOf(events);
  const writes = automation.writes.filter((write) => isInThread(write) === (question !== undefined));
  if (!question) return { ...automation, writes };
  const { text, sources } = leftOutIn(question.text);
  const reads = automation.reads.filter(({ connector }) => !sources.includes(connector));
  const { chase: _nobodyIsAsked, ...answerer } = automation;
  return { ...answerer, report: "answer", when: "always", quiet: "always", body: text, reads, writes };
}

/** From when on a question asks; undefined where it does not say so, or nothing is asked. */
export function askedSince({ report, body, timezone }: Automation, asOf: string): string | undefined {
  return report === "answer" ? findSince(body, { asOf, timezone }) : undefined;
}

/** Whether a write is for answers alone. */
function isInThread({ delivery, options }: WriteGrant): boolean {
  return delivery === "slack" && options["to"] === "thread";
}

/** With where it was asked for, as far as that was in a thread. */
export function inThread(briefing: Briefing, events: readonly Event[]): Briefing {
  const [question] = questionsOf(events);
  return question ? { ...briefing, thread: { channel: question.channel, ts: question.thread } } : briefing;
}

/** The lines of the message below which something was asked, each an item, so that an answer can rest on them. */
export async function linesAskedAbout(
  { outbox, documents }: Pick<Store, "outbox" | "documents">,
  events: readonly Event[],
): Promise<Item[]> {
  const keys = new Set(questionsOf(events).flatMap(({ about }) => about ?? []));
  const lines = await Promise.all(
    [...keys].map(async (key) => {
      const entry = await outbox.find(key);
      return entry ? linesOf(key, await documents.get<Briefing>(entry.briefing)) : [];
    }),
  );
  return lines.flat();
}

function linesOf(key: string, briefing: Briefing): Item[] {
  const bullets = [...briefing.sections.flatMap((section) => section.bullets), ...briefing.gaps];
  return bullets.map((bullet, index) => lineOf(`${EVENTS}:message:${key}#${index + 1}`, bullet, briefing));
}

function lineOf(id: string, { text, cites }: Bullet, { citations, timezone, asOf }: Briefing): Item {
  const cited = citations.filter(({ item }) => cites.includes(item));
  const url = cited.find((each) => each.url !== undefined)?.url;
  return sealItem({
    id,
    source: EVENTS,
    kind: "line",
    title: shorten(textOf(text, { timezone, asOf }), LONGEST_LINE),
    body: cited.map(({ title, place }) => (place === undefined ? title : `${title} (${place})`)).join("\n"),
    ...(url !== undefined && { url }),
    ts: asOf,
    updatedAt: asOf,
    actors: [],
    fields: {},
  });
}

function questionsOf(events: readonly Event[]): Question[] {
  return events.flatMap((event) => questionIn(event) ?? []);
}
