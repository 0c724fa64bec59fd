import type { HomeView, KnownBlock } from "@slack/types";
import type { Reader } from "../prose.ts";
import { formatInstant } from "../prose.ts";
import { guardText } from "../guard.ts";
import { contextOf, sectionOf } from "./blocks.ts";
import { escapeText } from "./mrkdwn.ts";
import { messageBlocks, requestButtons, type Asked } from "./request.ts";

/** What the home tab tells one person. Instants are UTC. */
export interface Home {
  next: readonly { name: string; at: string }[];
  recent: readonly { name: string; at: string; outcome: string }[];
  /** Messages that wait for this person's word. */
  held: readonly HeldRow[];
  connections: readonly { name: string; state: string }[];
  /** What is not told or not run at this person's wish, each with the command that takes it back. */
  silenced: readonly { what: string; undo: string }[];
}

/** A message that waits for a person's word. */
export interface HeldRow {
  name: string;
  to: string;
  asked: Asked;
  /** Why it waits, each as a sentence. */
  reasons: readonly string[];
  /** All of it, as its reader would read it. */
  text: string;
}

/** Of each kind so many are shown. */
const MOST_ROWS = 8;
const LONGEST_WORDS = 120;
/** One of text, between two lines. */
const MOST_BLOCKS_OF_MESSAGE = 3;
/** As much of a key as people need to name a message. */
const SHOWN = 8;

/** The home tab within Slack's limits: at most 100 blocks (https://docs.slack.dev/reference/views/home-tab-views). */
export function renderHome(home: Home, reader: Reader): HomeView {
  const at = (instant: string): string => formatInstant(instant, reader);
  const blocks = [
    ...part("Next", home.next, ({ name, at: when }) => [sectionOf(`${words(name)}: ${at(when)}`)], "Nothing is due."),
    ...part("Waiting for you", home.held, (each) => heldBlocks(each, at), "No message waits for your word."),
    ...part(
      "Lately",
      home.recent,
      ({ name, at: when, outcome }) => [sectionOf(`${words(name)}, ${at(when)}: ${words(outcome)}`)],
      "Nothing ran yet.",
    ),
    ...part("Connections", home.connections, ({ name, state }) => [sectionOf(`${words(name)}: ${words(state)}`)], "There is none."),
    ...part(
      "Silenced",
      home.silenced,
      ({ what, undo }) => [sectionOf(`${words(what)}\nTo take it back: ${words(undo)}`)],
      "Nothing is silenced.",
    ),
    contextOf(`As of ${at(reader.asOf)} (${words(reader.timezone)}).`),
  ];
  return { type: "home", blocks };
}

/** What a stranger sees. */
export function renderStrangersHome(): HomeView {
  const text = "I do not know you here. Whoever runs Chief can add your Slack id to config/people.yaml.";
  return { type: "home", blocks: [sectionOf(text)] };
}

function part<Row>(title: string, rows: readonly Row[], blocksOf: (row: Row) => KnownBlock[], none: string): KnownBlock[] {
  const more = rows.length - MOST_ROWS;
  return [
    { type: "header", text: { type: "plain_text", text: title } },
    ...(rows.length === 0 ? [sectionOf(none)] : rows.slice(0, MOST_ROWS).flatMap(blocksOf)),
    ...(more > 0 ? [contextOf(`${more} more.`)] : []),
  ];
}

/** With buttons where one block holds all of the message, so that nothing is answered unseen. */
function heldBlocks({ name, to, asked, reasons, text }: HeldRow, at: (instant: string) => string): KnownBlock[] {
  const about = [`${words(name)} ${words(to)}, until ${at(asked.until)}`, ...reasons.map(words)];
  const whole = messageBlocks(text);
  if (whole.length <= MOST_BLOCKS_OF_MESSAGE) return [sectionOf(about.join("\n")), ...whole, requestButtons(asked)];
  const key = asked.message.slice(asked.message.indexOf(":") + 1).slice(0, SHOWN);
  return [
    sectionOf(about.join("\n")),
    contextOf(`It is too long to be approved here: chief approve ${key} shows it and takes your answer.`),
  ];
}

function words(text: string): string {
  return escapeText(guardText(text, LONGEST_WORDS));
}
