import type { WebClient } from "@slack/web-api";
import type { Automation } from "../../core/automation.ts";
import { eventIdOf, type Event } from "../../core/event.ts";
import type { Person } from "../../core/person.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Operations } from "../../core/ports/operations.ts";
import type { Store } from "../../core/ports/store.ts";
import { QUESTION_SOURCE, questionIn } from "../../core/question.ts";
import { TERMINAL_STATUSES } from "../../core/run.ts";
import type { EventTrigger } from "../../core/trigger.ts";
import { occurrenceIdOf } from "../../engine/events/fate.ts";
import { instantOf } from "../../lib/clock.ts";
import { shorten } from "../../lib/text.ts";
import { askersIn, channelIn, questionTopic } from "../../triggers/slack.ts";
import { parseReply } from "../desk/words.ts";
import type { Identify } from "./identify.ts";
import { findPosted } from "./message.ts";
import type { SlackEvent } from "./payloads.ts";

export interface QuestionParts {
  store: Pick<Store, "occurrences" | "outbox" | "documents" | "replies" | "runs">;
  operations: Pick<Operations, "cancel">;
  automations(): readonly Automation[];
  identify: Identify;
  /** Resolves once what becomes of an event is kept. */
  receive(event: Event): Promise<unknown>;
  clock: Clock;
}

/** Somebody said something to Chief, or where Chief had said something. */
interface Asked {
  user: string;
  channel: string;
  ts: string;
  /** The first message of the thread that it stands in, or that an answer would begin. */
  thread: string;
  text: string;
  at: string;
  /** Said to Chief itself, rather than below a message of it. */
  isAddressed: boolean;
}

/** What was asked before in the same thread. */
interface Before {
  run: string;
  automation: Automation;
  text: string;
}

const LONGEST_TEXT = 1_000;
const SPOKEN: ReadonlySet<string | undefined> = new Set([undefined, "thread_broadcast"]);
const CANCEL = /^(?:please )?(?:cancel|stop|never ?mind|forget it|abort)(?: (?:it|that|this))?[.!]*$/i;
const STRANGER =
  "I answer questions only to people whom an automation here names, and you are none of them yet. Whoever runs Chief can change that.";

/**
 * Takes what is asked in Slack: by whom an automation answers, it starts a run of it, which has that automation's grants and no others. In the
 * thread of a question, whoever asked can go on, by which a run that is still at work begins anew, or cancel it. Resolves with what is to be
 * told at once; undefined where nothing is. Anybody else is told so once.
 */
export async function takeQuestion(parts: QuestionParts, told: SlackEvent, client: WebClient, ours: string): Promise<string | undefined> {
  const answering = answeringIn(parts.automations(), told.event.channel);
  const asked = answering.length > 0 ? askedIn(told, ours) : undefined;
  if (!asked) return undefined;
  const before = await findBefore(parts, answering, asked);
  const about = (await findPosted(parts.store, { channel: asked.channel, ts: asked.thread }))?.entry.key;
  if (!asked.isAddressed && !before && about === undefined) return undefined;
  // Fixed words below a briefing are orders, which others carry out.
  if (about !== undefined && parseReply(asked.text)) return undefined;
  const person = await parts.identify(asked.user, client);
  const automation = person && findAnswering(answering, person);
  if (!person || !automation) return asked.isAddressed ? tellOnce(parts, asked) : undefined;
  if (before && CANCEL.test(asked.text)) return cancel(parts, before, person);
  await start(parts, { automation, person, asked, before, about });
  return undefined;
}

/** The automation that answers what somebody asks in a channel; undefined where none does. */
export function answererOf(automations: readonly Automation[], channel: string, person: Person): Automation | undefined {
  return findAnswering(answeringIn(automations, channel), person);
}

function findAnswering(answering: readonly Automation[], { key }: Person): Automation | undefined {
  return answering.find((each) => triggersOf(each).some((trigger) => askersIn(trigger).includes(key)));
}

/** The automations that answer questions there, those of that very channel first. */
function answeringIn(automations: readonly Automation[], channel: string | undefined): Automation[] {
  const fits = (automation: Automation, where: string | undefined): boolean =>
    triggersOf(automation).some((trigger) => channelIn(trigger) === where);
  const here = automations.filter((automation) => !automation.paused && fits(automation, channel));
  const anywhere = automations.filter((automation) => !automation.paused && fits(automation, undefined) && !here.includes(automation));
  return [...here, ...anywhere];
}

