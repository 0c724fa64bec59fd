import type { Item } from "../../core/item.ts";
import { planTasksIn } from "../../core/kinds/launch.ts";
import { prose, type Prose } from "../../core/prose.ts";
import { joined } from "../facts.ts";
import type { Group } from "../select.ts";
import { countFlags } from "./flag-count.ts";

/** Something that can be endangered: its part of a page, how a sentence goes on with it, and the kinds of items and the rules by which it is known. */
interface Endangered {
  title: string;
  about: string;
  kinds: readonly string[];
  rules: RegExp;
}

/** What is endangered, in the order in which it is told. */
export const ENDANGERED: readonly Endangered[] = [
  { title: "The launch", about: "a launch", kinds: ["launch"], rules: /^LNCH-/ },
  { title: "Rollouts", about: "rollouts", kinds: ["rollout", "incident"], rules: /^ROLL-/ },
  { title: "Checks", about: "checks", kinds: ["ci_job"], rules: /^CI-/ },
  { title: "Promises and answers", about: "promises and answers", kinds: ["mail", "message"], rules: /^(?:MAIL|CHAT)-/ },
  { title: "Reviews", about: "reviews", kinds: ["pull_request"], rules: /^PR-/ },
  { title: "Meetings", about: "meetings", kinds: ["instance"], rules: /^CAL-/ },
  { title: "Work", about: "work", kinds: [], rules: /^/ },
];

/** Says what a group endangers, by its title: by what it is about, or by its rule where that does not say. */
export function endangeredBy(items: readonly Item[]): (group: Group) => string {
  const kinds = new Map(items.map(({ id, kind }) => [id, kind]));
  const planned = new Set(planTasksIn(items).map(({ item }) => item.id));
  return ({ lead: { finding } }) => {
    const kind = planned.has(finding.primary) ? "launch" : (kinds.get(finding.primary) ?? "");
    const found = ENDANGERED.find((each) => each.kinds.includes(kind)) ?? ENDANGERED.find(({ rules }) => rules.test(finding.rule));
    return found?.title ?? "";
  };
}

/** ` about reviews`, or `: 2 about meetings and 3 about reviews` in the order in which it would be told. */
export function aboutWords(groups: readonly Group[], items: readonly Item[]): Prose {
  const byTitle = Map.groupBy(groups, endangeredBy(items));
  const [only, ...others] = ENDANGERED.filter(({ title }) => byTitle.has(title));
  if (others.length === 0) return only === undefined ? [] : prose` about ${only.about}`;
  const counts = ENDANGERED.flatMap(({ title, about }) => {
    const own = (byTitle.get(title) ?? []).map(({ lead }) => lead);
    return own.length === 0 ? [] : [prose`${countFlags(own, "")} about ${about}`];
  });
  return prose`: ${joined(counts, ", ", " and ")}`;
}
