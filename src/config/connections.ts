import { z } from "zod";
import { SMTP_SECURITY } from "../core/connection.ts";
import type { Path } from "../lib/yaml-text.ts";

/** Looked at by `referenceProblems`, whose messages never show what is written here. */
const reference = z.string({ error: "to be a reference to a secret" });
const line = z.string().regex(/^\P{Cc}+$/u, { error: "to be one line" });
const address = z.string().refine(isSafeAddress, { error: "to be an address that starts with https://, or with http:// on this machine" });

const slack = z.strictObject({
  kind: z.literal("slack"),
  token: reference,
  appToken: reference.exactOptional(),
  signingSecret: reference.exactOptional(),
  api: address.transform((url) => (url.endsWith("/") ? url : `${url}/`)).prefault("https://slack.com/api/"),
});

const SENDER = "to be an address such as Chief <chief@example.com>";
const smtp = z.strictObject({
  kind: z.literal("smtp"),
  host: line,
  port: z.int().min(1).max(65_535).default(587),
  security: z.enum(SMTP_SECURITY).default("starttls"),
  from: line.regex(/^(?:[^<>@]+ <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, { error: SENDER }),
  user: line.exactOptional(),
  password: reference.exactOptional(),
  oauth2: z.strictObject({ clientId: line, clientSecret: reference, refreshToken: reference, tokenUrl: address }).exactOptional(),
});

/** Under `connections` of chief.yaml: accounts of services, by name. */
export const connectionSchema = z.discriminatedUnion("kind", [slack, smtp]);

type WrittenConnection = z.infer<typeof connectionSchema>;

const SECRETS: ReadonlySet<unknown> = new Set(["token", "appToken", "signingSecret", "password", "clientSecret", "refreshToken"]);

/** Whether a value below `connections` is a reference to a secret. */
export function isConnectionSecret(path: Path): boolean {
  return SECRETS.has(path.at(-1));
}

/** Whether a secret may have been written there by mistake: in the place of a reference, within an address, or instead of a connection. */
export function mayHoldSecret(path: Path): boolean {
  return isConnectionSecret(path) || path.at(-1) === "api" || path.at(-1) === "tokenUrl" || path.length <= 2;
}

/** The references of a connection, with their paths below it. */
export function referencesOf(connection: WrittenConnection): { path: string[]; text: string }[] {
  const { oauth2, ...flat } = { oauth2: undefined, ...connection };
  return [...secretsIn(flat, []), ...secretsIn(oauth2 ?? {}, ["oauth2"])];
}

function secretsIn(members: object, base: readonly string[]): { path: string[]; text: string }[] {
  return Object.entries(members).flatMap(([key, text]: [string, unknown]) =>
    SECRETS.has(key) && typeof text === "string" ? [{ path: [...base, key], text }] : [],
  );
}

function isSafeAddress(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/.test(url.hostname));
}
