import { isDeepStrictEqual } from "node:util";
import type { Person } from "../../core/person.ts";
import { REQUEST_GRANT } from "../../engine/alerts/ask.ts";
import { renderSlack } from "../../render/slack/render-slack.ts";
import { requestButtons, type Asked } from "../../render/slack/request.ts";
import { createTurn, once, type Order } from "../desk/once.ts";
import { answer, orderOf, type DeskParts } from "../desk/orders.ts";
import { flagsOf } from "../desk/sent.ts";
import type { FlagWord } from "../desk/words.ts";
import { findPosted, type SlackPlace } from "./message.ts";

/** What somebody did with a message of ours. */
interface Said {
  /** Slack's own id of it, the same whenever it is told again. */
  id: string;
  /** Who it was; absent for somebody unknown. */
  person?: Person | undefined;
  place: SlackPlace;
}

/** A choice in a flag's menu. */
export interface Choice extends Said {
  verb: FlagWord;
  /** Key of the finding. */
  key: string;
}

/** What somebody wrote below a message. */
export interface Written extends Said {
  text: string;
}

/** A button below a held message. */
export interface Decision extends Omit<Said, "place"> {
  /** Absent in the home tab. */
  place?: SlackPlace;
  approved: boolean;
  asked: Asked;
}

/** What people say to messages of ours in Slack, checked and done. All resolve with what to tell the one who spoke; undefined where nothing is. */
export interface Desk {
  choose(choice: Choice): Promise<string | undefined>;
  hear(written: Written): Promise<string | undefined>;
  decide(decision: Decision): Promise<string | undefined>;
}

/** Where the home tab's buttons are. */
const HOME: SlackPlace = { channel: "home", ts: "" };

/** What is said to somebody who is in Slack but not in config/people.yaml. */
export const UNKNOWN_PERSON =
  "I do not know you here, so nothing was changed. Whoever runs Chief can add your Slack id to config/people.yaml.";
const UNKNOWN_MESSAGE = "I do not know this message any more, so nothing was changed.";

/**
 * Everything is checked against what was sent and kept; of what a request says of itself only its sender is believed. Each thing
 * said is done once, and one after the other, so that what is said twice at once is not done twice either.
 */
export function createDesk(parts: DeskParts): Desk {
  const inTurn = createTurn();
  return {
    choose: (choice) => inTurn(() => choose(parts, choice)),
    hear: (written) => inTurn(() => hear(parts, written)),
    decide: (decision) => inTurn(() => decide(parts, decision)),
  };
}

async function choose(parts: DeskParts, choice: Choice): Promise<string | undefined> {
  const { person, place, verb, key } = choice;
  if (!person) return UNKNOWN_PERSON;
  const sent = await findPosted(parts.store, place);
  if (!sent || !flagsOf(sent.briefing).includes(key)) return UNKNOWN_MESSAGE;
  const order = { meaning: verb, act: () => answer(parts, { sent, person, verb, key }) };
  return keep(parts, sent.entry.key, { ...choice, text: `${verb} ${key}` }, order);
}

async function hear(parts: DeskParts, written: Written): Promise<string | undefined> {
  const sent = await findPosted(parts.store, written.place);
  return sent && keep(parts, sent.entry.key, written, orderOf(parts, sent, written.person, written.text));
}

/** Two that are pressed at once are two answers, of which the first counts. */
async function decide(parts: DeskParts, decision: Decision): Promise<string | undefined> {
  const { person, place, approved, asked } = decision;
  if (!person) return UNKNOWN_PERSON;
  if (place && !(await isAskedThere(parts, place, asked))) return UNKNOWN_MESSAGE;
  const meaning = approved ? "approve" : "deny";
  const said = { ...decision, place: place ?? HOME, text: `${meaning} ${asked.message}` };
  return keep(parts, asked.message, said, { meaning, act: () => parts.answer({ ...asked, approved, person }) });
}

/** Whether the message there is ours and asks this very question, with buttons: what it does not show whole is not answered there. */
async function isAskedThere({ store }: DeskParts, place: SlackPlace, asked: Asked): Promise<boolean> {
  const posted = await findPosted(store, place);
  if (posted?.entry.grant !== REQUEST_GRANT) return false;
  const { blocks } = renderSlack(posted.briefing).parent;
  return blocks.some((block) => isDeepStrictEqual(block, requestButtons(asked)));
}

function keep(parts: DeskParts, message: string, { id, place, person, text }: Written, order?: Order): Promise<string | undefined> {
  return once(parts, { id: `slack:${place.channel}:${id}`, message, person, text }, order);
}
