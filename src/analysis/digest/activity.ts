import type { Actor, Fact, Item } from "../../core/item.ts";
import { pullRequestsIn, type PullRequest } from "../../core/kinds/pull-request.ts";
import type { People } from "../../core/person.ts";
import { getFact } from "../../core/prose.ts";
import { isMe, personOf } from "../people.ts";
import { itemsOf } from "../rules/git/items.ts";
import { mergesIn } from "./merges.ts";

/** What somebody was seen to do, in the order in which it is told. */
export const DEEDS = ["merged", "opened", "reviewed", "committed"] as const;
export type Deed = (typeof DEEDS)[number];

/** What one person was seen to do. */
export interface Activity {
  /** Their name, as one of the items writes it. */
  name: Fact;
  isMe: boolean;
  deeds: Readonly<Record<Deed, readonly Item[]>>;
}

interface Act {
  deed: Deed;
  item: Item;
  actor: number;
}

/** What everybody was seen to do from an instant up to another: the reader first, then by name. Programs are nobody. */
export function activityIn(items: readonly Item[], people: People, { from, to }: { from: string; to: string }): Activity[] {
  const isWithin = (at: string | null): boolean => at !== null && at >= from && at <= to;
  const merges = mergesIn(items).filter(({ at, isRoutine }) => isWithin(at) && !isRoutine);
  const shas = new Set(merges.flatMap((merge) => merge.shas));
  const pulls = pullRequestsIn(items).filter(({ bot }) => !bot);
  const commits = itemsOf(items, "commit").filter(
    ({ ts, fields }) => isWithin(ts) && !fields["merge"] && !fields["bot"] && !shas.has(String(fields["sha"])),
  );
  const acts = [
    ...merges.flatMap(({ item }) => actsOf("merged", item, "author")),
    ...pulls.filter(({ item }) => isWithin(item.ts)).flatMap(({ item }) => actsOf("opened", item, "author")),
    ...pulls.flatMap((pull) => reviewsOf(pull, isWithin)),
    ...commits.flatMap((item) => actsOf("committed", item, "author")),
  ];
  const byPerson = Map.groupBy(acts, ({ item, actor }) => keyOf(item.actors[actor], people));
  const all = [...byPerson.values()].flatMap((own) => toActivity(own, people));
  return all.toSorted((a, b) => Number(b.isMe) - Number(a.isMe) || String(a.name.value).localeCompare(String(b.name.value)));
}

function actsOf(deed: Deed, item: Item, role: string): Act[] {
  const actor = item.actors.findIndex((each) => each.role === role && each.name !== "");
  return actor < 0 ? [] : [{ deed, item, actor }];
}

/** What reviewers said in the time: each is written as account, verdict and instant. */
function reviewsOf({ item, reviews }: PullRequest, isWithin: (at: string) => boolean): Act[] {
  return reviews.flatMap((review) => {
    const [login = "", , at = ""] = review.split(" ");
    const actor = item.actors.findIndex((each) => each.role === "reviewer" && (each.account?.endsWith(`:${login}`) || each.name === login));
    return actor < 0 || !isWithin(at) ? [] : [{ deed: "reviewed" as const, item, actor }];
  });
}

function keyOf(actor: Actor | undefined, people: People): string {
  if (actor === undefined) return "";
  return personOf(people, actor)?.key ?? (actor.email ?? actor.account ?? actor.name).toLowerCase();
}

function toActivity(acts: readonly Act[], people: People): Activity[] {
  const [first] = acts;
  const actor = first?.item.actors[first.actor];
  if (first === undefined || actor === undefined) return [];
  const of = (deed: Deed): Item[] => [...new Set(acts.filter((act) => act.deed === deed).map(({ item }) => item))];
  return [
    {
      name: getFact(first.item, `actors.${first.actor}.name`),
      isMe: isMe(people, actor),
      deeds: { merged: of("merged"), opened: of("opened"), reviewed: of("reviewed"), committed: of("committed") },
    },
  ];
}
