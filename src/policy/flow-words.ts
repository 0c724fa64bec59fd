import type { Automation } from "../core/automation.ts";
import { EVENTS_FLOW, type Flow, type WriteGrant } from "../core/grant.ts";
import type { Sentence } from "../core/sentence.ts";
import { listOf } from "../lib/text.ts";
import { audienceInWords, readersInWords } from "./audience-words.ts";
import { flowsNamed, flowsNeeded, flowsToApprover, flowsToApprovers, namedApprovers, sourcesOf, type Source } from "./audiences.ts";
import type { GrantWords } from "./grant-words.ts";

/** What the flows of one write take to whom, in words that follow "it". `to` is the write in words. */
export function flowsInWords(
  automation: Pick<Automation, "reads" | "triggers">,
  flows: readonly Flow[],
  { audience }: Pick<WriteGrant, "audience">,
  to: string,
): string {
  const read = audience.length === 0 ? "nobody knows who reads it" : `it is read by ${readersInWords(audience)}`;
  return `takes ${sourcesInWords(automation, flows)}, ${to}, where ${read}`;
}

/** Who of those that are asked would see what for it, in words that are a sentence but for its end. */
export function askedInWords(automation: Readings, flows: readonly Flow[], write: WriteGrant, to: string): string {
  const who = listOf(askedFor(automation, flows, write));
  return `who is asked about its messages ${to} sees them whole: ${who} would see ${sourcesInWords(automation, flows)}`;
}

type Readings = Pick<Automation, "approval" | "owner" | "reads" | "triggers">;

/** The keys of those whom a definition has asked and who need one of these flows for it. */
export function askedFor(automation: Readings, flows: readonly Flow[], write: WriteGrant): string[] {
  const needs = (key: string): boolean =>
    flowsToApprover(automation, write, key).some(({ from }) => flows.some((flow) => flow.from === from));
  return [...new Set(namedApprovers(automation))].filter(needs);
}

/** What the flows begin with, and whose that is: `what gmail brings and what files brings, which only you can see`. */
function sourcesInWords(automation: Pick<Automation, "reads" | "triggers">, flows: readonly Flow[]): string {
  const sources = sourcesOf(automation).filter(({ name }) => flows.some(({ from }) => from === name));
  const byReaders = Map.groupBy(sources, ({ audience }) => audienceInWords(audience));
  const told = [...byReaders].map(([readers, of]) => `${listOf(of.map(bringsInWords))}, which only ${readers} can see`);
  return told.join(", and ");
}

function bringsInWords({ name }: Source): string {
  return name === EVENTS_FLOW ? "what sets it off" : `what ${name} brings`;
}

/** All that a yes to the file lets one write do, each a sentence but for its end. */
export function namedInWords(automation: Automation, write: WriteGrant, to: string): string[] {
  const named = flowsNamed(automation, write);
  const among = (flows: readonly Flow[]) => flows.filter(({ from }) => named.some((flow) => flow.from === from));
  const [further, asked] = [among(flowsNeeded(automation, write)), among(flowsToApprovers(automation, write))];
  return [
    ...(further.length === 0 ? [] : [`it ${flowsInWords(automation, further, write, to)}`]),
    ...(asked.length === 0 ? [] : [askedInWords(automation, asked, write, to)]),
  ];
}

/** What is told further than its readers may see, and to whoever is asked: with consent to this very definition, or only with a yes to each message. */
export function flowSentences(automation: Automation, words: Pick<GrantWords, "write">, acceptedHash: string | undefined): Sentence[] {
  const sent = automation.writes.filter(({ staged }) => !staged);
  return sent.flatMap((write) => {
    const of = (flows: readonly Flow[]) => groupsOf(automation, flows, acceptedHash).filter((group) => group.flows.length > 0);
    const further = of(flowsNeeded(automation, write)).map(({ flows, begins }) => {
      const follows = begins === undefined ? "That was accepted" : `${begins} each message there waits for a person`;
      return `It ${flowsInWords(automation, flows, write, words.write(write))}. ${follows}.`;
    });
    const asked = of(flowsToApprovers(automation, write)).map(({ flows, begins }) => {
      const nobody = `${listOf(askedFor(automation, flows, write))} can't be asked`;
      const told = askedInWords(automation, flows, write, words.write(write)).replace(/^w/, "W");
      return `${told}. ${begins === undefined ? "That was accepted" : `${begins} ${nobody}`}.`;
    });
    return [...further, ...asked].map((text) => ({ about: "flow" as const, grant: write.name, text }));
  });
}

interface FlowGroup {
  flows: readonly Flow[];
  /** How the sentence begins that says what follows while they are open; absent where they are accepted. */
  begins?: string;
}

function groupsOf({ flows: written, hash }: Automation, flows: readonly Flow[], acceptedHash: string | undefined): FlowGroup[] {
  const named = flows.filter(({ from, to }) => written.some((flow) => flow.from === from && flow.to === to));
  return [
    acceptedHash === hash ? { flows: named } : { flows: named, begins: "Until that is accepted," },
    { flows: without(flows, named), begins: "Its file does not name that under flows, so" },
  ];
}

function without(flows: readonly Flow[], others: readonly Flow[]): Flow[] {
  return flows.filter(({ from }) => !others.some((other) => other.from === from));
}
