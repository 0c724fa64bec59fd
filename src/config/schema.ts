import { z } from "zod";
import { SHORTEST_RECORD_MS, SHORTEST_TEXTS_MS } from "../core/retention.ts";
import { DURATION_PATTERN, parseDuration } from "../lib/duration.ts";
import { isLoopback } from "../lib/loopback.ts";
import { findNearestTimezone, isTimezone } from "../lib/timezone.ts";
import { writtenDay, writtenHours } from "../lib/work-week.ts";
import { connectionSchema } from "./connections.ts";

const line = z.string().regex(/^\P{Cc}*$/u, { error: "to be one line" });
const name = line.trim().min(1).max(120);
const timezone = z.string().refine(isTimezone, {
  error: ({ input }) => `to be an IANA zone such as ${findNearestTimezone(String(input)) ?? "Europe/Berlin"}`,
});

const EVERY_ADDRESS = ["0.0.0.0", "::"];
const server = z
  .strictObject({
    host: z.string().default("127.0.0.1"),
    port: z.int().min(0).max(65_535).default(0),
    outside: z.enum(["nothing", "hooks"]).default("nothing"),
  })
  .refine(({ host, outside }) => isLoopback(host) || (outside === "hooks" && EVERY_ADDRESS.includes(host)), {
    path: ["host"],
    error:
      'to be an address of this machine such as 127.0.0.1, or with "outside: hooks" 0.0.0.0 or ::, by which other machines reach its hooks',
  });

/** What stands in a list of days off: a date, or a file of them beside chief.yaml. */
export const HOLIDAY_FILE = /^file:([\w.-]+\.(?:ics|txt|ya?ml))$/;
const holiday = z.string().refine((text) => isDate(text) || HOLIDAY_FILE.test(text), {
  error: "to be a date that exists, such as 2026-12-25, or a file beside chief.yaml, such as file:holidays.ics",
});

const DURATION = "to be a duration such as 15m, 1h or 1d";
const duration = z
  .string({ error: DURATION })
  .regex(DURATION_PATTERN, { error: DURATION, abort: true })
  .transform((text) => parseDuration(text) ?? 0);

const atLeast = (shortestMs: number, shortest: string) =>
  duration.refine((ms) => ms >= shortestMs, { error: `to be at least ${shortest}` });
const record = atLeast(SHORTEST_RECORD_MS, "7d");

const SIZE = "to be a size of 1 kB to 10 MB, such as 256 kB";
const size = z
  .union([z.int({ error: SIZE }), z.string({ error: SIZE }).regex(/^[1-9]\d{0,8} ?(?:B|kB|MB)$/, { error: SIZE, abort: true })], {
    error: SIZE,
  })
  .transform(bytesOf)
  .refine((bytes) => bytes >= 1_000 && bytes <= 10_000_000, { error: SIZE });

/** Names stand in addresses, in definitions and in logs. */
const key = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/i, { error: "to have only letters, digits and dashes" });
/** Looked at by `referenceProblems`, whose messages never show what is written here. */
const reference = z.string({ error: "to be a reference to a secret" });
const hook = z.strictObject({
  secret: reference,
  id: line.min(1).exactOptional(),
  perSecond: z.int().min(1).max(10_000).default(50),
  maxBytes: size.default(256_000),
});
const webhook = z.strictObject({ url: reference, secret: reference, lookup: reference.exactOptional() });
const write = z.union([z.string(), z.record(z.string(), z.unknown())]);

const dollars = z.number().min(0);
const price = z.strictObject({ input: dollars, cached: dollars.exactOptional(), output: dollars });
const mostSpent = z.strictObject({ tokens: z.int().min(1_000).exactOptional(), usd: dollars.exactOptional() });
const models = z.strictObject({
  connection: key,
  small: line.min(1).default("gpt-6-luna"),
  large: line.min(1).default("gpt-6.1-terra"),
  tier: z.enum(["flex", "default"]).default("default"),
});

/** config/chief.yaml, with every default in it. */
export const chiefSchema = z.strictObject({
  owner: name.default("me"),
  people: z
    .string()
    .regex(/^[^/\\]+\.ya?ml$/, { error: "to be the name of a .yaml file beside chief.yaml" })
    .default("people.yaml"),
  timezone: timezone.optional(),
  work: z
    .strictObject({
      days: z.array(writtenDay).min(1).default(["mon", "tue", "wed", "thu", "fri"]),
      hours: writtenHours.default("09:00-17:00"),
      holidays: z.array(holiday).default([]),
    })
    .prefault({}),
  data: line.min(1).default("data"),
  automations: line.min(1).default("automations"),
  server: server.prefault({}),
  confinement: z.strictObject({ mcp: z.enum(["refused", "unconfined"]).default("refused") }).prefault({}),
  hooks: z.record(key, hook).default({}),
  webhooks: z.record(key, webhook).default({}),
  pings: z.record(key, reference).default({}),
  connections: z.record(key, connectionSchema).default({}),
  alerts: z.strictObject({ to: z.array(write).default(["console"]), every: duration.prefault("1h") }).prefault({}),
  rules: z.record(z.string(), z.record(z.string(), z.number().min(0))).default({}),
  retention: z
    .strictObject({
      runs: record.prefault("180d"),
      texts: atLeast(SHORTEST_TEXTS_MS, "1d").prefault("30d"),
      messages: record.prefault("365d"),
      keep: z.int().min(1).max(10_000).default(20),
    })
    .prefault({}),
  models: models.exactOptional(),
  prices: z.record(line.min(1), price).default({}),
  budgets: z
    .strictObject({
      run: mostSpent.prefault({ tokens: 100_000, usd: 0.5 }),
      day: mostSpent.prefault({ usd: 2 }),
      all: mostSpent.prefault({ usd: 5 }),
    })
    .prefault({}),
  concurrency: z.int().min(1).max(64).default(4),
  log: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});
export type ChiefFile = z.infer<typeof chiefSchema>;

const ABSENCE = "to be a date such as 2026-11-27, or the first and the last such as 2026-12-24/2027-01-02";
const absence = z
  .string({ error: ABSENCE })
  .refine((text) => isSpan(text.split("/")), { error: ABSENCE, abort: true })
  .transform((text) => ({ from: text.slice(0, 10), to: text.slice(-10) }));

/** One id, or a list where somebody has an account in each of several workspaces. */
const accounts = z.union([name, z.array(name).min(1)]).transform((ids) => [...new Set(typeof ids === "string" ? [ids] : ids)]);

/** config/people.yaml: people by a short key. */
export const peopleSchema = z.record(
  key,
  z.strictObject({
    name,
    emails: z.array(z.email({ error: "to be an e-mail address" })).default([]),
    aliases: z.array(name).default([]),
    accounts: z.record(key, accounts).default({}),
    timezone: timezone.optional(),
    absences: z.array(absence).default([]),
    vip: z.boolean().default(false),
  }),
);
export type PeopleFile = z.infer<typeof peopleSchema>;

function isDate(text: string): boolean {
  return z.iso.date().safeParse(text).success;
}

function isSpan([from = "", to = from, ...more]: readonly string[]): boolean {
  return isDate(from) && isDate(to) && from <= to && more.length === 0;
}

const UNIT_BYTES = { B: 1, kB: 1_000, MB: 1_000_000 } as const;

function bytesOf(size: string | number): number {
  if (typeof size === "number") return size;
  const unit = size.endsWith("kB") ? "kB" : size.endsWith("MB") ? "MB" : "B";
  return Number.parseInt(size, 10) * UNIT_BYTES[unit];
}
