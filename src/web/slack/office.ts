import type { WebClient } from "@slack/web-api";
import { toStoredError } from "../../core/errors.ts";
import type { Event } from "../../core/event.ts";
import type { People } from "../../core/person.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import { hashOf } from "../../lib/hash.ts";
import { instantOf } from "../../lib/clock.ts";
import { renderHome, renderStrangersHome } from "../../render/slack/home.ts";
import { FLAG_ACTION, parseFlagValue } from "../../render/slack/menu.ts";
import { escapeText } from "../../render/slack/mrkdwn.ts";
import { APPROVE_ACTION, DENY_ACTION, parseAsked } from "../../render/slack/request.ts";
import { NOT_NOTED } from "../desk/hearing.ts";
import { createAnswers, type Answers, type AnswersParts, type Whisper } from "./answers.ts";
import { wordsOf, type BoltHandlers, type SlackSelf } from "./bolt.ts";
import type { Identify } from "./identify.ts";
import type { Desk } from "./desk.ts";
import { toEvents } from "./events.ts";
import { gatherHome, type HomeParts } from "./home.ts";
import { takeQuestion, type QuestionParts } from "./questions.ts";
import { clickSchema, decisionSchema, eventSchema, type SlackEvent } from "./payloads.ts";
import { showPresses } from "./show-presses.ts";

/** What everything that comes in from one Slack is handled with. */
export interface OfficeParts extends Omit<HomeParts, "store">, Omit<QuestionParts, "store">, Omit<AnswersParts, "store"> {
  store: HomeParts["store"] & QuestionParts["store"] & AnswersParts["store"];
  desk: Desk;
  people(): People;
  identify: Identify;
  logger: Logger;
  /** Resolves once what becomes of an event is kept. */
  receive(event: Event): Promise<unknown>;
  timezone(): string;
  clock: Clock;
}

/** Handles what comes in, and keeps the home tabs that were opened up to date. */
export interface Office extends BoltHandlers {
  /** To be called when something may have changed. */
  refresh(): Promise<void>;
}

/** What somebody's home tab shows, by a mark of it, and where. */
interface Shown {
  mark: string;
  client: WebClient;
}

/** Takes apart what Slack tells: events for automations, answers to briefings, visits of the home tab. What is none of these is let go. */
export function createOffice(parts: OfficeParts): Office {
  const shown = new Map<string, Shown>();
  const answers = createAnswers(parts);
  return {
    async refresh() {
      for (const [user, { client }] of shown) await showHome(parts, shown, user, client);
    },
    async event(body, { client, user: ours }) {
      const told = eventSchema.safeParse(body).data;
      if (!told || told.event.user === ours) return;
      // One after the other: the same person's words keep their order, and a refusal has all of them told again.
      for (const event of toEvents(told, parts.people())) await parts.receive(event);
      await hear(parts, answers, told, { client, user: ours });
      if (told.event.type === "app_home_opened" && told.event.user !== undefined) await showHome(parts, shown, told.event.user, client);
    },
    async action(body, { client }, acknowledge) {
      const whisper = await answers.press(body, client);
      await acknowledge();
      if (whisper) return tellPressed(parts, client, whisper);
      await takeChoice(parts, body, client);
      const user = await takeDecision(parts, body, client);
      if (user !== undefined) await showHome(parts, shown, user, client);
    },
  };
}

/** An answer to a question is neither an order nor a question itself. */
async function hear(parts: OfficeParts, answers: Answers, told: SlackEvent, { client, user: ours }: SlackSelf): Promise<void> {
  const heard = await answers.hear(told, client);
  const { channel, user, thread_ts: thread } = told.event;
  if (heard === undefined) {
    await hearReply(parts, told, client);
    await hearQuestion(parts, told, client, ours);
    return;
  }
  const text = NOT_NOTED[heard];
  if (text === undefined || channel === undefined || user === undefined) return;
  await tell(parts, client, { channel, user, ...(thread !== undefined && { thread_ts: thread }), text });
}

/** What somebody says, in the thread or in the channel too; all else tells of what was changed. */
const SPOKEN: ReadonlySet<string | undefined> = new Set([undefined, "thread_broadcast"]);

/** What is written below a message of ours; the answer goes to whoever wrote it, there. */
async function hearReply(parts: OfficeParts, { event }: SlackEvent, client: WebClient): Promise<void> {
  const { desk, identify } = parts;
  const { type, user, channel, ts, thread_ts: thread, text, bot_id: bot, subtype } = event;
  const isReply = type === "message" && bot === undefined && SPOKEN.has(subtype) && thread !== undefined && thread !== ts;
  if (!isReply || user === undefined || channel === undefined || ts === undefined) return;
  const told = await desk.hear({ id: ts, person: await identify(user, client), place: { channel, ts: thread }, text: text ?? "" });
  if (told !== undefined) await tell(parts, client, { channel, user, thread_ts: thread, text: told });
}

