import type { KnownBlock } from "@slack/types";
import type { Unit } from "./thread.ts";

/** Slack takes 50, https://docs.slack.dev/reference/block-kit/blocks; room is left for what is added to a message later. */
const MOST_BLOCKS = 40;
/**
 * Longest blocks of one message, in bytes of JSON. The limit is on no page; Slack refuses from about 13,200 on with
 * msg_blocks_too_long, https://github.com/slackapi/bolt-js/issues/2509
 */
const LONGEST_BLOCKS = 9_500;
/** A thread of more is read by nobody. */
const MOST_MESSAGES = 5;

/** A thread's messages, block by block, and whether everything is in them. */
export interface Pack {
  messages: readonly (readonly KnownBlock[])[];
  isWhole: boolean;
}

/** Fills messages in order, `closing` at the end; where they would be too many, the last ends with `instead`. */
export function packThread(units: readonly Unit[], closing: Unit, instead: Unit): Pack {
  const whole = fill([...units, closing], { blocks: 0, bytes: 0 });
  if (whole.length <= MOST_MESSAGES) return { messages: whole, isWhole: true };
  const cut = fill(units, sizeOf(instead)).slice(0, MOST_MESSAGES);
  return { messages: cut.map((blocks, index) => (index === MOST_MESSAGES - 1 ? [...blocks, ...instead] : blocks)), isWhole: false };
}

/** Whether blocks have room in one message. */
export function fitsOneMessage(blocks: readonly KnownBlock[]): boolean {
  const { blocks: count, bytes } = sizeOf(blocks);
  return count <= MOST_BLOCKS && bytes <= LONGEST_BLOCKS;
}

/** What something takes of a message's room. */
interface Size {
  blocks: number;
  bytes: number;
}

/** Messages as full as they may be, `reserved` staying free in each. */
function fill(units: readonly Unit[], reserved: Size): KnownBlock[][] {
  const messages: KnownBlock[][] = [];
  let left: Size = { blocks: 0, bytes: 0 };
  for (const unit of units.filter(({ length }) => length > 0)) {
    const size = sizeOf(unit);
    if (size.blocks > left.blocks || size.bytes > left.bytes) {
      messages.push([]);
      left = { blocks: MOST_BLOCKS - reserved.blocks, bytes: LONGEST_BLOCKS - reserved.bytes };
    }
    messages.at(-1)?.push(...unit);
    left = { blocks: left.blocks - size.blocks, bytes: left.bytes - size.bytes };
  }
  return messages;
}

const ENCODER = new TextEncoder();

/** Each block has a comma behind it. */
function sizeOf(unit: Unit): Size {
  return { blocks: unit.length, bytes: unit.reduce((sum, block) => sum + ENCODER.encode(JSON.stringify(block)).length + 1, 0) };
}
