import type { Automation } from "../core/automation.ts";
import { EVENTS_FLOW, type Flow, type WriteGrant } from "../core/grant.ts";
import type { Sentence } from "../core/sentence.ts";
import { readersInWords } from "./audience-words.ts";
import { flowsNamed, flowsNeeded, flowsOpen, sourcesOf } from "./audiences.ts";
import type { GrantWords } from "./grant-words.ts";

/** What goes where, and who sees it here and there; follows "Lets". `to` is the write in words. */
export function flowInWords(automation: Pick<Automation, "reads" | "triggers">, { from }: Flow, write: WriteGrant, to: string): string {
  const audience = sourcesOf(automation).find(({ name }) => name === from)?.audience ?? [];
  const what = from === EVENTS_FLOW ? "what sets it off" : `what ${from} brings`;
  return `${what}, seen by ${readersInWords(audience)}, go ${to}, read by ${readersInWords(write.audience)}`;
}

/** What is told further than its readers may see: with the owner's consent to this very definition, or only with a yes to each message. */
export function flowSentences(automation: Automation, words: Pick<GrantWords, "write">, acceptedHash: string | undefined): Sentence[] {
  return automation.writes
    .filter(({ staged }) => !staged)
    .flatMap((write) => {
      const open = new Set(flowsOpen(automation, write, acceptedHash).map(({ from }) => from));
      const named = new Set(flowsNamed(automation, write).map(({ from }) => from));
      return flowsNeeded(automation, write).map((flow) => {
        const way = flowInWords(automation, flow, write, words.write(write));
        return { about: "flow", grant: write.name, text: textOf(way, { isOpen: open.has(flow.from), isNamed: named.has(flow.from) }) };
      });
    });
}

function textOf(way: string, { isOpen, isNamed }: { isOpen: boolean; isNamed: boolean }): string {
  if (!isOpen) return `Lets ${way}, which was accepted.`;
  return isNamed
    ? `Would let ${way}; until that is accepted, each message there waits for a person.`
    : `Would let ${way}; its file does not say so under flows, so each message there waits for a person.`;
}
