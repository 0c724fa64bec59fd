import type { Accounts } from "../../core/connection.ts";
import type { Window } from "../../core/item.ts";
import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import { sealItem } from "../../lib/hash.ts";
import { countOf } from "../../lib/text.ts";
import { openDrive } from "./ask.ts";
import { findMentions } from "./comments.ts";
import { findDocuments, isWithin } from "./documents.ts";
import type { GoogleDriveOptions } from "./schema.ts";
import { commentDraft, documentDraft } from "./to-item.ts";
import { aboutSchema, type WireFile } from "./wire.ts";

/** A comment may wait so long for an answer before it is of yesterday. */
const LOOK_BACK_MS = 14 * 24 * 60 * 60 * 1000;
/** Documents whose comments are read: one call each. */
const MOST_COMMENTED = 50;

/** Reads documents and comments by the connection that a grant means. */
export async function fetchDocuments(context: FetchContext<GoogleDriveOptions>, accounts: Accounts<"google">): Promise<Fetched> {
  const { options, signal, window, progress } = context;
  signal.throwIfAborted();
  const ask = await openDrive(accounts, options.connection, context);
  const about = await ask(aboutSchema, (client) => client.about.get({ fields: "user(emailAddress)" }));
  const span = spanOf(window);
  const found = await findDocuments(ask, span, options.max);
  progress(`found ${countOf(found.files.length, "document")}`);
  const me = about.ok ? about.value.user.emailAddress : undefined;
  const commented = me === undefined ? [] : found.files.slice(0, MOST_COMMENTED);
  const { mentions, failures } = await findMentions(ask, commented, { me: me ?? "", span });
  const drafts = [
    ...found.files.filter((file) => isNews(file, span)).map((file) => documentDraft(file, span)),
    ...mentions.map((mention) => commentDraft(mention, me ?? "")),
  ];
  return {
    items: drafts.map((draft) => sealItem(draft)).toSorted((a, b) => (a.ts === b.ts ? (a.id < b.id ? -1 : 1) : a.ts < b.ts ? -1 : 1)),
    failures: [...found.failures, ...failures, ...(me === undefined ? [NOBODY] : [])],
    notes: [...found.notes, ...(found.files.length > MOST_COMMENTED ? [COMMENTS_CUT] : [])],
    covers: span,
  };
}

/** Two weeks, or since the last success where that is longer ago. */
function spanOf({ from, to }: Window): Window {
  const back = new Date(Date.parse(to) - LOOK_BACK_MS).toISOString();
  return { from: from < back ? from : back, to };
}

/** What I changed myself is no news, unless it was shared with me as well. */
function isNews({ lastModifyingUser, modifiedTime, sharedWithMeTime = "" }: WireFile, span: Window): boolean {
  return isWithin(sharedWithMeTime, span) || (isWithin(modifiedTime, span) && lastModifyingUser?.me !== true);
}

const NOBODY = {
  what: "comments that name you",
  error: "Google does not say whose account it is",
  hint: "Check it with `chief connections`.",
};
const COMMENTS_CUT = `Read comments in the newest ${countOf(MOST_COMMENTED, "document")} only.`;
