import type { Item } from "../../core/item.ts";
import { feedbackIn } from "../../core/kinds/feedback.ts";
import { issuesIn } from "../../core/kinds/issue.ts";
import { findSentences, type Span } from "../language/sentences.ts";

/** One thing that one customer said. */
export interface Voice {
  item: Item;
  /** Who said it, folded, so that one customer counts once; undefined where it is not known. */
  customer: string | undefined;
  /** Path of that name. */
  customerPath?: string;
  /** The sentence that says most. */
  quote: Span | undefined;
  /** Issues that it names itself. */
  issues: readonly string[];
}

/** Labels by which a team marks what came from customers. */
const LABEL =
  /^(?:(?:type|kind|source):\s*)?(?:(?:user |customer |user-|customer-)?feedback|customer|from[- ]customer|feature[- ]request)$/i;
const GREETING = /^(?:hi|hello|hey|dear|thanks|thank you|cheers|regards|best|good (?:morning|afternoon|evening))\b/i;
const FEWEST_WORDS = 3;

/** What customers said, whichever source it comes from, the earliest first. */
export function voicesIn(items: readonly Item[]): Voice[] {
  const rows = feedbackIn(items).map(({ item, customer, issues }): Voice => {
    const from = item.actors.findIndex(({ role, name }) => role === "from" && name !== "");
    const path = customer === null ? (from < 0 ? undefined : `actors.${from}.name`) : "fields.customer";
    return { item, issues, quote: quoteIn(item), ...namedBy(customer ?? item.actors[from]?.name, path) };
  });
  const filed = issuesIn(items).flatMap(({ item, labels, repository, number, bot }): Voice[] => {
    if (bot || !labels.some((label) => LABEL.test(label))) return [];
    const author = item.actors.findIndex(({ role }) => role === "author");
    return [
      { item, issues: [`${repository}#${number}`], quote: quoteIn(item), ...namedBy(item.actors[author]?.name, `actors.${author}.name`) },
    ];
  });
  return [...rows, ...filed].toSorted((a, b) => a.item.ts.localeCompare(b.item.ts) || (a.item.id < b.item.id ? -1 : 1));
}

function namedBy(name: string | undefined, path: string | undefined): Pick<Voice, "customer" | "customerPath"> {
  const folded = (name ?? "")
    .toLowerCase()
    .replace(/[,.]?\s+(?:inc|ltd|llc|gmbh|ag|corp|co|bv|sa|plc)\.?$/i, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return folded === "" || path === undefined ? { customer: undefined } : { customer: folded, customerPath: path };
}

/** The first sentence that is no greeting. */
function quoteIn({ body, quoteSpans }: Item): Span | undefined {
  const sentences = findSentences({ text: body, quoteSpans });
  const telling = sentences.find((span) => {
    const words = body.slice(...span);
    return !GREETING.test(words) && words.split(/\s+/).length >= FEWEST_WORDS;
  });
  return telling ?? sentences[0];
}
