import { z } from "zod";
import { countOf } from "../../lib/text.ts";
import type { Ask, GraphAnswer } from "./ask.ts";
import { leftOutPart, oddPart, type Failure } from "./failure.ts";

/** Listings in one call; GitHub gives up on answers that take it more than ten seconds. */
const AT_ONCE = 10;

/** A list of the GraphQL API, which is read side by side with others. */
export interface Listing {
  what: string;
  /** The field that holds it, the list itself being called `page`; `page` is the list's arguments for where it goes on. */
  field(page: string): string;
  /** Whether what follows a node, in the order of the list, need not be read. */
  isEnough?(node: unknown): boolean;
  max: number;
}

/** What a listing brought, as GitHub hands it over. */
export interface Listed<Kind extends Listing = Listing> {
  listing: Kind;
  nodes: unknown[];
  /** The field that held the list, with what else was asked of it. */
  held?: unknown;
  failures: Failure[];
  notes: string[];
}

const pageSchema = z.looseObject({
  nodes: z.array(z.unknown()),
  pageInfo: z.looseObject({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});
const heldSchema = z.union([z.looseObject({ page: pageSchema }).transform(({ page }) => page), pageSchema]);

interface State<Kind extends Listing = Listing> extends Listed<Kind> {
  /** Where it goes on; null at its end. */
  after: string | undefined | null;
}

/** Reads listings to their ends, ten in one call; the answers are in the order of the listings. */
export async function readListings<Kind extends Listing>(ask: Ask, listings: readonly Kind[]): Promise<Listed<Kind>[]> {
  const states = listings.map((listing): State<Kind> => ({ listing, after: undefined, nodes: [], failures: [], notes: [] }));
  for (let open = states; open.length > 0; open = states.filter(({ after }) => after !== null)) await readSome(ask, open.slice(0, AT_ONCE));
  return states.map(({ listing, nodes, held, failures, notes }) => ({ listing, nodes, held, failures, notes }));
}

async function readSome(ask: Ask, states: readonly State[]): Promise<void> {
  const fields = states.map(({ listing, after }, index) => `l${index}: ${listing.field(argumentsOf(listing, after))}`);
  const answer = await ask.graph(states[0]?.listing.what ?? "", `query { ${fields.join("\n")} }`);
  for (const [index, state] of states.entries()) {
    if (answer.ok) take(state, `l${index}`, answer.value);
    else Object.assign(state, { after: null, failures: [{ ...answer.failure, what: state.listing.what }] });
  }
}

/** What comes from GitHub stands in the query as a string only. */
function argumentsOf({ max }: Listing, after: State["after"]): string {
  return `first: ${Math.min(max, 100)}${typeof after === "string" ? `, after: ${JSON.stringify(after)}` : ""}`;
}

function take(state: State, alias: string, { data, errors }: GraphAnswer): void {
  const { what, isEnough = () => false, max } = state.listing;
  const page = heldSchema.safeParse(data[alias]).data;
  const error = errors.find(({ path }) => path[0] === alias);
  if (error) state.failures.push(failureOf(what, error));
  else if (!page) state.failures.push(oddPart(what));
  Object.assign(state, { after: null, held: data[alias] });
  if (!page) return;
  state.nodes.push(...page.nodes);
  const { hasNextPage, endCursor } = page.pageInfo;
  const hasNext = hasNextPage && !page.nodes.some((node) => isEnough(node));
  if (state.nodes.length >= max && hasNext) {
    state.notes.push(`Read the newest ${countOf(max, "entry")} of ${what} and left out older ones.`);
  } else if (hasNext && (page.nodes.length === 0 || endCursor === null)) state.failures.push(oddPart(what));
  else if (hasNext) state.after = endCursor;
}

/** What is left out within a list is told as such; most often a token that may not see checks. */
export function failureOf(what: string, { type, path }: GraphAnswer["errors"][number]): Failure {
  const isChecks = path.includes("statusCheckRollup");
  return leftOutPart(isChecks ? `checks of ${what}` : what, type, isChecks ? "checks=read; statuses=read" : undefined);
}
