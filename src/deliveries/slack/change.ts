import type { Briefing } from "../../core/briefing.ts";
import { hashOf } from "../../lib/hash.ts";
import { listOf } from "../../lib/text.ts";
import { formatTime, textOf } from "../../render/prose.ts";
import { messageOf, sectionOf } from "../../render/slack/blocks.ts";
import type { SlackMessage } from "../../render/slack/message.ts";
import { escapeText } from "../../render/slack/mrkdwn.ts";

/** Whether a briefing says anything that an earlier one did not. */
export function isNews(earlier: Briefing, { sections, gaps }: Briefing): boolean {
  return hashOf({ sections: earlier.sections, gaps: earlier.gaps }) !== hashOf({ sections, gaps });
}

/** `Updated 10:40: 1 more at risk.`: stands in the thread of a message that was brought up to date. What a report says itself of what is new goes first. */
export function updateNote(earlier: Briefing, briefing: Briefing): SlackMessage {
  const { news, asOf, timezone } = briefing;
  const words = news ? textOf(news, { asOf, timezone }) : changeInWords(earlier, briefing);
  return messageOf([sectionOf(escapeText(`Updated ${formatTime(asOf, { asOf, timezone })}: ${words}.`))]);
}

function changeInWords(earlier: Briefing, briefing: Briefing): string {
  const [before, now] = [risksOf(earlier), risksOf(briefing)];
  const [more, less] = [countWithout(now, before), countWithout(before, now)];
  const words = [...(more > 0 ? [`${more} more at risk`] : []), ...(less > 0 ? [`${less} no longer at risk`] : [])];
  return words.length > 0 ? listOf(words) : "the same at risk, with news in the details";
}

function countWithout(risks: ReadonlySet<string>, others: ReadonlySet<string>): number {
  return [...risks].filter((risk) => !others.has(risk)).length;
}

/** By their findings' keys; a line that tells of none stands for itself. */
function risksOf({ sections }: Briefing): Set<string> {
  const bullets = sections.filter(({ id }) => id === "risks").flatMap((section) => section.bullets);
  return new Set(bullets.flatMap(({ flags, text }) => (flags.length > 0 ? flags : [hashOf(text)])));
}
