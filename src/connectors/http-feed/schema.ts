import { z } from "zod";
import { knownName } from "../../lib/known-name.ts";
import { isLoopback } from "../../lib/loopback.ts";

export const FORMS = ["auto", "feed", "ics", "json"] as const;

/** One feed, with what people call it. */
export interface Feed {
  /** Its address; where that is a secret, the connection that leads to it stands in its place. */
  url?: string;
  connection?: string;
  name: string;
  as: (typeof FORMS)[number];
  /** JSON pointers (https://www.rfc-editor.org/rfc/rfc6901): to the list of entries; the others from an entry on. */
  items?: string;
  id?: string;
  title?: string;
  link?: string;
  at?: string;
  body?: string;
}

export interface HttpFeedOptions {
  urls: string[];
  feeds: (Omit<Feed, "name"> & { name?: string })[];
  hosts: string[];
  max: number;
}

const MOST_FEEDS = 50;

const address = z
  .string()
  .max(2_000)
  .refine(isSafe, { error: "to be an address that starts with https://, or with http:// on this machine, without a name and a password" })
  .refine((url) => !holdsSecret(url), {
    error: "to be an address that anybody may see, since definitions are no place for secrets",
    params: { hint: "Make a connection of it with `chief connect feed`, and name that by `connection`." },
  });

/** Such as `/data/items`; the empty one is the whole. */
const pointer = z
  .string()
  .max(500)
  .regex(/^(?:\/(?:[^~/]|~[01])*)*$/, { error: "to be a JSON pointer such as /data/items" });

/** What a definition may say under `http-feed:`; connections are checked where their names are known. */
export function httpFeedSchema(connections: readonly string[] | undefined): z.ZodType<HttpFeedOptions> {
  const feed = z
    .strictObject({
      url: address.exactOptional().describe("Its address. One that is a secret belongs into a connection instead."),
      connection: knownName(
        "a connection to a feed in config/chief.yaml",
        connections,
        "Make one with `chief connect feed`.",
      ).exactOptional(),
      name: z
        .string()
        .regex(/^[^#\p{Cc}]{1,100}$/u, { error: "to be a short name without #" })
        .exactOptional()
        .describe("What it is called in briefings. Default: its host and path, or the name of the connection."),
      as: z.enum(FORMS).default("auto").describe("feed for RSS, Atom and JSON Feed, ics for a calendar, json for any other JSON."),
      items: pointer.exactOptional().describe("Of JSON: where the list of entries is, such as /data/items."),
      id: pointer.exactOptional().describe("Of JSON: where an entry says what it is known by. Default: its link."),
      title: pointer.exactOptional().describe("Of JSON: where an entry has its title."),
      link: pointer.exactOptional().describe("Of JSON: where an entry has its address."),
      at: pointer.exactOptional().describe("Of JSON: where an entry says when it was published."),
      body: pointer.exactOptional().describe("Of JSON: where an entry has its text. Default: all of it, as JSON."),
    })
    .refine((each) => (each.url === undefined) !== (each.connection === undefined), {
      path: ["url"],
      error: "to be there, or connection in its place: one of them",
    })
    .refine((each) => each.as !== "json" || each.items !== undefined, {
      path: ["items"],
      error: "to say where in the JSON the entries are",
    });
  return z
    .strictObject({
      urls: z.array(address).max(MOST_FEEDS).default([]).describe("Addresses of feeds."),
      feeds: z.array(feed).max(MOST_FEEDS).default([]).describe("Feeds with more to say of them."),
      hosts: z
        .array(z.string().regex(/^[a-z0-9.-]+(?::\d{1,5})?$/, { error: "to be a host such as feeds.example.com" }))
        .max(MOST_FEEDS)
        .default([])
        .describe("Hosts that feeds may lead on to, beside their own."),
      max: z.int().min(1).max(1_000).default(100).describe("At most this many entries of each feed are read, the newest first."),
    })
    .refine(({ urls, feeds }) => urls.length + feeds.length > 0, { path: ["urls"], error: "to name a feed" })
    .refine((options) => new Set(feedsOf(options).map(({ name }) => name)).size === options.urls.length + options.feeds.length, {
      path: ["feeds"],
      error: "to have a `name` of its own each, since two would be called the same",
    })
    .describe("Entries and dates of feeds: RSS, Atom, JSON and calendars at an address.");
}

/** All feeds of a grant, by the names that they go by. */
export function feedsOf({ urls, feeds }: Pick<HttpFeedOptions, "urls" | "feeds">): Feed[] {
  const all: HttpFeedOptions["feeds"] = [...urls.map((url) => ({ url, as: "auto" as const })), ...feeds];
  return all.map((feed) => ({ name: feed.connection ?? nameOf(feed.url ?? ""), ...feed }));
}

/** Host and path; what stands behind a question mark is left out, since it may be a secret. */
function nameOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? `${parsed.host}${parsed.pathname}`.replace(/\/$/, "").slice(0, 100) : url;
}

function isSafe(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
}

/** Addresses by which calendars and services let in whoever knows them (https://support.google.com/calendar/answer/37648). */
function holdsSecret(text: string): boolean {
  const url = URL.parse(text);
  const keys = [...(url?.searchParams.keys() ?? [])];
  return (
    /\/private-[0-9a-f]{8,}/i.test(url?.pathname ?? "") ||
    keys.some((key) => /^(?:.*[_-])?(?:token|secret|password|apikey|api_key|key|sig)$/i.test(key))
  );
}
