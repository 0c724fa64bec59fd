import { mostWordsOf } from "../core/automation.ts";
import type { Assignment, Guidance } from "../core/ports/agent.ts";

/** What the reader wants, in words of people: the same from run to run. */
export function aboutReader({ automation, guidance }: Assignment): string {
  const { body, report } = automation;
  return [
    `What the reader asked for:\n${body.trim() || automation.description || automation.name}`,
    `The whole has at most ${mostWordsOf(report)} words, of which code writes most.`,
    ...guidance.filter(({ kind }) => kind !== "memory").map(told),
  ].join("\n\n");
}

/** What the reader has said since. */
export function memoriesIn({ guidance }: Assignment): string {
  const memories = guidance.filter(({ kind }) => kind === "memory");
  return memories.length === 0
    ? ""
    : `What is remembered of the reader's own words:\n${memories.map(({ text }) => `- ${text}`).join("\n")}`;
}

/** What differs with each run. */
export function aboutTime({ asOf, timezone }: Assignment): string {
  return `It is ${asOf}; the reader's time zone is ${timezone}.`;
}

function told({ kind, from, text }: Guidance): string {
  return `${kind === "skill" ? "How such work is done" : "What the reader prefers"} (${from}):\n${text.trim()}`;
}