/** What is asked; the answer comes when its run has ended, and whatever is to be told before is for whoever asked. */
async function hearQuestion(parts: OfficeParts, told: SlackEvent, client: WebClient, ours: string): Promise<void> {
  const { user, channel, thread_ts: thread } = told.event;
  const words = await takeQuestion(parts, told, client, ours);
  if (words === undefined || user === undefined || channel === undefined) return;
  await tell(parts, client, { channel, user, ...(thread !== undefined && { thread_ts: thread }), text: words });
}

interface Words {
  channel: string;
  user: string;
  thread_ts?: string;
  text: string;
}

/** To the one who spoke and nobody else: what is done is done, also where it can't be told. */
async function tell({ logger }: OfficeParts, client: WebClient, { text, ...where }: Words): Promise<void> {
  try {
    await client.chat.postEphemeral({ ...where, text: escapeText(text) });
  } catch (error) {
    logger.warn({}, `An answer could not be given in Slack: ${wordsOf([toStoredError(error).message])}`);
  }
}

/** One word back: in the question, or else beside it. */
async function tellPressed(parts: OfficeParts, client: WebClient, { question, ...words }: Whisper): Promise<void> {
  try {
    if (question) return await showPresses(parts.store, client, question);
  } catch (error) {
    parts.logger.warn({}, `What was pressed could not be shown in Slack: ${wordsOf([toStoredError(error).message])}`);
  }
  await tell(parts, client, words);
}

async function takeChoice(parts: OfficeParts, body: unknown, client: WebClient): Promise<void> {
  const click = clickSchema.safeParse(body).data;
  const [action] = click?.actions ?? [];
  const chosen = action?.action_id === FLAG_ACTION ? parseFlagValue(action.selected_option?.value ?? "") : undefined;
  if (!click || !chosen) return;
  const { channel_id: channel, message_ts: ts, thread_ts: thread } = click.container;
  const place = { channel, ts: thread ?? ts };
  const person = await parts.identify(click.user.id, client);
  const told = await parts.desk.choose({ id: click.trigger_id, person, place, ...chosen });
  if (told === undefined) return;
  const where = { channel, user: click.user.id, ...(thread !== undefined && { thread_ts: thread }) };
  await tell(parts, client, { ...where, text: told });
}

/** A held message that is let go or ended; resolves with who did where that was in the home tab, which is then shown anew. */
async function takeDecision(parts: OfficeParts, body: unknown, client: WebClient): Promise<string | undefined> {
  const click = decisionSchema.safeParse(body).data;
  const [action] = click?.actions ?? [];
  const asked = action && [APPROVE_ACTION, DENY_ACTION].includes(action.action_id) ? parseAsked(action.value) : undefined;
  if (!click || !action || !asked) return undefined;
  const { channel_id: channel, message_ts: ts, thread_ts: thread } = click.container;
  const place = channel === undefined || ts === undefined ? undefined : { channel, ts: thread ?? ts };
  const person = await parts.identify(click.user.id, client);
  const said = { id: click.trigger_id, person, approved: action.action_id === APPROVE_ACTION, asked };
  const told = await parts.desk.decide({ ...said, ...(place && { place }) });
  if (!place) return click.user.id;
  if (told !== undefined) await tell(parts, client, { channel: place.channel, user: click.user.id, text: told });
  return undefined;
}

/** Published only where it differs from what was published last; that it can't be now keeps nobody else from theirs. */
async function showHome(parts: OfficeParts, shown: Map<string, Shown>, user: string, client: WebClient): Promise<void> {
  try {
    await publishHome(parts, shown, user, client);
  } catch (error) {
    shown.delete(user);
    parts.logger.warn({}, `A home tab could not be shown in Slack: ${wordsOf([toStoredError(error).message])}`);
  }
}

async function publishHome(parts: OfficeParts, shown: Map<string, Shown>, user: string, client: WebClient): Promise<void> {
  const person = await parts.identify(user, client);
  const reader = { timezone: person?.timezone ?? parts.timezone(), asOf: instantOf(parts.clock) };
  const home = person && (await gatherHome(parts, person, reader));
  const mark = hashOf(home ?? "stranger");
  if (shown.get(user)?.mark === mark) return;
  await client.views.publish({ user_id: user, view: home ? renderHome(home, reader) : renderStrangersHome() });
  shown.set(user, { mark, client });
}
