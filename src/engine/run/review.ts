import type { Briefing } from "../../core/briefing.ts";
import type { WriteGrant } from "../../core/grant.ts";
import type { Item } from "../../core/item.ts";
import type { Context } from "../../core/ports/engine.ts";
import type { KeptReview, ReviewRequest } from "../../core/ports/reviewer.ts";
import type { Run } from "../../core/run.ts";
import { hashOf } from "../../lib/hash.ts";
import { needsReview } from "../../policy/review.ts";
import { guardText } from "../../render/guard.ts";
import { askReviewer, REVIEW_MS, type Reviews } from "./ask-reviewer.ts";
import { cutFor } from "./fit.ts";
import type { Frozen } from "./freeze.ts";
import type { Gathering } from "./gather.ts";
import type { Judges, Reviewing, RunnerParts } from "./parts.ts";
import { isKeptQuiet } from "./propose.ts";

/** A briefing on its way out, and where what it tells comes from. */
interface Written {
  frozen: Frozen;
  gathering: Gathering;
  briefing: Briefing;
  judges: Judges;
}

const MOST_EVIDENCE = 20;
/** In characters. */
const LONGEST_EVIDENCE = 500;
const LONGEST_TITLE = 200;
/** Items that are looked through at once. */
const PIECE = 200;

/** Asks the reviewer about each message that is to go further than its owner, or that the definition would have it asked about. */
export async function review(context: Context, parts: RunnerParts, run: Run, written: Written): Promise<Reviews> {
  const { reviewing } = written.judges;
  const { automation } = written.frozen;
  if (!reviewing || run.input.dryRun || isKeptQuiet(written.frozen, written.briefing)) return new Map();
  const asked = automation.writes
    .filter((write) => needsReview(automation, write))
    .map(async (write) => {
      const work = (signal: AbortSignal) => reviewOne(parts, run, { ...written, ...reviewing, write, signal });
      // More than the reviewer's own time, in which it ends by itself.
      return [write.name, await context.step(`review ${write.name}`, work, { timeoutMs: 2 * REVIEW_MS })] as const;
    });
  return new Map(await Promise.all(asked));
}

type Question = Written & Reviewing & { write: WriteGrant; signal: AbortSignal };

async function reviewOne(parts: RunnerParts, run: Run, question: Question): Promise<KeptReview> {
  const { frozen, write, reviewer, explain, signal } = question;
  const { automation } = frozen;
  const delivery = await parts.deliveries.load(write.delivery);
  const { text, exact } = delivery.preview(cutFor(question.briefing, write, delivery), write.options);
  const request: ReviewRequest = {
    call: { run: run.id, automation },
    definition: await explain(automation, (await parts.store.consents.find(automation.id))?.hash),
    to: delivery.describe(write.options),
    message: text,
    evidence: await evidenceOf(parts, question),
  };
  const said = await askReviewer({ reviewer, clock: parts.clock, logger: parts.loggerOf(run) }, request, signal);
  return { ...said, content: hashOf(exact) };
}

/** The items that it cites first, by what they say. */
async function evidenceOf({ store }: RunnerParts, { briefing, gathering }: Written): Promise<ReviewRequest["evidence"]> {
  const cited = [...new Set(briefing.citations.map(({ item }) => item))].slice(0, MOST_EVIDENCE);
  const found = new Map<string, Item>();
  const hashes = [...gathering.items, ...(gathering.earlier ?? [])];
  for (let from = 0; from < hashes.length && found.size < cited.length; from += PIECE) {
    for (const item of await store.items.get(hashes.slice(from, from + PIECE))) {
      if (cited.includes(item.id) && !found.has(item.id)) found.set(item.id, item);
    }
  }
  return cited.flatMap((id) => found.get(id) ?? []).map(shortened);
}

/** Its facts first: what people wrote can be as long as they like. */
function shortened({ title, fields, body }: Item): ReviewRequest["evidence"][number] {
  const facts = Object.entries(fields).map(([name, value]) => `${name}: ${String(value)}`);
  return { title: guardText(title, LONGEST_TITLE), text: guardText([...facts, body].join("; "), LONGEST_EVIDENCE) };
}
