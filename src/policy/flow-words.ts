import type { Automation } from "../core/automation.ts";
import { EVENTS_FLOW, type Flow, type WriteGrant } from "../core/grant.ts";
import type { Sentence } from "../core/sentence.ts";
import { listOf } from "../lib/text.ts";
import { readersInWords } from "./audience-words.ts";
import { flowsNamed, flowsNeeded, flowsOpen, sourcesOf } from "./audiences.ts";
import type { GrantWords } from "./grant-words.ts";

/** What the flows of one write take to whom, in words that follow "it". `to` is the write in words. */
export function flowsInWords(
  automation: Pick<Automation, "reads" | "triggers">,
  flows: readonly Flow[],
  { audience }: Pick<WriteGrant, "audience">,
  to: string,
): string {
  const sources = sourcesOf(automation).filter(({ name }) => flows.some(({ from }) => from === name));
  const told = sources.map((source) => {
    const what = source.name === EVENTS_FLOW ? "what sets it off" : `what ${source.name} brings`;
    return `${what} (seen by ${readersInWords(source.audience)})`;
  });
  return `takes ${to}, read by ${readersInWords(audience)}, what not all of them may see: ${listOf(told)}`;
}

/** What is told further than its readers may see: with consent to this very definition, or only with a yes to each message. */
export function flowSentences(automation: Automation, words: Pick<GrantWords, "write">, acceptedHash: string | undefined): Sentence[] {
  const sent = automation.writes.filter(({ staged }) => !staged);
  return sent.flatMap((write) => {
    const open = flowsOpen(automation, write, acceptedHash);
    const named = flowsNamed(automation, write);
    const groups: readonly (readonly [readonly Flow[], string])[] = [
      [without(flowsNeeded(automation, write), open), "That was accepted."],
      [without(open, without(open, named)), "Until that is accepted, each message there waits for a person."],
      [without(open, named), "Its file does not name that under flows, so each message there waits for a person."],
    ];
    return groups
      .filter(([flows]) => flows.length > 0)
      .map(([flows, end]) => {
        const text = `It ${flowsInWords(automation, flows, write, words.write(write))}. ${end}`;
        return { about: "flow", grant: write.name, text };
      });
  });
}

function without(flows: readonly Flow[], others: readonly Flow[]): Flow[] {
  return flows.filter(({ from }) => !others.some((other) => other.from === from));
}
