import type { Bullet } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import { pullRequestsIn, type PullRequest } from "../../core/kinds/pull-request.ts";
import { fact, getFact, prose, derived, type Prose } from "../../core/prose.ts";
import { joined } from "../facts.ts";
import { findingsAbout, lineOf } from "../reports/finish.ts";
import type { ReportInput } from "../reports/report.ts";
import { itemsOf, numberField } from "../rules/git/items.ts";
import { more } from "../summary/counted.ts";
import { daysSince, linesOf } from "./words.ts";

/** The open pull requests, those with something at risk first, then the oldest; without any, the branches that are not merged. */
export function flightLines(input: ReportInput, most: number): Bullet[] {
  const pulls = pullRequestsIn(input.items).filter(({ state, bot }) => state === "open" && !bot);
  const risk = ({ item }: PullRequest): number => Math.max(0, ...findingsAbout(item.id, input).map(({ finding }) => finding.severity));
  const ranked = pulls.toSorted((a, b) => risk(b) - risk(a) || a.item.ts.localeCompare(b.item.ts) || a.item.id.localeCompare(b.item.id));
  if (ranked.length === 0) return branchLines(input, most);
  const told = ranked.slice(0, most).map((pull) => lineOf(pullText(pull, input.asOf), findingsAbout(pull.item.id, input)));
  const rest = ranked.slice(most).map(({ item }) => item);
  return [...told, ...more(rest).map((text) => lineOf(prose`${text} open.`))];
}

/** What it is, how old and how large, and what it waits for. */
function pullText(pull: PullRequest, asOf: string): Prose {
  const parts: Prose[] = [prose`open ${daysSince(pull.item, "ts", asOf)}`, [linesOf(pull.item)], ...waitsFor(pull)];
  return prose`${fact(pull.item, "title")}: ${joined(parts, ", ")}.`;
}

/** Why a pull request is not merged, as far as its service tells. */
export function waitsFor({ draft, mergeable, checks, approvals, reviews }: PullRequest): Prose[] {
  if (draft) return [prose`a draft`];
  if (mergeable === false) return [prose`does not merge as it is`];
  if (checks === "failed") return [prose`checks failed`];
  if (reviews.some((review) => review.includes(" changes_requested "))) return [prose`changes were asked for`];
  return [approvals > 0 ? prose`approved` : prose`not approved yet`];
}

function branchLines({ items }: ReportInput, most: number): Bullet[] {
  const open = itemsOf(items, "branch").filter(({ fields }) => fields["default"] !== true && Number(fields["ahead"]) > 0);
  if (open.length === 0) return [];
  const ranked = open.toSorted((a, b) => numberField(b, "ahead") - numberField(a, "ahead") || a.id.localeCompare(b.id));
  const told = ranked.slice(0, Math.min(most, 3)).map(branchText);
  const rest = more(ranked.slice(told.length));
  return [lineOf(prose`Branches that are not merged: ${joined([...told, ...rest], "; ")}.`)];
}

function branchText(branch: Item): Prose {
  const ahead = derived(numberField(branch, "ahead"), "commit", [getFact(branch, "fields.ahead")]);
  return prose`${fact(branch, "title")} (${ahead}, the last ${fact(branch, "ts", "instant")})`;
}
