import type { ContextBlock, KnownBlock, Overflow, SectionBlock } from "@slack/types";
import { escapeText } from "./mrkdwn.ts";
import type { SlackMessage } from "./message.ts";
import { fitLine } from "./fit.ts";

/** Longest text of one block that we write, in characters of markup; Slack takes 3,000. https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const LONGEST_TEXT = 2_800;
/** Longest text beside the blocks; Slack advises 4,000. https://docs.slack.dev/reference/methods/chat.postMessage */
const LONGEST_FALLBACK = 3_000;

/** A paragraph, with its menu where it has one. */
export function sectionOf(text: string, menu?: Overflow): SectionBlock {
  return { type: "section", text: mrkdwn(text), ...(menu && { accessory: menu }) };
}

/** A line in small print. */
export function contextOf(text: string): ContextBlock {
  return { type: "context", elements: [mrkdwn(text)] };
}

/** Blocks with what they say as plain text, which is all that notifications show and screen readers read. */
export function messageOf(blocks: readonly KnownBlock[]): SlackMessage {
  const said = blocks.flatMap(textsIn).map(plainOf).join("\n");
  const [fitted] = fitLine([{ text: said, style: "plain" }], LONGEST_FALLBACK, ({ text }) => escapeText(text).length);
  return { text: escapeText(fitted?.text ?? ""), blocks };
}

/** All that a message says as plain text, with the address behind each link. */
export function wholeTextOf({ blocks }: SlackMessage): string {
  return blocks
    .flatMap(textsIn)
    .map((text) => plainOf(text.replaceAll(/<(https?:[^<>|]*)\|([^<>]*)>/g, "$2 ($1)")))
    .join("\n");
}

/** The texts of a block, in Slack's markup. */
export function textsIn(block: KnownBlock): string[] {
  if (block.type === "section") return block.text ? [block.text.text] : [];
  return block.type === "context" ? block.elements.flatMap((element) => (element.type === "mrkdwn" ? [element.text] : [])) : [];
}

/** `verbatim` keeps Slack from finding links and channels of its own in the words. */
function mrkdwn(text: string) {
  return { type: "mrkdwn" as const, text, verbatim: true };
}

function plainOf(text: string): string {
  return text
    .replaceAll(/<[^<>|]*\|([^<>]*)>/g, "$1")
    .replaceAll("*", "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
