import type { ActionsBlock, KnownBlock } from "@slack/types";
import type { ToldStatus } from "../../core/ask.ts";
import { ANSWER_LABELS } from "../answer-labels.ts";
import type { Personal, PersonalLine, PersonalPart } from "../personal.ts";
import { contextOf, messageOf, sectionOf } from "./blocks.ts";
import { fitLine, type Cost } from "./fit.ts";
import type { SlackMessage } from "./message.ts";
import { mrkdwnLength, mrkdwnOf, type Links } from "./mrkdwn.ts";
import type { Audience } from "./outline.ts";
import { fitsOneMessage } from "./pack.ts";

/** What the `action_id` of a button begins with by which somebody answers; its status follows, and its value is the id of the ask. */
const ANSWER_ACTION = "chase_";
const NO_LINKS: Links = new Map();
/** How long a line may be, in characters of markup: the most that lets all of it stand in one message. */
const LENGTHS = [1_200, 600, 300, 150] as const;

/** What a button answers. */
export interface PressedAnswer {
  status: ToldStatus;
  /** Id of the ask. */
  ask: string;
}

/** What is for one person, in one message: below each thing that is asked about, buttons to answer by, where what they answer is heard, or what they have answered. */
export function renderPersonal({ parts }: Personal, { isHeard = true, pressed = new Map() }: Audience): SlackMessage {
  const told = parts.filter(({ form }) => form !== "words");
  const answerOf = (ask: string): KnownBlock[] => (isHeard ? [answerBlock(ask, pressed.get(ask))] : []);
  const tries = LENGTHS.map((length) => told.flatMap((part) => partBlocks(part, length, answerOf)));
  return messageOf(tries.find(fitsOneMessage) ?? tries.at(-1) ?? []);
}

/** What a button of ours answers; undefined for any other. */
export function parseAnswer(action: string, value: string): PressedAnswer | undefined {
  const [status] = ANSWER_LABELS.find(([each]) => ANSWER_ACTION + each === action) ?? [];
  return status === undefined || value === "" ? undefined : { status, ask: value };
}

type AnswerOf = (ask: string) => KnownBlock[];

function partBlocks({ form, lines }: PersonalPart, length: number, answerOf: AnswerOf): KnownBlock[] {
  const mark = form === "list" ? "\u2022 " : "";
  return lines.flatMap((each) => lineBlocks(each, mark, length, answerOf));
}

function lineBlocks({ line, ask }: PersonalLine, mark: string, length: number, answerOf: AnswerOf): KnownBlock[] {
  const costOf: Cost = (segment) => mrkdwnLength(segment, NO_LINKS);
  const text = mrkdwnOf(fitLine([{ text: mark, style: "plain" }, ...line], length, costOf), NO_LINKS);
  return [sectionOf(text), ...(ask === undefined ? [] : answerOf(ask))];
}

function answerBlock(ask: string, pressed: ToldStatus | undefined): KnownBlock {
  const [, label] = ANSWER_LABELS.find(([status]) => status === pressed) ?? [];
  return label === undefined ? answerButtons(ask) : contextOf(`Noted: ${label.toLowerCase()}.`);
}

function answerButtons(ask: string): ActionsBlock {
  const elements = ANSWER_LABELS.map(([status, label]) => ({
    type: "button" as const,
    text: { type: "plain_text" as const, text: label },
    action_id: ANSWER_ACTION + status,
    value: ask,
  }));
  return { type: "actions", elements };
}
