import type { SecretReference } from "./secret.ts";

/** A Slack app in a workspace of Slack. */
export interface SlackConnection {
  kind: "slack";
  /** Of the bot, `xoxb-`. */
  token: SecretReference;
  /** Of the app, `xapp-`, for Socket Mode; absent where Slack is not listened to, or over HTTP. */
  appToken?: SecretReference;
  /** What Slack signs its requests with, where it is listened to over HTTP. */
  signingSecret?: SecretReference;
  /** Address of the Web API, with the slash at its end. */
  api: string;
}

/** How a mail server is spoken to: encrypted from the first byte, after STARTTLS, or not at all, as on this machine. */
export const SMTP_SECURITY = ["tls", "starttls", "none"] as const;

/** Whether what people answer in a Slack is heard: somebody said how. */
export function isListening({ appToken, signingSecret }: SlackConnection): boolean {
  return (appToken ?? signingSecret) !== undefined;
}

/** The connections to Slack that are listened to. */
export function listeningIn(connections: Readonly<Record<string, Connection>>): Record<string, SlackConnection> {
  return Object.fromEntries(
    Object.entries(connections).flatMap(([name, connection]) =>
      connection.kind === "slack" && isListening(connection) ? [[name, connection] as const] : [],
    ),
  );
}

/** Mail at a server of whatever provider, by IMAP; it is only read. */
export interface ImapMailbox {
  host: string;
  port: number;
  security: (typeof SMTP_SECURITY)[number];
  user: string;
  password: SecretReference;
}

/** A person's mail. */
export interface ImapConnection extends ImapMailbox {
  kind: "imap";
}

/** The connections to mail that is read. */
export function mailboxesIn(connections: Readonly<Record<string, Connection>>): Record<string, ImapConnection> {
  return Object.fromEntries(
    Object.entries(connections).flatMap(([name, connection]) => (connection.kind === "imap" ? [[name, connection] as const] : [])),
  );
}

/** The mailbox that answers to our mail arrive in. */
export interface RepliesMailbox extends ImapMailbox {
  /** Who says in `Authentication-Results` whether a sender is genuine (https://www.rfc-editor.org/rfc/rfc8601#section-2.5); without it, the host's own domain. */
  trusts?: string;
}

/** The connections to mail servers whose answers are read. */
export function answeredIn(connections: Readonly<Record<string, Connection>>): Record<string, AnsweredConnection> {
  return Object.fromEntries(
    Object.entries(connections).flatMap(([name, connection]) =>
      connection.kind === "smtp" && connection.replies ? [[name, { ...connection, replies: connection.replies }] as const] : [],
    ),
  );
}

/** A connection to a mail server whose answers are read. */
export type AnsweredConnection = SmtpConnection & { replies: RepliesMailbox };

/** A mailbox that mail is sent from. */
export interface SmtpConnection {
  kind: "smtp";
  host: string;
  port: number;
  security: (typeof SMTP_SECURITY)[number];
  /** Sender, as in a header: `Chief <chief@example.com>`. */
  from: string;
  user?: string;
  /** Absent with OAuth2, and where the server asks for none. */
  password?: SecretReference;
  oauth2?: { clientId: string; clientSecret: SecretReference; refreshToken: SecretReference; tokenUrl: string };
  /** Absent where nobody listens to answers. */
  replies?: RepliesMailbox;
}

/** An account at Google: its mail, calendars and documents, as far as it was granted. */
export interface GoogleConnection {
  kind: "google";
  clientId: string;
  clientSecret: SecretReference;
  refreshToken: SecretReference;
  /** UTC instant at which the sign-in ends, as Google told then; absent where it lasts. */
  signedInUntil?: string;
  /** The address that every API is called at, with the slash at its end; absent where each has Google's own. */
  api?: string;
  /** Where consent is asked for, tokens are fetched, and taken back. */
  oauth: { authorizeUrl: string; tokenUrl: string; revokeUrl: string };
}

/** An account at GitHub: of a person by a token, or of an app in an organisation. */
export interface GitHubConnection {
  kind: "github";
  /** A fine-grained personal access token; absent for an app. */
  token?: SecretReference;
  /** A GitHub App, by its id and that of its installation; the key is a PEM file's text. */
  app?: { id: string; installation: string; privateKey: SecretReference };
  /** What GitHub signs its webhooks with; absent where Chief only asks. */
  webhookSecret?: SecretReference;
  /** Address of the REST API, without a slash at its end. */
  api: string;
}

/** A workspace of Notion: as far as its pages are shared with an internal connection, or as its user by a personal access token. */
export interface NotionConnection {
  kind: "notion";
  /** Of either, `ntn_`. */
  token: SecretReference;
  /** The address at Notion of whom it is read for, where the token is nobody's own. */
  user?: string;
  /** The plain date on which the token ends, which Notion does not tell; absent where it lasts. */
  tokenEnds?: string;
  /** Address of the API, without a slash at its end. */
  api: string;
}

