import { NOTION_CONNECTIONS, readNotionFailure } from "../../lib/notion-failure.ts";

/** A part that could not be read, in plain words. */
export interface Failure {
  what: string;
  error: string;
  hint?: string;
}

/** The commonest reason for an empty answer: https://developers.notion.com/guides/connections-and-tokens/internal-connections */
export const SHARE =
  "Open it in Notion, press ••• at the top right, Connections, and choose the connection that Chief reads by; what lies below a page is shared with it. With a personal access token, check that you can open it yourself.";

/** What Notion shows to nobody whom it is not shared with looks as if it were not there. */
export function notShared(what: string): Failure {
  return { what, error: "Notion knows no such thing, or it is not shared with the connection", hint: SHARE };
}

/** What a part is told as that Notion refuses: https://developers.notion.com/reference/status-codes */
export function refusedPart(what: string, error: unknown): Failure {
  const { status = 0, code = "", reason } = readNotionFailure(error, 0);
  if (status === 404) return notShared(what);
  if (status === 403) {
    return {
      what,
      error: "the connection lacks the capability for it",
      hint: `Allow it to read content and comments under Configuration at ${NOTION_CONNECTIONS}.`,
    };
  }
  if (status === 400) {
    const said = reason === "" ? "" : `: ${reason}`;
    return { what, error: `Notion can't make sense of the question (${code})${said}`, hint: "Check filter and sort in the automation." };
  }
  return {
    what,
    error: `Notion refuses it with status ${status}`,
    hint: "Look the status up at https://developers.notion.com/reference/status-codes.",
  };
}

/** What a part is told as for which no sound answer came, while others did. */
export function brokenPart(what: string, error: string): Failure {
  return { what, error, hint: "It is read again at the next run." };
}

/** What a part is told as that Notion asks to leave alone for now, until then in the reader's words. */
export function pausedPart(what: string, until: string): Failure {
  return { what, error: `Notion counts calls and asks for a pause until ${until}`, hint: "What is missing is read at the next run." };
}
