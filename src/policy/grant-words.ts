import type { Automation } from "../core/automation.ts";
import { EVENTS_FLOW, type Cargo, type OnUnknown, type ReadGrant, type WriteGrant } from "../core/grant.ts";
import type { Sentence } from "../core/sentence.ts";
import type { EventTrigger } from "../core/trigger.ts";
import { durationInWords } from "../lib/duration.ts";
import { countOf } from "../lib/text.ts";
import { readersInWords } from "./audience-words.ts";
import { sourcesOf } from "./audiences.ts";
import type { Grants } from "./grants.ts";

/** What connectors, deliveries and event sources say about what is theirs. */
export interface GrantWords {
  /** Follows "Can READ". */
  read(grant: ReadGrant): string;
  /** Follows "Can WRITE ONLY". */
  write(grant: WriteGrant): string;
  /** Follows "Runs". */
  event(trigger: EventTrigger): string;
}

/** What it reads, who else can see that, and that none of it is taken as an order. */
export function readSentences({ reads, triggers }: Pick<Automation, "reads" | "triggers">, words: GrantWords): Sentence[] {
  const told = reads.map((grant) => sentenceOfRead(grant.name, `Can READ ${words.read(grant)}`, grant.audience));
  const events = sourcesOf({ reads: [], triggers })
    .filter(() => triggers.some(({ kind }) => kind === "event"))
    .map(({ audience }) => sentenceOfRead(EVENTS_FLOW, "Can READ what sets it off", audience));
  const all = [...told, ...events];
  const outside = "Reads text written by outsiders: whatever that asks for, it can do no more than is said here.";
  return all.length === 0 ? [] : [...all, { about: "outside", text: outside }];
}

function sentenceOfRead(grant: string, text: string, audience: ReadGrant["audience"]): Sentence {
  return { about: "read", grant, text: `${text}, seen by ${readersInWords(audience)}.` };
}

/** Where it writes, how much, who reads there, and what becomes of a message that is late or of unknown end. */
export function writeSentences({ writes }: Pick<Grants, "writes">, words: GrantWords): Sentence[] {
  return writes.map((grant) => ({
    about: "write",
    grant: grant.name,
    text: [
      `Can WRITE ONLY ${words.write(grant)}: ${capInWords(grant)}, read by ${readersInWords(grant.audience)}.`,
      ...rulesOf(grant),
    ].join(" "),
  }));
}

const CARGO_WORDS: Readonly<Record<Cargo, string>> = {
  briefing: "one message a run",
  questions: "one question a day at most to each, and one word on each answer",
  updates: "one change for each answer",
};

function capInWords({ carries, maxChars }: WriteGrant): string {
  const most = maxChars === undefined ? "" : `${carries ? ", each" : ""} of at most ${countOf(maxChars, "character")}`;
  return `${CARGO_WORDS[carries ?? "briefing"]}${most}`;
}

const UNSURE: Readonly<Record<OnUnknown, string>> = {
  reconcile: "it asks the receiver",
  resend: "it sends it once more",
  hold: "it waits for a person",
};

function rulesOf({ carries, outsiders, staged, proposed, withinMs, onUnknown }: WriteGrant): string[] {
  const late = `A message is not sent later than ${durationInWords(withinMs ?? 0)} after the run, unless a person lets it go then.`;
  return [
    ...(carries === "updates"
      ? ["Only what somebody who was asked surely said goes there, and never over what a person changed since."]
      : []),
    ...(outsiders === undefined ? [] : [strangersInWords(outsiders)]),
    ...(staged ? ["For now its messages are written down and not sent."] : []),
    ...(proposed ? ["Each one waits until a person has said yes to it."] : []),
    ...(withinMs === undefined ? [] : [late]),
    ...(onUnknown === undefined ? [] : [`When nobody knows whether a message arrived, ${UNSURE[onUnknown]}.`]),
  ];
}

function strangersInWords(outsiders: boolean): string {
  return outsiders
    ? "People from outside may be among them."
    : "Where people from outside are found among them, a message waits for a person.";
}
