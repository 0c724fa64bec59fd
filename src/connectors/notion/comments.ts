import type { DraftItem } from "../../core/item.ts";
import type { CommentFields } from "../../core/kinds/document.ts";
import { plainLine, plainLines } from "../../lib/plain-text.ts";
import { shorten } from "../../lib/text.ts";
import { pagesOf, type Ask } from "./ask.ts";
import type { Failure } from "./failure.ts";
import type { People } from "./people.ts";
import type { Wanted } from "./texts.ts";
import { commentListSchema, plainOf, type WireComment } from "./wire.ts";

/** Pages whose comments are read at each fetch, the newest: a comment changes nothing about when its page was edited. */
const MOST_COMMENTED = 20;
const LONGEST_TITLE = 120;
const LONGEST_BODY = 6_000;

/** Open comments that name me beside the newest of these pages: one call each. */
export async function readMentions(
  ask: Ask,
  wanted: readonly Wanted[],
  people: People,
): Promise<{ drafts: DraftItem[]; failures: Failure[] }> {
  const { me } = people;
  if (me === undefined) return { drafts: [], failures: [] };
  const newest = wanted.toSorted((a, b) => (a.page.last_edited_time > b.page.last_edited_time ? -1 : 1)).slice(0, MOST_COMMENTED);
  const drafts: DraftItem[] = [];
  const failures: Failure[] = [];
  for (const each of newest) {
    const { comments, refusal } = await readComments(ask, each);
    const mentions = [...Map.groupBy(comments, (comment) => comment.discussion_id).values()].flatMap((thread) => mentionIn(thread, me.id));
    await people.learn(mentions.map(({ comment }) => comment.created_by));
    drafts.push(...mentions.map((mention) => commentDraft(each, mention, people)));
    // Who may not read comments may read none.
    if (refusal?.status === 403) return { drafts, failures: [{ ...refusal.failure, what: "comments that name you" }] };
    if (refusal) failures.push(refusal.failure);
  }
  return { drafts, failures };
}

interface ReadComments {
  comments: WireComment[];
  refusal?: { failure: Failure; status?: number };
}

/** Resolved ones are not handed over: https://developers.notion.com/guides/data-apis/working-with-comments */
async function readComments(ask: Ask, { page: { id }, title }: Wanted): Promise<ReadComments> {
  const comments: WireComment[] = [];
  const args = { block_id: id, page_size: 100 };
  const question = { what: `comments on ${title}`, schema: commentListSchema, isOneOfMany: true } as const;
  for await (const page of pagesOf(ask, { ...question, call: (client, at) => client.comments.list({ ...args, ...at }) })) {
    if (!page.ok) return { comments, refusal: page };
    comments.push(...page.value.results.entries);
  }
  return { comments };
}

interface Mention {
  comment: WireComment;
  replies: number;
  isAnswered: boolean;
}

/** The last comment of a thread in which somebody else names me. */
function mentionIn(thread: readonly WireComment[], me: string): Mention[] {
  const sorted = thread.toSorted((a, b) => (a.created_time < b.created_time ? -1 : 1));
  const comment = sorted.findLast((each) => each.created_by.id !== me && each.rich_text.some(({ mention }) => mention?.user?.id === me));
  if (comment === undefined) return [];
  const isAnswered = sorted.some((each) => each.created_by.id === me && each.created_time > comment.created_time);
  return [{ comment, replies: sorted.length - 1, isAnswered }];
}

function commentDraft({ id, page, title }: Wanted, { comment, replies, isAnswered }: Mention, { me, person }: People): DraftItem {
  const said = plainLines(plainOf(comment.rich_text)).trim();
  const fields: CommentFields = {
    document: page.id,
    comment: comment.discussion_id,
    documentTitle: title,
    replies,
    answered: isAnswered,
    assigned: false,
  };
  const name = plainLine(comment.display_name?.resolved_name ?? "") || "somebody";
  const own = me?.email === undefined ? {} : { email: me.email };
  return {
    id: `${id}#${comment.discussion_id}`,
    source: "notion",
    kind: "comment",
    title: shorten(plainLine(said) || "A comment without words", LONGEST_TITLE),
    body: shorten(said, LONGEST_BODY),
    ...(page.url.startsWith("https://") && { url: page.url }),
    ts: comment.created_time,
    updatedAt: comment.last_edited_time,
    actors: [
      { ...(person(comment.created_by) ?? { name, account: `notion:${comment.created_by.id}` }), role: "from" },
      { name: me?.email ?? "you", ...own, account: `notion:${me?.id ?? ""}`, role: "mentioned" },
    ],
    fields: { ...fields },
  };
}
