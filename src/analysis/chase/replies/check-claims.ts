import { z } from "zod";
import { TOLD_STATUSES, type Told, type Understood } from "../../../core/ask.ts";
import { daysSaid } from "./days.ts";
import type { AskedItem } from "./items.ts";
import { ownLines } from "./own-words.ts";
import { readReply, type Reply } from "./read-reply.ts";
import type { Person } from "./roster.ts";
import { percentIn } from "./share.ts";
import { understand } from "./understand.ts";
import { withTold } from "./with-told.ts";

const day = z.iso.date();

/** What a model claims that a reply says, each claim with the writer's own words for it. */
export const claimsSchema = z.array(
  z.strictObject({
    item: z.string().describe("The key of one of the items that were asked about."),
    status: z.enum(TOLD_STATUSES),
    eta: z.union([day, z.strictObject({ from: day, to: day })]).nullable(),
    percent: z.number().int().min(0).max(100).nullable(),
    blocker: z.string().min(1).nullable().describe("Who or what it waits for, in the writer's words."),
    person: z.string().nullable().describe("Who it waits for or was handed to: a name as given."),
    quote: z.string().min(1).describe("The words of the reply that say all this, letter by letter."),
  }),
);

/** One thing that a model claims of one item. */
export type Claim = z.infer<typeof claimsSchema>[number];

/**
 * What code understood, with those claims added that hold: of an item that code left open or is not sure of, in words that stand in what the writer
 * wrote, with no day, share, blocker or name that these words do not say, and not against what code hears in them. Of two claims about one item neither
 * counts, and none is ever sure.
 */
export function checkClaims(
  claims: readonly Claim[],
  before: Understood,
  { reply, asked, people }: { reply: Reply; asked: readonly AskedItem[]; people: readonly Person[] },
): Understood {
  const open = asked.filter(({ item }) => isOpen(before, item));
  const told = open.flatMap((item): Told[] => {
    const [claim, ...others] = claims.filter(({ item: key }) => key === item.key);
    const each = claim && others.length === 0 ? asTold(claim, item, reply, people) : undefined;
    const earlier = before.told.find((other) => other.item === item.item);
    return each && each.status !== earlier?.status ? [each] : [];
  });
  return withTold(before, told);
}

/** Whether code asks back about an item, or would only propose what it heard of it. */
export function isOpen({ told, unclear }: Understood, item: string): boolean {
  const heard = told.find((each) => each.item === item);
  if (heard !== undefined && heard.status !== null) return !heard.sure;
  return unclear?.items.includes(item) === true;
}

/** A claim as something told; undefined where it does not hold. */
function asTold(claim: Claim, item: AskedItem, reply: Reply, people: readonly Person[]): Told | undefined {
  const quote = spanOf(claim.quote, reply.text);
  const person = claim.person === null ? null : personIn(claim, reply, people);
  const eta = claim.eta === null ? null : dayIn(claim.eta, claim.quote, reply);
  if (!quote || person === undefined || eta === undefined || !isSaid(claim, item, reply, people)) return undefined;
  return {
    item: item.item,
    status: claim.status,
    eta: claim.eta,
    etaAsk: eta?.isSure === false,
    percent: claim.percent,
    blocker: claim.status === "blocked" && claim.blocker !== null ? { by: person, what: claim.blocker } : null,
    to: claim.status === "reassigned" ? person : null,
    quote,
    sure: false,
  };
}

/** What may turn good news into their contrary: then code has to hear the same. */
const TURNS = /\b(?:not|no|never|nothing|if|unless|once|until|when)\b|\?|ironymark/;
const GOOD_NEWS: readonly string[] = ["done", "on_track", "dropped"];

/** Whether the quote says the share and the blocker, and code hears no other status in it. */
function isSaid({ quote, status, percent, blocker }: Claim, item: AskedItem, reply: Reply, people: readonly Person[]): boolean {
  const words = { ...reply, text: quote, mentions: [] };
  const spelled = readReply(words, [], []).spelled.text;
  if (blocker !== null && !quote.includes(blocker)) return false;
  if (percent !== null && percentIn(spelled) !== percent) return false;
  const heard = understand(words, [item], people).told[0]?.status ?? null;
  return heard === null ? !(GOOD_NEWS.includes(status) && TURNS.test(spelled)) : heard === status;
}

/** Where the quote stands in what the writer wrote; undefined where it does not, or has in it what they quote. */
function spanOf(quote: string, text: string): readonly [number, number] | undefined {
  const lines = ownLines(text);
  for (let start = text.indexOf(quote); start !== -1; start = text.indexOf(quote, start + 1)) {
    const end = start + quote.length;
    const touched = lines.filter((line) => line.start < end && start < line.end);
    const [first, last] = [touched[0], touched.at(-1)];
    const isWithin = first !== undefined && last !== undefined && first.start <= start && end <= last.end;
    if (isWithin && touched.every(({ isQuoted }) => !isQuoted)) return [start, end];
  }
  return undefined;
}

/** The key of the one person of that name, whom the quote has to name; undefined otherwise. */
function personIn({ person, quote }: Claim, reply: Reply, people: readonly Person[]): string | undefined {
  const keys = readReply({ ...reply, text: quote, mentions: [] }, [], people).namings.map((naming) => naming.people);
  const meant = people.find(({ name }) => name === person)?.key;
  return meant !== undefined && keys.some(([key, ...others]) => key === meant && others.length === 0) ? meant : undefined;
}

/** The day among those that the quote names. */
function dayIn(eta: NonNullable<Claim["eta"]>, quote: string, reply: Reply): { isSure: boolean } | undefined {
  const [from, to] = typeof eta === "string" ? [eta, eta] : [eta.from, eta.to];
  const { spelled, writer } = readReply({ ...reply, text: quote, mentions: [] }, [], []);
  return daysSaid(spelled.text, writer).find(({ days, isPast }) => !isPast && days?.from === from && days.to === to);
}
