import { z } from "zod";
import type { Item } from "../../core/item.ts";
import { hasMessageMark } from "../../lib/message-mark.ts";
import { instantOf } from "./actors.ts";
import type { Ask } from "./ask.ts";
import type { Failure } from "./failure.ts";
import type { WireIssue } from "./issues.ts";
import { readList } from "./read-list.ts";

/** https://docs.github.com/rest/issues/comments#list-issue-comments-for-a-repository */
const commentSchema = z.looseObject({ issue_url: z.string(), created_at: z.string(), body: z.string().nullish() });
type Comment = z.infer<typeof commentSchema>;

/** An issue and its newest comment are not dated by the same clock. */
const SAME_MS = 2_000;

interface Wish {
  repository: string;
  issues: readonly WireIssue[];
  picture: readonly Item[];
  max: number;
}

/**
 * When others last touched issues, by their numbers: of those that nobody but Chief has touched since, with what it was told of them. Else what somebody
 * said would count as overtaken once it is written down there.
 */
export async function readTouches(
  ask: Ask,
  { repository, issues, picture, max }: Wish,
): Promise<{ touchedAt: ReadonlyMap<number, string>; failures: readonly Failure[] }> {
  const talked = issues.filter(({ state, comments }) => state === "open" && comments > 0);
  const since = talked.map(({ updated_at: at }) => at).toSorted()[0];
  if (since === undefined) return { touchedAt: new Map(), failures: [] };
  const { rows, failures } = await readList(ask, {
    ...{ what: `comments of the plan of ${repository}`, row: commentSchema, max },
    path: `/repos/${repository}/issues/comments?sort=created&direction=desc&since=${encodeURIComponent(since)}`,
  });
  const byIssue = Map.groupBy(rows, ({ issue_url: url }) => Number(/\d+$/.exec(url)?.[0]));
  const known = new Map(picture.map(({ id, updatedAt }) => [id, updatedAt]));
  const touched = talked.flatMap((issue): [number, string][] => {
    const before = touchBefore(issue, byIssue.get(issue.number) ?? [], known.get(`github:${repository}#${issue.number}`));
    return before === undefined ? [] : [[issue.number, before]];
  });
  return { touchedAt: new Map(touched), failures };
}

/** Undefined where it was somebody else who touched it last. */
function touchBefore(issue: WireIssue, comments: readonly Comment[], known = ""): string | undefined {
  const isOwn = ({ body }: Comment): boolean => hasMessageMark(body ?? "");
  const [last, others] = [latestOf(comments.filter(isOwn)), latestOf(comments.filter((comment) => !isOwn(comment)))];
  const isLast = last > others && Math.abs(Date.parse(issue.updated_at) - Date.parse(last)) <= SAME_MS;
  if (!isLast) return undefined;
  const created = instantOf(issue.created_at) ?? issue.created_at;
  return [others, known < last ? known : "", created].reduce((a, b) => (a > b ? a : b));
}

function latestOf(comments: readonly Comment[]): string {
  return comments.map(({ created_at: at }) => instantOf(at) ?? at).reduce((a, b) => (a > b ? a : b), "");
}
