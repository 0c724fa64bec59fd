import type { KnownBlock } from "@slack/types";
import type { Briefing } from "../../core/briefing.ts";
import { attachedPage } from "../attached-page.ts";
import { renderMarkdown } from "../markdown.ts";
import { personalOf } from "../personal.ts";
import type { Answers } from "./answers.ts";
import { contextOf, messageOf, sectionOf, textsIn } from "./blocks.ts";
import { findKey } from "./menu.ts";
import type { SlackBriefing } from "./message.ts";
import { escapeText, mrkdwnOf } from "./mrkdwn.ts";
import { outlineOf, type Audience } from "./outline.ts";
import { packThread } from "./pack.ts";
import { parentBlocks } from "./parent.ts";
import { renderPersonal } from "./personal.ts";
import { renderRequest } from "./request.ts";
import { closingUnit, threadUnits, toldIn } from "./thread.ts";

const LONGEST_NAME = 80;

/**
 * A briefing as Slack messages within Slack's limits. A flag that was answered says so in place of its menu, so that
 * rendering again and updating the messages is all there is to do after an answer.
 */
export function renderSlack(briefing: Briefing, audience: Audience = {}): SlackBriefing {
  if (briefing.request) return renderRequest(briefing, briefing.request, audience);
  const personal = personalOf(briefing);
  if (personal) return { parent: renderPersonal(personal, audience), thread: [] };
  const outline = outlineOf(briefing, audience);
  const file = { ...fileOf(briefing, audience), title: outline.page.title };
  const told = audience.earlier ? toldIn(outlineOf(audience.earlier, audience)) : new Set<string>();
  const closing = closingUnit(outline, told);
  const rest = contextOf(`Not all of it fits here: the whole briefing is in the file ${escapeText(file.name)}.`);
  const { messages, isWhole } = packThread(threadUnits(outline, told), closing, [...closing, rest]);
  const thread = messages.map((blocks) => messageOf(blocks.map((block) => answered(block, outline.answers))));
  const slack = { parent: messageOf(parentBlocks(outline)), thread };
  return isWhole && audience.page === undefined ? slack : { ...slack, file };
}

/** The whole, as a page where one is to go along. */
function fileOf(briefing: Briefing, { page }: Audience): { name: string; content: string } {
  if (page !== undefined) {
    const { name, html } = attachedPage(briefing);
    return { name, content: html };
  }
  return { name: `${briefing.automation.replaceAll(/[^a-z0-9-]+/gi, "-").slice(0, LONGEST_NAME)}.md`, content: renderMarkdown(briefing) };
}

/** Told after the thread was cut into messages, so that an answer moves nothing from one message to the next. */
function answered(block: KnownBlock, answers: Answers): KnownBlock {
  const answer = answers.get(findKey(block) ?? "");
  return answer ? sectionOf([...textsIn(block), mrkdwnOf(answer, new Map())].join("\n")) : block;
}
