import { z } from "zod";
import { findNearestTimezone, isTimezone } from "../lib/timezone.ts";

/** ISO weekdays by the names that people write. */
export const WEEKDAYS = { mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6, sun: 7 } as const;

const line = z.string().regex(/^\P{Cc}*$/u, { error: "to be one line" });
const name = line.trim().min(1).max(120);
const timezone = z.string().refine(isTimezone, {
  error: ({ input }) => `to be an IANA zone such as ${findNearestTimezone(String(input)) ?? "Europe/Berlin"}`,
});
const day = z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);

const HOURS = "to be a start and a later end such as 09:00-17:00";
const hours = z
  .string({ error: HOURS })
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d$/, { error: HOURS })
  .refine((text) => text.slice(0, 5) < text.slice(6), { error: HOURS });

const loopback = z
  .string()
  .refine(isLoopback, { error: "to be an address of this machine such as 127.0.0.1, since nobody is asked who they are yet" });

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
      days: z.array(day).min(1).default(["mon", "tue", "wed", "thu", "fri"]),
      hours: hours.default("09:00-17:00"),
      holidays: z.array(z.iso.date({ error: "to be a date that exists, such as 2026-12-25" })).default([]),
    })
    .prefault({}),
  data: line.min(1).default("data"),
  automations: line.min(1).default("automations"),
  server: z.strictObject({ host: loopback.default("127.0.0.1"), port: z.int().min(0).max(65_535).default(0) }).prefault({}),
  rules: z.record(z.string(), z.record(z.string(), z.number().min(0))).default({}),
  concurrency: z.int().min(1).max(64).default(4),
  log: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});
export type ChiefFile = z.infer<typeof chiefSchema>;

/** config/people.yaml: people by a short key. */
export const peopleSchema = z.record(
  z.string().regex(/^[a-z0-9][a-z0-9_-]*$/i, { error: "to have only letters, digits and dashes" }),
  z.strictObject({
    name,
    emails: z.array(z.email({ error: "to be an e-mail address" })).default([]),
    aliases: z.array(name).default([]),
    timezone: timezone.optional(),
    vip: z.boolean().default(false),
  }),
);
export type PeopleFile = z.infer<typeof peopleSchema>;

/** The names and numbers under which only this machine reaches itself. */
function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(host);
}
