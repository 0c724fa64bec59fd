import type { ActionsBlock, KnownBlock } from "@slack/types";
import type { ApprovalRequest } from "../../core/approval.ts";
import type { Briefing } from "../../core/briefing.ts";
import { guardText } from "../guard.ts";
import { pageOf, type Line } from "../page.ts";
import { contextOf, LONGEST_TEXT, messageOf, sectionOf } from "./blocks.ts";
import type { SlackBriefing } from "./message.ts";
import { escapeText, mrkdwnOf } from "./mrkdwn.ts";
import type { Audience } from "./outline.ts";
import { fitsOneMessage } from "./pack.ts";

/** The `action_id`s of the two buttons below a held message that is shown whole. */
export const APPROVE_ACTION = "approve";
export const DENY_ACTION = "deny";

/** The question that a button answers; without a content where only its owner can say whether a message arrived. */
export type Asked = Pick<ApprovalRequest, "message" | "until"> & { content?: string };

/** Stands for no content. */
const NO_CONTENT = "none";

const LONGEST_OUTCOME = 200;
const TOO_LONG = "It is too long to be approved here: all of it is in the file, and the command line takes your answer.";

/**
 * A question about a held message: with all of that message in one of Slack's and two buttons below it, or else without buttons and all of
 * it in a file. Once there is an `outcome`, that stands in the place of the buttons.
 */
export function renderRequest(briefing: Briefing, request: ApprovalRequest, { isHeard = true, outcome }: Audience): SlackBriefing {
  const { headline, blocks, coverage } = pageOf(briefing);
  const [about] = blocks;
  const head = [headline, ...(about?.lines ?? [])].map((line) => sectionOf(textOf(line)));
  const how = contextOf(textOf(coverage));
  const { text } = request;
  if (text === undefined) return { parent: messageOf([...head, outcome === undefined ? how : outcomeBlock(outcome)]), thread: [] };
  const whole = [...head, ...messageBlocks(text), how, answerBlock(request, outcome)];
  if (fitsOneMessage(whole)) return { parent: messageOf(isHeard || outcome !== undefined ? whole : whole.slice(0, -1)), thread: [] };
  const parent = messageOf([...head, contextOf(TOO_LONG), outcome === undefined ? how : outcomeBlock(outcome)]);
  return { parent, thread: [], file: { name: "message.txt", title: "The message, whole", content: text } };
}

/** A held message, as `shownWhole` gives it, between two lines and with nothing of it folded away; in as many blocks as it takes. */
export function messageBlocks(text: string): KnownBlock[] {
  const texts: string[] = [];
  for (const line of text.trimEnd().split("\n").map(escapeText)) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + line.length < LONGEST_TEXT) texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  // A block without a text is refused.
  const sections = texts.map((each) => ({ ...sectionOf(each.trim() === "" ? "(empty)" : each), expand: true }));
  return [{ type: "divider" }, ...sections, { type: "divider" }];
}

/** The two buttons, which carry what they answer and nothing that could be believed of who presses them. */
export function requestButtons(asked: Asked): ActionsBlock {
  const button = (text: string, action: string) => ({
    type: "button" as const,
    text: { type: "plain_text" as const, text },
    action_id: action,
    value: [asked.message, asked.content ?? NO_CONTENT, asked.until].join(" "),
  });
  return { type: "actions", elements: [button("Approve", APPROVE_ACTION), button("Deny", DENY_ACTION)] };
}

/** What a button of ours carries; undefined for any other value. */
export function parseAsked(value: string): Asked | undefined {
  const [message, content, until, ...more] = value.split(" ");
  if (!message || !content || !until || more.length > 0) return undefined;
  return { message, until, ...(content !== NO_CONTENT && { content }) };
}

function answerBlock(request: ApprovalRequest, outcome: string | undefined): KnownBlock {
  return outcome === undefined ? requestButtons(request) : outcomeBlock(outcome);
}

function outcomeBlock(outcome: string): KnownBlock {
  return contextOf(escapeText(guardText(outcome, LONGEST_OUTCOME)));
}

function textOf(line: Line): string {
  return mrkdwnOf(line, new Map());
}
