import type { Automation } from "../../core/automation.ts";
import type { Event } from "../../core/event.ts";
import { takesBriefings, type WriteGrant } from "../../core/grant.ts";
import { findPerson, type People } from "../../core/person.ts";
import { pullRequestAuthorIn } from "../../core/pull-request-event.ts";
import { listOf } from "../../lib/text.ts";
import { guardText } from "../../render/guard.ts";
import { settledOn } from "../../policy/grants.ts";

/** A definition as a run follows it that knows whom it is about. */
export interface Addressed {
  automation: Automation;
  /** Why writes were left out, in words; empty where none was. */
  leftOut: readonly string[];
}

/** In characters. */
const LONGEST_ACCOUNT = 100;

/**
 * Each write that goes to the author of a pull request goes to that one person now, where the definition lets it, and nowhere else where
 * not: who that is, events of GitHub alone can say.
 */
export function addressing(automation: Automation, events: readonly Event[], people: People): Addressed {
  const settled = automation.writes.map((write) => ({ write, goesTo: settle(write, automation.id, events, people) }));
  return {
    automation: { ...automation, writes: settled.flatMap(({ goesTo }) => (typeof goesTo === "string" ? [] : goesTo)) },
    leftOut: [...new Set(settled.flatMap(({ goesTo }) => (typeof goesTo === "string" ? goesTo : [])))],
  };
}

/** The write as it is from now on, or why it is left out. */
function settle(write: WriteGrant, automation: string, events: readonly Event[], people: People): WriteGrant | string {
  const { addressees } = write;
  if (!addressees || !takesBriefings(write)) return write;
  const authors = [...new Set(events.map(pullRequestAuthorIn).filter((author) => author !== undefined))];
  const [author, ...others] = authors;
  if (author === undefined) return "no pull request set it off, so there is no author to write to";
  if (authors.includes(null)) return "nobody knows who wrote the pull request that set it off, so no author is written to";
  const names = authors.map((account) => nameOf(account ?? "", people));
  if (others.length > 0) return `pull requests of ${listOf(names)} set it off together, so none of them is written to`;
  const person = findPerson(people, { account: author ?? "" });
  const addressee = addressees.find(({ person: key }) => key === person?.key);
  return addressee ? settledOn(write, addressee) : `${names.join("")} is not among those whom ${automation} may write to`;
}

/** As the house calls them, or else as they are called there. */
function nameOf(account: string, people: People): string {
  return findPerson(people, { account })?.name ?? guardText(account.replace(/^github:/, ""), LONGEST_ACCOUNT);
}
