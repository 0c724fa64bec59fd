import type { Window } from "../../core/item.ts";
import type { Ask } from "./ask.ts";
import { isWithin } from "./documents.ts";
import { createPageWatch } from "../../lib/google-pages.ts";
import { brokenPart, refusedPart, type Failure } from "./failure.ts";
import { COMMENT_FIELDS, commentPageSchema, type WireComment, type WireFile, type WireRemark } from "./wire.ts";

/** https://developers.google.com/workspace/drive/api/reference/rest/v3/comments/list */
const LARGEST_PAGE = 100;
/** Documents that are asked for at the same time. */
const AT_ONCE = 5;

/** A comment that names me, and where it last did. */
export interface Mention {
  file: WireFile;
  comment: WireComment;
  remark: WireRemark;
  /** I have answered since. */
  isAnswered: boolean;
}

/** Comments in these documents that name `me`, an address, within a span and are not settled: one call for each document. */
export async function findMentions(
  ask: Ask,
  files: readonly WireFile[],
  { me, span }: { me: string; span: Window },
): Promise<{ mentions: Mention[]; failures: Failure[] }> {
  const mentions: Mention[] = [];
  const failures: Failure[] = [];
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const read = files.slice(start, start + AT_ONCE).map(async (file) => {
      const { comments, failures: own } = await readComments(ask, file, span);
      failures.push(...own);
      return comments.flatMap((comment) => mentionIn(file, comment, { me, span }));
    });
    mentions.push(...(await Promise.all(read)).flat());
  }
  return { mentions, failures };
}

async function readComments(ask: Ask, file: WireFile, { from }: Window): Promise<{ comments: WireComment[]; failures: Failure[] }> {
  const what = `comments in ${file.name}`;
  const args = { fileId: file.id, pageSize: LARGEST_PAGE, startModifiedTime: from, fields: `nextPageToken,comments(${COMMENT_FIELDS})` };
  const comments: WireComment[] = [];
  const next = createPageWatch();
  let broken = 0;
  let pageToken: string | undefined;
  do {
    const at = pageToken === undefined ? {} : { pageToken };
    const page = await ask(commentPageSchema, (client) => client.comments.list({ ...args, ...at }));
    if (!page.ok) return { comments, failures: [refusedPart(what, page.refusal) ?? [], brokenPart(what, broken)].flat() };
    const { entries } = page.value.comments;
    broken += page.value.comments.broken + entries.reduce((sum, { replies }) => sum + replies.broken, 0);
    comments.push(...entries);
    pageToken = next(page.value.nextPageToken);
  } while (pageToken !== undefined);
  return { comments, failures: brokenPart(what, broken) };
}

function mentionIn(file: WireFile, comment: WireComment, { me, span }: { me: string; span: Window }): Mention[] {
  const remarks: WireRemark[] = [comment, ...comment.replies.entries].filter(({ deleted }) => !deleted);
  const remark = remarks.findLast((each) => each.author?.me !== true && isNamed(each, me) && isWithin(each.createdTime, span));
  if (remark === undefined || comment.resolved || comment.deleted) return [];
  const isAnswered = remarks.some(({ author, createdTime }) => author?.me === true && createdTime > remark.createdTime);
  return [{ file, comment, remark, isAnswered }];
}

/** Older comments name people in their words only, behind a plus or an at sign. */
function isNamed({ content, mentionedEmailAddresses: named, assigneeEmailAddress: assignee }: WireRemark, me: string): boolean {
  const address = me.toLowerCase();
  if ([...named, assignee ?? ""].some((each) => each.toLowerCase() === address)) return true;
  return ["@", "+"].some((sign) => content.toLowerCase().includes(`${sign}${address}`));
}
