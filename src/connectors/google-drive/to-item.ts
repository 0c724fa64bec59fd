import type { Actor, DraftItem, Window } from "../../core/item.ts";
import type { CommentFields, DocumentFields } from "../../core/kinds/document.ts";
import { plainLine, plainLines } from "../../lib/plain-text.ts";
import { shorten } from "../../lib/text.ts";
import type { Mention } from "./comments.ts";
import { lastOf } from "./documents.ts";
import type { WireFile, WireUser } from "./wire.ts";

const LONGEST_TITLE = 120;
const LONGEST_NAME = 80;
const LONGEST_QUOTE = 1_000;
const LONGEST_BODY = 6_000;
const MOST_OWNERS = 5;

/** https://developers.google.com/workspace/drive/api/guides/mime-types */
const TYPES: Readonly<Record<string, string>> = {
  "application/vnd.google-apps.document": "document",
  "application/vnd.google-apps.spreadsheet": "spreadsheet",
  "application/vnd.google-apps.presentation": "presentation",
  "application/vnd.google-apps.form": "form",
  "application/pdf": "PDF",
};

/** A document that was changed or shared within a span, as an Item. */
export function documentDraft(file: WireFile, span: Window): DraftItem {
  const { id, mimeType, modifiedTime, sharedWithMeTime, webViewLink, lastModifyingUser, sharingUser, owners } = file;
  const fields: DocumentFields = {
    document: id,
    type: TYPES[mimeType] ?? "file",
    modifiedAt: modifiedTime,
    modifiedBy: lastModifyingUser === undefined ? null : nameOf(lastModifyingUser),
    sharedAt: sharedWithMeTime ?? null,
  };
  return {
    id: `google-drive:${id}`,
    source: "google-drive",
    kind: "document",
    title: titleOf(file),
    body: "",
    ...(webViewLink !== undefined && { url: webViewLink }),
    ts: lastOf(file, span),
    updatedAt: modifiedTime,
    actors: [
      ...(lastModifyingUser ? [actorOf(lastModifyingUser, "editor")] : []),
      ...(sharingUser ? [actorOf(sharingUser, "sharer")] : []),
      ...owners.slice(0, MOST_OWNERS).map((owner) => actorOf(owner, "owner")),
    ],
    fields: { ...fields },
  };
}

/** A comment that names me, as an Item. */
export function commentDraft({ file, comment, remark, isAnswered }: Mention, me: string): DraftItem {
  const quoted = shorten(plainLines(comment.quotedFileContent?.value ?? "").trim(), LONGEST_QUOTE);
  const said = shorten(plainLines(remark.content).trim(), LONGEST_BODY);
  const fields: CommentFields = {
    document: file.id,
    comment: comment.id,
    documentTitle: titleOf(file),
    replies: comment.replies.entries.filter(({ deleted }) => !deleted).length,
    answered: isAnswered,
    assigned: remark.assigneeEmailAddress?.toLowerCase() === me.toLowerCase(),
  };
  const url = addressOf(file, comment.id);
  return {
    id: `google-drive:${file.id}#${comment.id}`,
    source: "google-drive",
    kind: "comment",
    title: shorten(plainLine(remark.content) || "A comment without words", LONGEST_TITLE),
    body: quoted === "" ? said : `${quoted}\n\n${said}`,
    quoteSpans: quoted === "" ? [] : [[0, quoted.length]],
    ...(url !== undefined && { url }),
    ts: remark.createdTime,
    updatedAt: comment.modifiedTime,
    actors: [actorOf(remark.author ?? {}, "from"), { name: me, email: me, role: "mentioned" }],
    fields: { ...fields },
  };
}

function titleOf({ name }: WireFile): string {
  return shorten(plainLine(name) || "A document without a name", LONGEST_TITLE);
}

/** As in the mails that Google sends about comments. */
function addressOf({ webViewLink }: WireFile, comment: string): string | undefined {
  const url = webViewLink === undefined ? null : URL.parse(webViewLink);
  url?.searchParams.set("disco", comment);
  return url?.href;
}

function actorOf(user: WireUser, role: string): Actor {
  const email = user.emailAddress;
  return { name: nameOf(user), ...(email !== undefined && email !== "" && { email }), role };
}

function nameOf({ displayName = "", emailAddress = "" }: WireUser): string {
  return shorten(plainLine(displayName) || plainLine(emailAddress) || "somebody", LONGEST_NAME);
}
