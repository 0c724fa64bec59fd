import type { NotionConnection } from "../../core/connection.ts";
import { NOTION_CONNECTIONS, NOTION_TOKENS } from "../../lib/notion-failure.ts";
import type { Service } from "../service.ts";
import { checkNotion, SCOPES } from "./check.ts";

const APART = "A connection of its own for the plan, shared with nothing else, keeps the one that reads from changing anything.";

/** A workspace of Notion, by an internal connection or a personal access token. */
export const notionService: Service<NotionConnection> = {
  kind: "notion",
  title: "Notion",
  serves: { deliveries: ["plan.notion"], connectors: ["notion"], events: ["notion"] },
  // https://developers.notion.com/guides/connections-and-tokens/internal-connections
  guide: ({ writes, reads }) => [
    `Open ${NOTION_CONNECTIONS}, press New connection, choose your workspace, and under Configuration allow Read content, Read comments, and Read user information including email addresses${writes.length === 0 ? ": nothing that inserts or updates" : ", and, for the plan that is changed by it, Update content: nothing that inserts"}. Copy the installation access token.`,
    ...(writes.length > 0 && reads.length > 0 ? [APART] : []),
    "Share what Chief is to read: on each page or database press ••• at the top right, Connections, and choose the connection. What lies below a page is shared with it. What is not shared looks as if it were not there.",
    `A personal access token does instead, and sees what you see: make one at ${NOTION_TOKENS}. Say when it ends with --set tokenEnds=2027-01-31, since Notion does not tell.`,
  ],
  questions: [
    {
      key: "token",
      what: "Token (ntn_...)",
      secret: true,
      variable: "NOTION_TOKEN",
      form: { pattern: /^(?:ntn|secret)_\S+$/, wish: "start with ntn_" },
    },
    {
      key: "user",
      what: "Your address at Notion, so that your tasks and mentions are known; leave it empty with a personal access token",
      secret: false,
      optional: true,
    },
    { key: "tokenEnds", what: "Date on which the token ends", secret: false, optional: true, when: () => false },
  ],
  check: checkNotion,
  needs: () => [{ scope: "content:read", what: SCOPES["content:read"] ?? "" }],
  explainScope: (scope) => SCOPES[scope],
  example(connection) {
    return ["reads:", connection === undefined ? "  - notion" : `  - notion: { connection: ${connection} }`];
  },
};
