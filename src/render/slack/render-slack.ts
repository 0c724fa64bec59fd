import type { Briefing } from "../../core/briefing.ts";
import { renderTerminal } from "../terminal.ts";
import type { SlackBriefing, SlackMessage } from "./message.ts";

/** The columns of the plain text. */
const WIDTH = 80;

/** A briefing for Slack: its first paragraph for the channel, the rest in two messages for the thread. */
export function renderSlack(briefing: Briefing): SlackBriefing {
  const [headline = "", ...paragraphs] = renderTerminal(briefing, { width: WIDTH, color: false }).trim().split("\n\n");
  const middle = Math.ceil(paragraphs.length / 2);
  const thread = [paragraphs.slice(0, middle), paragraphs.slice(middle)].map((part) => messageOf(part.join("\n\n")));
  return { parent: messageOf(headline), thread };
}

function messageOf(text: string): SlackMessage {
  return { text, blocks: [{ type: "section", text: { type: "plain_text", text } }] };
}
