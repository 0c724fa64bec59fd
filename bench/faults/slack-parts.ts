import { renderSlack } from "../../src/render/slack/render-slack.ts";
import { sampleBriefing } from "../../test/render/sample.ts";
import type { SlackStored } from "../../test/support/slack-server.ts";

/** What there is of one message that arrived whole, all of it of the sample briefing. */
const PARTS = ["parent", ...renderSlack(sampleBriefing()).thread.map((_, index) => `detail ${index + 1}`)];

/** Messages of which a part is missing, and parts that are there more than once. */
export function countParts(threads: readonly SlackStored[][], keys: readonly string[]): { lost: number; repeated: number } {
  const there = threads.flat().map(({ metadata }) => markOf(metadata?.event_payload.key ?? "", metadata?.event_payload.part ?? ""));
  const known = new Set(there);
  const lost = keys.filter((key) => PARTS.some((part) => !known.has(markOf(key, part)))).length;
  return { lost, repeated: there.length - known.size };
}

function markOf(key: string, part: string): string {
  return `${key}\n${part}`;
}
