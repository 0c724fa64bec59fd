import type { HomeView, KnownBlock } from "@slack/types";
import type { Reader } from "../prose.ts";
import { formatInstant } from "../prose.ts";
import { guardText } from "../guard.ts";
import { contextOf, sectionOf } from "./blocks.ts";
import { escapeText } from "./mrkdwn.ts";

/** What the home tab tells one person. Instants are UTC. */
export interface Home {
  next: readonly { name: string; at: string }[];
  recent: readonly { name: string; at: string; outcome: string }[];
  /** Messages that wait for this person's word. */
  held: readonly { key: string; name: string; to: string; until?: string }[];
  connections: readonly { name: string; state: string }[];
  /** What is not told or not run at this person's wish, each with the command that takes it back. */
  silenced: readonly { what: string; undo: string }[];
}

/** The `action_id`s of the buttons below a held message; the value is its key. */
export const APPROVE_ACTION = "approve";
export const DENY_ACTION = "deny";

/** Of each kind so many are shown. */
const MOST_ROWS = 8;
const LONGEST_WORDS = 120;

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

function heldBlocks({ key, name, to, until }: Home["held"][number], at: (instant: string) => string): KnownBlock[] {
  const limit = until === undefined ? "" : `, until ${at(until)}`;
  const button = (text: string, action: string) => ({
    type: "button" as const,
    text: { type: "plain_text" as const, text },
    action_id: action,
    value: key,
  });
  return [
    sectionOf(`${words(name)} to ${words(to)}${limit}`),
    { type: "actions", elements: [button("Approve", APPROVE_ACTION), button("Deny", DENY_ACTION)] },
  ];
}

function words(text: string): string {
  return escapeText(guardText(text, LONGEST_WORDS));
}
