import type { Briefing, AnsweredLetter } from "../../core/briefing.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import { prose, type Prose } from "../../core/prose.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { DocumentStore } from "../../core/ports/store.ts";
import { instantOf } from "../../lib/clock.ts";
import { hashOf } from "../../lib/hash.ts";
import { shownWhole } from "../../render/shown-whole.ts";
import { CHIEF } from "./alert-briefing.ts";

/** What somebody is answered who wrote back to a message. */
export interface Answer {
  /** What came of it, in words. */
  told: string;
  /** The letter that is answered. */
  letter: AnsweredLetter;
  /** How it goes to its writer alone. */
  way: Pick<OutboxEntry, "delivery" | "options">;
  /** The writer's zone. */
  timezone: string;
}

/** The grant of messages that answer. */
export const ANSWER_GRANT = "answer";
/** Later than this, nobody knows any more what they had written. */
const LATEST_MS = 24 * 3_600_000;

/** The message that answers a letter: the same one for the same letter, however often that is answered. */
export async function answerEntry(
  { documents, clock }: { documents: Pick<DocumentStore, "put">; clock: Clock },
  answer: Answer,
): Promise<OutboxEntry> {
  const at = instantOf(clock);
  const key = hashOf({ answer: answer.letter.id, delivery: answer.way.delivery, part: 1 });
  const briefing = await documents.put("answer", briefingOf(answer, `answer:${key}`, at));
  const sendBy = new Date(clock.now() + LATEST_MS).toISOString();
  return { key, automation: CHIEF, grant: ANSWER_GRANT, ...answer.way, briefing, state: "pending", attempts: 0, nextAttemptAt: at, sendBy };
}

function briefingOf({ told, letter, timezone }: Answer, run: string, asOf: string): Briefing {
  const [first = "", ...rest] = shownWhole(told)
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => prose`${line}`);
  const bullets = rest.map((text: Prose) => ({ kind: "fact" as const, text, cites: [], flags: [] }));
  return {
    ...{ automation: CHIEF, title: "Chief answers", run, asOf, timezone, example: false },
    headline: first === "" ? [] : first,
    sections: bullets.length === 0 ? [] : [{ id: "open", title: "In full", style: "list", bullets }],
    ...{ gaps: [], coverage: [], citations: [], sources: [], quiet: false, answers: letter },
  };
}
