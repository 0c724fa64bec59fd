import { z } from "zod";
import { OPENAI_APIS, SMTP_SECURITY, type Connection } from "../core/connection.ts";
import { ConfigError } from "../core/errors.ts";
import { checkSchema } from "../lib/schema-check.ts";
import { parseYaml } from "../lib/yaml-text.ts";
import { isLoopback } from "../lib/loopback.ts";
import { mayHoldSecret } from "./connection-secrets.ts";
import { mcpSchema } from "./mcp-connection.ts";

/** Looked at by `referenceProblems`, whose messages never show what is written here. */
const reference = z.string({ error: "to be a reference to a secret" });
const line = z.string().regex(/^\P{Cc}+$/u, { error: "to be one line" });
const address = z.string().refine(isSafeAddress, { error: "to be an address that starts with https://, or with http:// on this machine" });

const withSlash = address.transform((url) => (url.endsWith("/") ? url : `${url}/`));

const slack = z.strictObject({
  kind: z.literal("slack"),
  token: reference,
  appToken: reference.exactOptional(),
  signingSecret: reference.exactOptional(),
  api: withSlash.prefault("https://slack.com/api/"),
});

const ENCRYPTED = { path: ["security"], error: "to be tls or starttls, since host is not this machine" };
const isPrivate = ({ security, host }: { security: (typeof SMTP_SECURITY)[number]; host: string }): boolean =>
  security !== "none" || isLoopback(host);

const mailbox = {
  host: line,
  port: z.int().min(1).max(65_535).default(993),
  security: z.enum(SMTP_SECURITY).default("tls"),
  user: line,
  password: reference,
};

const imap = z.strictObject({ kind: z.literal("imap"), ...mailbox }).refine(isPrivate, ENCRYPTED);

const replies = z
  .strictObject({
    ...mailbox,
    trusts: z
      .string()
      .regex(/^[\w.-]{1,253}$/, { error: "to be a name of a server such as mx.example.com" })
      .exactOptional(),
  })
  .refine(isPrivate, ENCRYPTED);

const SENDER = "to be an address such as Chief <chief@example.com>";
const smtp = z
  .strictObject({
    kind: z.literal("smtp"),
    host: line,
    port: z.int().min(1).max(65_535).default(587),
    security: z.enum(SMTP_SECURITY).default("starttls"),
    from: line.regex(/^(?:[^<>@]+ <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, { error: SENDER }),
    user: line.exactOptional(),
    password: reference.exactOptional(),
    oauth2: z.strictObject({ clientId: line, clientSecret: reference, refreshToken: reference, tokenUrl: address }).exactOptional(),
    replies: replies.exactOptional(),
  })
  .refine(isPrivate, ENCRYPTED);

const google = z.strictObject({
  kind: z.literal("google"),
  clientId: line,
  clientSecret: reference,
  refreshToken: reference,
  signedInUntil: z.iso.datetime({ error: "to be a UTC instant such as 2026-11-28T09:00:00.000Z" }).exactOptional(),
  api: withSlash.exactOptional(),
  oauth: z
    .strictObject({
      authorizeUrl: address.default("https://accounts.google.com/o/oauth2/v2/auth"),
      tokenUrl: address.default("https://oauth2.googleapis.com/token"),
      revokeUrl: address.default("https://oauth2.googleapis.com/revoke"),
    })
    .prefault({}),
});

const github = z
  .strictObject({
    kind: z.literal("github"),
    token: reference.exactOptional(),
    app: z.strictObject({ id: line, installation: line, privateKey: reference }).exactOptional(),
    webhookSecret: reference.exactOptional(),
    api: address.transform((url) => url.replace(/\/+$/, "")).prefault("https://api.github.com"),
  })
  .refine(({ token, app }) => (token === undefined) !== (app === undefined), {
    path: ["token"],
    error: "to be there, or app in its place: one of them",
  });

const notion = z.strictObject({
  kind: z.literal("notion"),
  token: reference,
  user: z.email({ error: "to be an address such as ana@example.com" }).exactOptional(),
  tokenEnds: z.iso.date({ error: "to be a date such as 2027-01-31" }).exactOptional(),
  api: address.transform((url) => url.replace(/\/+$/, "")).prefault("https://api.notion.com"),
});

const openai = z
  .strictObject({
    kind: z.literal("openai"),
    key: reference.exactOptional(),
    url: withSlash.exactOptional(),
    api: z.enum(OPENAI_APIS).default("auto"),
  })
  .refine(({ key, url }) => key !== undefined || isLoopback(URL.parse(url ?? "")?.hostname ?? ""), {
    path: ["key"],
    error: "to be there: only a server on this machine, named by url, may ask for none",
  });

const feed = z.strictObject({ kind: z.literal("feed"), address: reference });

/** Under `connections` of chief.yaml: accounts of services, by name. */
export const connectionSchema = z.discriminatedUnion("kind", [
  slack,
  smtp,
  imap,
  google,
  github,
  notion,
  openai,
  mcpSchema({ reference, line, address }),
  feed,
]);

/** A connection as it would stand in chief.yaml, with its defaults. Throws ConfigError `connection-invalid` that shows no secret. */
export function parseConnection(name: string, entry: Readonly<Record<string, unknown>>): Connection {
  const yaml = { ...parseYaml("", ""), value: { connections: { [name]: entry } } };
  const checked = checkSchema({ schema: connectionSchema, value: entry, yaml, base: ["connections", name], isHidden: mayHoldSecret });
  if (checked.ok) return checked.value;
  const [problem] = checked.problems;
  throw new ConfigError("connection-invalid", problem?.message ?? "expected a connection, got something else", {
    ...(problem?.hint !== undefined && { hint: problem.hint }),
  });
}

function isSafeAddress(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
}
