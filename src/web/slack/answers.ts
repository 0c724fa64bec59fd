import type { WebClient } from "@slack/web-api";
import { isAnswerable } from "../../core/ask.ts";
import type { Automation } from "../../core/automation.ts";
import { isPersonal } from "../../core/briefing.ts";
import type { Person } from "../../core/person.ts";
import type { Store } from "../../core/ports/store.ts";
import { instantOf } from "../../lib/clock.ts";
import { ANSWER_LABELS } from "../../render/answer-labels.ts";
import { parseAnswer, type PressedAnswer } from "../../render/slack/personal.ts";
import { createHearing, NOT_NOTED, type Heard, type Hearing, type HearingParts } from "../desk/hearing.ts";
import type { SentMessage } from "../desk/sent.ts";
import { UNKNOWN_PERSON } from "./desk.ts";
import type { Identify } from "./identify.ts";
import { findPosted, type SlackPlace } from "./message.ts";
import { decisionSchema, type SlackEvent } from "./payloads.ts";
import { answererOf } from "./questions.ts";

export interface AnswersParts extends HearingParts {
  store: HearingParts["store"] & Pick<Store, "documents">;
  automations(): readonly Automation[];
  identify: Identify;
}

/** What is to be told to the one who pressed a button, there; what was noted is shown in the question itself, and told only where that can't be. */
export interface Whisper {
  channel: string;
  user: string;
  text: string;
  question?: SentMessage;
}

/** Hears what people answer in Slack to what they were asked: below a question, by themselves where they speak to Chief alone, and by buttons. */
export interface Answers {
  /** Undefined for what answers no question. */
  hear(told: SlackEvent, client: WebClient): Promise<Heard | undefined>;
  /** Resolves, once it is kept, with what to tell; undefined for what is none of these buttons, and for one that was told before. */
  press(body: unknown, client: WebClient): Promise<Whisper | undefined>;
}

const UNKNOWN_QUESTION = "I do not know this question any more, so nothing was noted.";
const NOT_YOURS = "This is asked of somebody else, so nothing was noted.";

export function createAnswers(parts: AnswersParts): Answers {
  const hearing = createHearing(parts);
  return { hear: (told, client) => hear(parts, hearing, told, client), press: (body, client) => takePress(parts, hearing, body, client) };
}

/** Something that somebody wrote, or made of what they had written. */
interface Said extends SlackPlace {
  user: string;
  text: string;
  thread?: string | undefined;
  /** When it was changed. */
  edited?: string;
}

const SPOKEN: ReadonlySet<string | undefined> = new Set([undefined, "thread_broadcast", "file_share"]);

function saidIn({ event }: SlackEvent): Said | undefined {
  const { type, subtype, channel, message } = event;
  if (type !== "message" || channel === undefined) return undefined;
  const { user, ts, text = "", thread_ts: thread, bot_id: bot } = subtype === "message_changed" ? (message ?? {}) : event;
  const edited = subtype === "message_changed" ? message?.edited?.ts : undefined;
  const isSpoken = bot === undefined && (SPOKEN.has(subtype) || edited !== undefined);
  if (!isSpoken || user === undefined || ts === undefined) return undefined;
  return { user, channel, ts, text, ...(thread !== ts && { thread }), ...(edited !== undefined && { edited }) };
}

async function hear(parts: AnswersParts, hearing: Hearing, told: SlackEvent, client: WebClient): Promise<Heard | undefined> {
  const said = saidIn(told);
  const isDirect = told.event.channel_type === "im";
  if (!said || (!isDirect && said.thread === undefined)) return undefined;
  const { channel, thread, user, ts, text, edited } = said;
  const sent = thread === undefined ? undefined : await findPosted(parts.store, { channel, ts: thread });
  // What stands below anything else that was sent is no answer to a question.
  if (sent ? !isPersonal(sent.briefing) : !isDirect) return undefined;
  const person = await parts.identify(user, client);
  const id = `slack:${channel}:${ts}`;
  if (!person || (edited !== undefined && !(await parts.store.replies.isKnown(id)))) return undefined;
  const at = new Date(told.event_time * 1_000).toISOString();
  const answered = { id: edited === undefined ? id : `${id}:${edited}`, person, at, text };
  if (sent) return hearing.below(sent, answered);
  return answererOf(parts.automations(), channel, person) ? undefined : hearing.loose("slack", answered);
}

async function takePress(parts: AnswersParts, hearing: Hearing, body: unknown, client: WebClient): Promise<Whisper | undefined> {
  const click = decisionSchema.safeParse(body).data;
  const [action] = click?.actions ?? [];
  const answer = action && parseAnswer(action.action_id, action.value);
  const { channel_id: channel, message_ts: ts } = click?.container ?? {};
  if (!click || !answer || channel === undefined || ts === undefined) return undefined;
  const person = await parts.identify(click.user.id, client);
  const told = person
    ? await press(parts, hearing, { ...answer, place: { channel, ts }, person, trigger: click.trigger_id })
    : { text: UNKNOWN_PERSON };
  return told && { channel, user: click.user.id, ...told };
}

interface Press extends PressedAnswer {
  place: SlackPlace;
  person: Person;
  /** Slack's own id of it. */
  trigger: string;
}

/** What a press says of itself is believed only as far as what was sent, and to whom, bears it out. */
async function press(
  parts: AnswersParts,
  hearing: Hearing,
  { status, ask: id, place, person, trigger }: Press,
): Promise<Pick<Whisper, "text" | "question"> | undefined> {
  const sent = await findPosted(parts.store, place);
  const ask = sent?.briefing.asking?.asks.some((each) => each.id === id) ? await parts.store.asks.find(id) : undefined;
  if (!sent || !ask) return { text: UNKNOWN_QUESTION };
  if (ask.person !== person.key) return { text: NOT_YOURS };
  if (!isAnswerable(ask)) return { text: NOT_NOTED.over };
  const pressed = { status, ask: id };
  const answered = { id: `slack:${place.channel}:${trigger}`, person, at: instantOf(parts.clock), text: "", pressed };
  const heard = await hearing.below(sent, answered);
  if (heard === undefined) return { text: NOT_YOURS };
  if (heard === "known") return undefined;
  if (heard !== "kept") return { text: NOT_NOTED[heard] };
  const label = ANSWER_LABELS.find(([each]) => each === status)?.[1] ?? "";
  return { text: `Noted: ${label.toLowerCase()}.`, question: sent };
}
