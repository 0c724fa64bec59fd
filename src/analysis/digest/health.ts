import type { Bullet } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import { ciJobsIn, type CiJob } from "../../core/kinds/ci-job.ts";
import { fact, prose } from "../../core/prose.ts";
import { lineOf } from "../reports/finish.ts";
import { itemsOf } from "../rules/git/items.ts";
import type { Week } from "./week.ts";
import { numberOf } from "./words.ts";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** How the week went on default branches: jobs that failed, and changes that had to be taken back or mended soon after. */
export function healthLines(items: readonly Item[], asOf: string, { shipped, undone }: Week): Bullet[] {
  const isOfWeek = (item: Item): boolean => item.ts <= asOf && Date.parse(asOf) - Date.parse(item.ts) < WEEK_MS;
  const ended = ciJobsIn(items).filter((job) => job.isDefaultBranch && job.status === "done" && isOfWeek(job.item));
  const reverted = [...shipped.filter(({ reverts }) => reverts !== null), ...undone.map(({ by }) => by)].map(({ item }) => item);
  const mended = itemsOf(items, "commit").filter((item) => item.fields["followUp"] === "fix" && isOfWeek(item));
  return [
    ...jobLines(ended),
    ...(reverted.length === 0 ? [] : [lineOf(prose`${numberOf(reverted, "change")} took back an earlier one.`)]),
    ...(mended.length === 0 ? [] : [lineOf(prose`${numberOf(mended, "commit")} mended something soon after it was merged.`)]),
  ];
}

function jobLines(ended: readonly CiJob[]): Bullet[] {
  if (ended.length === 0) return [];
  const failed = ended.filter(({ conclusion }) => conclusion === "failed" || conclusion === "timed_out").map(({ item }) => item);
  const all = numberOf(
    ended.map(({ item }) => item),
    "job",
  );
  const worst = [...Map.groupBy(failed, ({ title }) => title).values()].toSorted((a, b) => b.length - a.length)[0];
  const often = worst?.[0] === undefined ? [] : prose`, most often ${fact(worst[0], "title")} (${numberOf(worst, "")})`;
  return [
    lineOf(
      failed.length === 0
        ? prose`None of ${all} on default branches failed.`
        : prose`${numberOf(failed, "")} of ${all} on default branches failed${often}.`,
    ),
  ];
}
