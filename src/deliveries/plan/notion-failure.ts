import { deliveryUnsure, PermanentError, type ChiefError } from "../../core/errors.ts";
import { NOTION_CONNECTIONS, readNotionFailure, toNotionError, unreadableNotion } from "../../lib/notion-failure.ts";
import { isBeforeWriting } from "../webhook-request.ts";

/** What is asked for, for people, and whether the call changes it. */
export interface NotionCall {
  what: string;
  writes: boolean;
}

/** What became of a call that failed, in our words: https://developers.notion.com/reference/status-codes */
export function notionFailure(error: unknown, call: NotionCall, connection: string, now: number): ChiefError {
  const { status, code = "", reason, isTooFast } = readNotionFailure(error, now);
  const cause = error instanceof TypeError ? error.cause : error;
  if (call.writes && !isTooFast && (status === undefined || status >= 500) && !isBeforeWriting(cause)) return deliveryUnsure();
  const passing = toNotionError(error, connection, now);
  if (passing) return passing;
  const [got, hint] = refusalOf(status, call, connection, `${code}: ${reason}`);
  return new PermanentError("plan-refused", `expected Notion to ${call.writes ? "change" : "show"} ${call.what}, got ${got}`, { hint });
}

function refusalOf(status: number | undefined, { writes }: NotionCall, connection: string, said: string): [got: string, hint: string] {
  const share = `Open the database in Notion, press ••• at the top right, Connections, and choose the connection that ${connection} stands for.`;
  if (status === 404) return ["no such page, or none that is shared with the connection", share];
  if (status === 403) {
    const capability = writes ? "Update content" : "Read content";
    return [
      "a connection that may not",
      `Allow ${connection} to ${capability.toLowerCase()} under Configuration at ${NOTION_CONNECTIONS}.`,
    ];
  }
  return [`a refusal (${said})`, "Look at the column in Notion, and at `fields` and `values` of the write."];
}

/** An answer that is none: after a change nobody knows what became of it. */
export function strangeNotion({ writes }: NotionCall): ChiefError {
  return writes ? deliveryUnsure() : unreadableNotion();
}
