import type { Item } from "../core/item.ts";
import { findPerson, findPersonNamed, type People } from "../core/person.ts";
import type { Called, KnownNames } from "./names.ts";
import { isSaidAs, polarityAt, type Polarity } from "./polarity.ts";
import { saysOf } from "./says.ts";

/** What somebody is said to have done, by the roles that those have who did. */
interface Deed {
  verbs: RegExp;
  /** By whom: the same in the passive voice. */
  done: RegExp;
  roles: readonly string[];
  /** Fields that name them. */
  fields: readonly string[];
  /** What `reviews` and an invitation's answer say of them. */
  said: readonly string[];
}

const WRITERS = ["from", "author", "sender", "organizer", "committer", "commenter", "reviewer", "merger"];

const HELPERS = "(?:\\s+(?:has|have|had|also|just|now|already|again|recently|then))*";

const DEEDS: readonly Deed[] = [
  deed("owns?|owned|leads?", "owned|led", ["owner", "assignee", "organizer", "author"], ["owner", "assignee"]),
  deed("approves?|approved", "approved", [], [], ["approved"]),
  deed("merges|merged", "merged", ["merger"], ["mergedBy"]),
  deed("opened", "opened", ["author", "owner"]),
  deed("commits|committed|pushed", "committed|pushed|written", ["author", "committer"]),
  deed("accepts?|accepted", "accepted", [], [], ["accepted"]),
  deed("declines?|declined", "declined", [], [], ["declined"]),
  deed("invites?|invited|organi[sz]es?|organi[sz]ed|hosts?", "organi[sz]ed|called", ["organizer"]),
  deed("reviews|reviewed", "reviewed", ["reviewer"]),
  deed(
    "says?|said|writes?|wrote|asks?|asked|requests?|requested|replies|replied|answers|answered|promises|promised|offers|offered|suggests?|suggested|confirms?|confirmed|mentions?|mentioned|reports?|reported|announces?|announced|warns?|warned|sends?|sent|wants?|wanted|complains?|complained",
    "said|written|asked|requested|promised|offered|suggested|confirmed|mentioned|reported|announced|sent",
    [...WRITERS, "owner"],
  ),
  // What no role tells: somebody has to have written of it.
  deed(
    "agrees|agreed|refuses|refused|signs|signed|pays|paid|rejects|rejected|resigns|resigned|quits?|dismiss(?:es|ed)",
    "agreed|refused|signed|paid|rejected|dismissed",
    [],
    [],
    ["changes_requested", "declined"],
  ),
];

function deed(verbs: string, done: string, roles: readonly string[], fields: readonly string[] = [], said: readonly string[] = []): Deed {
  return { verbs: new RegExp(`^${HELPERS}\\s+(${verbs})\\b`, "i"), done: new RegExp(`\\b(${done}) by\\s+$`, "i"), roles, fields, said };
}

/** What people are said to have done, or not to have done, who are not those who did, as `Dana owns`. */
export function looseRoles(words: string, cited: readonly Item[], names: KnownNames, people: People): string[] {
  const called = names.calledIn(words, true).filter(({ kind }) => kind === "person");
  return called.flatMap((each) => {
    const found = deedOf(words, each);
    if (!found) return [];
    const { deed: its, verb, polarity } = found;
    const isDone = cited.some((item) => did(each.holders, its, item, people));
    const isTold = cited.some((item) => isWritten(each, verb, polarity, item));
    const isLoose =
      polarity === "denied" ? isDone || (!isTold && cited.some((item) => isWritten(each, verb, "so", item))) : !isDone && !isTold;
    return isLoose ? [`${each.form} ${verb}`] : [];
  });
}

function deedOf(words: string, { at, form }: Called): { deed: Deed; verb: string; polarity: Polarity } | undefined {
  const [before, behind] = [words.slice(0, at), words.slice(at + form.length)];
  for (const each of DEEDS) {
    const verb = each.verbs.exec(behind)?.[1];
    if (verb !== undefined) return { deed: each, verb, polarity: "so" };
    const passive = each.done.exec(before);
    if (passive?.[1] !== undefined) return { deed: each, verb: passive[1], polarity: polarityAt(words, passive.index) };
  }
  return undefined;
}

function did(holders: readonly string[], { roles, fields, said }: Deed, item: Item, people: People): boolean {
  const nameOf = (called: { name: string; email?: string; account?: string }): string => findPerson(people, called)?.name ?? called.name;
  const inRole = item.actors
    .filter(({ role, response }) => roles.includes(role) || (response !== undefined && said.includes(response)))
    .map(nameOf);
  const inFields = fields.flatMap((field) => (typeof item.fields[field] === "string" ? [item.fields[field]] : []));
  const owners = inFields.map((word) => findPersonNamed(people, word)?.name ?? word);
  const reviews = Array.isArray(item.fields["reviews"]) ? item.fields["reviews"].map(String) : [];
  const reviewers = reviews.flatMap((review) => {
    const [login = "", word = ""] = review.split(" ");
    return said.includes(word) ? [findPerson(people, { name: login, account: `${item.source}:${login}` })?.name ?? login] : [];
  });
  return [...inRole, ...owners, ...reviewers].some((name) => holders.includes(name));
}

/** Whether somebody wrote of it in one sentence, in the same polarity: by name, or of themselves. */
function isWritten({ form, holders }: Called, verb: string, polarity: Polarity, item: Item): boolean {
  const name = form.toLowerCase();
  const isOwn = item.actors.some((actor) => WRITERS.includes(actor.role) && holders.includes(actor.name));
  const isAbout = (sentence: string): boolean => sentence.toLowerCase().includes(name) || (isOwn && /\b(?:I|[Ww]e)\b/.test(sentence));
  return isSaidAs(saysOf(item).words, verb.toLowerCase().slice(0, 4), polarity, isAbout);
}
