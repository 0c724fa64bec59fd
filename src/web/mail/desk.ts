import { isPersonal } from "../../core/briefing.ts";
import type { People, Person } from "../../core/person.ts";
import type { Store } from "../../core/ports/store.ts";
import { REQUEST_GRANT } from "../../engine/alerts/ask.ts";
import { ANSWER_GRANT, answerEntry } from "../../engine/alerts/answer.ts";
import { subjectOf } from "../../render/mail/subject.ts";
import { createHearing, NOT_NOTED, type Hearing, type HearingParts } from "../desk/hearing.ts";
import { createTurn, once, type Order } from "../desk/once.ts";
import { orderOf, type DeskParts } from "../desk/orders.ts";
import { findSent, type SentMessage } from "../desk/sent.ts";
import type { Believed } from "./belief.ts";
import { firstWords, parseVerdict, type Verdict } from "./words.ts";

export interface MailDeskParts extends DeskParts {
  store: DeskParts["store"] & HearingParts["store"];
  /** As a hearing has it. */
  receive: HearingParts["receive"];
  people(): People;
  /** The workspace's owner, who is `me` everywhere. */
  owner(): string;
  /** The zone of whoever has none. */
  timezone(): string;
  /** Told when there is an answer to send. */
  outbox: { poke(): void };
}

/** A letter whose writer is known for certain. */
export interface Letter extends Believed {
  /** As it reads. */
  body: string;
  /** When it was written: a UTC instant. */
  at: string;
}

/** What people write back to mails of ours, checked and done, each letter once; they are answered by mail. */
export interface MailDesk {
  /** Resolves with what came of it; undefined where nobody is to be told. */
  hear(letter: Letter): Promise<string | undefined>;
}

/** One after the other, as they came in. */
export function createMailDesk(parts: MailDeskParts): MailDesk {
  const inTurn = createTurn();
  const hearing = createHearing(parts);
  return { hear: (letter) => inTurn(() => hear(parts, hearing, letter)) };
}

/** The message of ours that a letter answers: what Chief itself had answered stands for what that was about. */
export async function findAnswered(store: Pick<Store, "outbox" | "documents">, ids: readonly string[]): Promise<SentMessage | undefined> {
  for (const id of ids) {
    const sent = await findSent(store, "email", id);
    if (sent && sent.entry.grant !== ANSWER_GRANT) return sent;
  }
  return undefined;
}

async function hear(parts: MailDeskParts, hearing: Hearing, { id, from, answers, body, at }: Letter): Promise<string | undefined> {
  const sent = await findAnswered(parts.store, answers);
  const person = sent && findReader(parts, sent, from);
  if (!sent || !person) return undefined;
  const text = firstWords(body);
  const { entry, briefing } = sent;
  const letter = { id, about: entry.receipt ?? "", subject: subjectOf(briefing) };
  const answered = { id: `email:${id}`, person, at, text: body, letter };
  const heard = isPersonal(briefing) ? await hearing.below(sent, answered) : undefined;
  const unnoted = heard && NOT_NOTED[heard];
  if (heard !== undefined && unnoted === undefined) return undefined;
  const isRequest = entry.grant === REQUEST_GRANT;
  const order = isRequest ? verdictOf(parts, sent, person, text) : unnoted ? toTell(unnoted) : orderOf(parts, sent, person, text);
  const timezone = person.timezone ?? parts.timezone();
  const way = { delivery: entry.delivery, options: { ...entry.options, to: [person.key] } };
  const told = await once(parts, { id: `email:${id}`, message: entry.key, person, text }, order, (words) =>
    answerEntry({ documents: parts.store.documents, clock: parts.clock }, { told: words, letter, way, timezone }),
  );
  if (told !== undefined) parts.outbox.poke();
  return told;
}

/** Nothing is done but to say so. */
function toTell(words: string): Order {
  return { meaning: "unheard", act: async () => words };
}

/** The one person who has this address, where the message went to them. */
function findReader({ people, owner }: MailDeskParts, { entry }: SentMessage, from: string): Person | undefined {
  const [person, ...others] = people().all.filter(({ emails }) => emails.some((email) => email.toLowerCase() === from));
  const keyOf = (key: unknown): unknown => (key === owner() ? "me" : key);
  const to = Array.isArray(entry.options["to"]) ? entry.options["to"].map(keyOf) : [];
  return person && others.length === 0 && to.includes(keyOf(person.key)) ? person : undefined;
}

/** A yes counts only with the code of what was shown, and only where the question has offered that. */
function verdictOf(parts: MailDeskParts, { briefing }: SentMessage, person: Person, text: string): Order | undefined {
  const verdict = parseVerdict(text);
  const { request } = briefing;
  if (!verdict || !request) return undefined;
  const meaning = verdict.approved ? "approve" : "deny";
  if (request.code === undefined || verdict.code !== request.code) {
    return { meaning: `${meaning}, not taken`, act: async () => insteadOf(verdict, request) };
  }
  const { message, until, content } = request;
  return { meaning, act: () => parts.answer({ message, until, content, approved: verdict.approved, person }) };
}

/** As much of a key as people need to name a message. */
const SHOWN = 8;

function insteadOf({ approved }: Verdict, { code, message }: { code?: string; message: string }): string {
  const word = approved ? "approve" : "deny";
  if (code !== undefined) return `Nothing was changed: write the code of that message behind the word, as in: ${word} ${code}`;
  const key = message.slice(message.indexOf(":") + 1).slice(0, SHOWN);
  return `This can't be answered by mail, so nothing was changed. At the command line: chief ${word} ${key}`;
}