/** An account at OpenAI, or a server that speaks as it does. */
export interface OpenAiConnection {
  kind: "openai";
  /** Absent for a server on this machine, which asks for none. */
  key?: SecretReference;
  /** Base URL with the slash at its end, such as `http://127.0.0.1:11434/v1/`; OpenAI's own where absent. */
  url?: string;
  /** Which of its two APIs is asked; with `auto` the Responses API, and Chat Completions where that is not there. */
  api: (typeof OPENAI_APIS)[number];
}

export const OPENAI_APIS = ["auto", "responses", "chat"] as const;

/** A server that speaks the Model Context Protocol: a program of others on this machine, or one at an address. */
export interface McpConnection {
  kind: "mcp";
  /** The program, as it is looked for on the PATH, or its path; absent for a server at `url`. */
  command?: string;
  args: readonly string[];
  /** What it gets beside the few variables that every child gets. */
  env: Readonly<Record<string, SecretReference>>;
  /** Files and folders that it sees, absolute, read-only. */
  paths: readonly string[];
  /** The same for what it may write too. */
  writable: readonly string[];
  /** Folders of our own, absolute, that it does not see even inside the others; what the workspace adds. */
  hidden?: readonly string[];
  /** Whether it may connect to other machines. */
  network: boolean;
  /** What becomes of it where this machine can't confine programs; refused when absent. */
  confinement?: "refused" | "unconfined";
  /** Address of its Streamable HTTP endpoint; absent for a program. */
  url?: string;
  /** Sent to `url` as a bearer token; absent where it asks for none. */
  token?: SecretReference;
  /** The tools that its owner has confirmed to be only reading: no other is ever called. */
  readOnly: readonly string[];
  /** What its owner has looked at and accepted; nothing of a server without it, or of one that differs from it, is read. */
  pinned?: McpPin;
}

/** What a server was when its owner accepted it. */
export interface McpPin {
  /** Of the program and its words, or of the address. */
  command: string;
  /** Of its tools and of the templates of its resources, with all that they say of themselves. */
  schema: string;
  /** `NAME HASH` of each tool, to tell which one has changed; what is held against the server is `schema`. */
  tools: readonly string[];
}

/** A feed whose address lets in whoever knows it. */
export interface FeedConnection {
  kind: "feed";
  address: SecretReference;
}

/** An account of a service, by the name that config/chief.yaml gives it. */
export type Connection =
  | SlackConnection
  | SmtpConnection
  | ImapConnection
  | GoogleConnection
  | GitHubConnection
  | NotionConnection
  | OpenAiConnection
  | McpConnection
  | FeedConnection;

export type ConnectionKind = Connection["kind"];

/** The connection of one kind. */
export type ConnectionOf<Kind extends ConnectionKind> = Extract<Connection, { kind: Kind }>;

/** The code of the PermanentError that says: nobody has connected an account of this kind. */
export const CONNECTION_MISSING = "connection-missing";

/** The code of the PermanentError that says: nothing can be done by this connection until somebody connects it again. */
export const REAUTH_NEEDED = "reauth-needed";

/** The accounts of the configuration in force. */
export interface Connections {
  /** The one of a kind that a definition means: by its name, or the only one there is. Throws PermanentError `connection-missing` where there is none of that kind, `connection-unclear` where it is not clear which. */
  get<Kind extends ConnectionKind>(kind: Kind, name?: string): ConnectionOf<Kind> & { name: string };
  /** What a reference leads to, read anew each time and never kept. Throws ConfigError `secret-missing` or `secret-exposed`. */
  readSecret(reference: SecretReference): string;
}

/** The accounts of one kind of service: all that a part which goes by that service is given of the configuration. */
export interface Accounts<Kind extends ConnectionKind> {
  /** Their names, where definitions are to be checked against them. */
  names?: readonly string[];
  /** The one that a definition means: by its name, or the only one there is. Throws PermanentError `connection-missing` where there is none of that kind, `connection-unclear` where it is not clear which. */
  get(name?: string): ConnectionOf<Kind> & { name: string };
  /** As that of `Connections`. */
  readSecret: Connections["readSecret"];
}

/** The accounts of one kind among those of the configuration. */
export function accountsOf<Kind extends ConnectionKind>(
  kind: Kind,
  connections: Connections,
  names?: readonly { name: string; kind: ConnectionKind }[],
): Accounts<Kind> {
  return {
    ...(names && { names: names.filter((each) => each.kind === kind).map(({ name }) => name) }),
    get: (name) => connections.get(kind, name),
    readSecret: (reference) => connections.readSecret(reference),
  };
}