function triggersOf({ triggers }: Automation): EventTrigger[] {
  return triggers.flatMap((trigger) =>
    trigger.kind === "event" && trigger.source === "slack" && trigger.options["event"] === "question" ? [trigger] : [],
  );
}

function askedIn({ event, event_time: seconds }: SlackEvent, ours: string): Asked | undefined {
  const { type, user, channel, ts, thread_ts: thread, bot_id: bot, subtype, channel_type: kind } = event;
  const isSpoken = (type === "app_mention" || type === "message") && bot === undefined && SPOKEN.has(subtype);
  if (!isSpoken || user === undefined || channel === undefined || ts === undefined) return undefined;
  const said = event.text ?? "";
  const text = shorten(said.replaceAll(`<@${ours}>`, " ").replaceAll(/\s+/g, " ").trim(), LONGEST_TEXT);
  const isAddressed = type === "app_mention" || kind === "im" || said.includes(`<@${ours}>`);
  if (text === "") return undefined;
  return { user, channel, ts, thread: thread ?? ts, text, at: new Date(seconds * 1_000).toISOString(), isAddressed };
}

function idOf({ channel }: Pick<Asked, "channel">, ts: string): string {
  return eventIdOf(`${channel}:${ts}`);
}

/** The latest question of a thread: each names the one before it by the replies that are kept to the first. */
async function findBefore({ store }: QuestionParts, answering: readonly Automation[], asked: Asked): Promise<Before | undefined> {
  if (asked.thread === asked.ts) return undefined;
  const replies = await store.replies.ofMessage(threadKey(asked));
  const times = [asked.thread, ...replies.map(({ text }) => text)].filter((ts) => ts !== asked.ts).toReversed();
  for (const ts of times) {
    for (const automation of answering) {
      const run = occurrenceIdOf({ source: QUESTION_SOURCE, id: idOf(asked, ts) }, automation.id);
      const event = (await store.occurrences.find(run))?.event;
      const question = event && questionIn(event);
      if (question) return { run, automation, text: question.text };
    }
  }
  return undefined;
}

function threadKey({ channel, thread }: Asked): string {
  return `question:${channel}:${thread}`;
}

/** Whoever may ask an automation may take back what it was asked there. */
async function cancel({ operations }: QuestionParts, { run }: Before, { name }: Person): Promise<string> {
  const isCancelled = await operations.cancel(run, `${name} took the question back`);
  return isCancelled ? "It is cancelled." : "There was nothing left to cancel.";
}

interface Starting {
  automation: Automation;
  person: Person;
  asked: Asked;
  before: Before | undefined;
  about: string | undefined;
}

/**
 * Kept before the run that it replaces is ended: what was asked is never lost in between. What is told again by Slack after all that must not
 * end the run of what was added since.
 */
async function start({ store, operations, receive, clock }: QuestionParts, { automation, person, asked, before, about }: Starting) {
  const id = idOf(asked, asked.ts);
  const known = `slack:question:${id}`;
  if (await store.replies.isKnown(known)) return;
  const text = before === undefined ? asked.text : shorten(`${before.text}\n${asked.text}`, LONGEST_TEXT);
  const { user, channel, thread, ts, at } = asked;
  await receive({
    source: QUESTION_SOURCE,
    id,
    topic: questionTopic(automation.id),
    at,
    title: shorten(`${person.name} asks: ${asked.text}`, LONGEST_TITLE),
    fields: { user, person: person.key, channel, thread, ts, text, about: about ?? null },
  });
  const earlier = before && (await store.runs.find(before.run));
  if (earlier && !TERMINAL_STATUSES.has(earlier.status)) await operations.cancel(earlier.id, "it was asked anew");
  const said = { id: known, message: threadKey(asked), person: person.key, at: instantOf(clock) };
  await store.replies.keep({ ...said, text: ts, meaning: "question" });
}

const LONGEST_TITLE = 120;

async function tellOnce({ store, clock }: QuestionParts, { user, text }: Asked): Promise<string | undefined> {
  const isNew = await store.replies.keep({ id: `slack:stranger:${user}`, message: "question", at: instantOf(clock), text });
  return isNew ? STRANGER : undefined;
}
