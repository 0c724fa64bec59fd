import type { Uses } from "../service.ts";

/** What a scope of the bot is for. Names: https://docs.slack.dev/reference/scopes */
export const SCOPES: Readonly<Record<string, string>> = {
  "app_mentions:read": "hear when it is mentioned",
  "channels:history": "read messages in public channels that it is in, also to look for one of its own that may have been sent",
  "channels:read": "see who can read a public channel before it writes there",
  "chat:write": "post briefings",
  "dnd:read": "see when people do not want to be disturbed",
  "files:write": "attach what is too long for a message",
  "groups:history": "the same in private channels that it is in",
  "groups:read": "see who can read a private channel before it writes there",
  "im:history": "read what people write to it directly",
  "im:write": "write to people directly",
  "reactions:read": "hear reactions to messages",
  "users:read": "know people's names and time zones, and who in a channel is a guest",
  "users:read.email": "find people by the addresses in config/people.yaml",
};

interface FeatureNeeds {
  scopes: readonly string[];
  /** Names: https://docs.slack.dev/reference/events */
  events: readonly string[];
}

/** What each feature needs, and nothing more. */
export const FEATURES = {
  post: { scopes: ["chat:write", "channels:history", "groups:history", "im:history", "channels:read", "groups:read"], events: [] },
  files: { scopes: ["files:write"], events: [] },
  direct: { scopes: ["im:write"], events: [] },
  people: { scopes: ["users:read", "users:read.email"], events: [] },
  /** Who reads in a channel that is written to. */
  readers: { scopes: ["users:read"], events: [] },
  /** When people can be asked: their time zone, and when they do not want to be disturbed. */
  asking: { scopes: ["users:read", "dnd:read"], events: [] },
  read: { scopes: ["channels:history", "channels:read"], events: [] },
  /** Buttons, replies in the thread of a briefing, and the home tab; the scopes are those of `post`. */
  answers: {
    scopes: ["channels:history", "groups:history", "im:history"],
    events: ["app_home_opened", "message.channels", "message.groups", "message.im"],
  },
  mentions: { scopes: ["app_mentions:read", "im:history"], events: ["app_mention", "message.im"] },
  messages: { scopes: ["channels:history"], events: ["message.channels"] },
  reactions: { scopes: ["reactions:read"], events: ["reaction_added"] },
} as const satisfies Readonly<Record<string, FeatureNeeds>>;

export type Feature = keyof typeof FEATURES;

/** What a first briefing takes, where nothing goes by the connection yet. */
const FIRST_USE = { by: [], writes: [{ to: "me" }], reads: [], events: [], parts: [] };

/** The features that automations use; those of a first briefing where none does. */
export function featuresToAskFor(uses: Uses): Feature[] {
  return uses.by.length === 0 ? featuresOf({ ...FIRST_USE, listens: uses.listens }) : featuresOf(uses);
}

/** The features that automations use. */
export function featuresOf({ writes, reads, events, listens }: Uses): Feature[] {
  const isPlace = (to: unknown): boolean => typeof to === "string" && /^[CGD][A-Z0-9]{2,}$/.test(to);
  const toPeople = writes.some(({ to }) => !isPlace(to));
  const hears = (event: string): boolean => events.some((options) => options["event"] === event);
  const used: readonly (readonly [Feature, boolean])[] = [
    ["post", writes.length > 0],
    ["files", writes.length > 0],
    ["direct", toPeople],
    ["people", toPeople || reads.length > 0],
    ["readers", writes.some(({ to, shared }) => isPlace(to) && shared !== true)],
    ["asking", writes.some(({ to }) => to === "roster")],
    ["read", reads.length > 0],
    ["answers", writes.length > 0 && listens],
    ["mentions", hears("mention")],
    ["messages", hears("message")],
    ["reactions", hears("reaction")],
  ];
  return used.flatMap(([feature, isUsed]) => (isUsed ? [feature] : []));
}

/** All scopes or events of some features, each once, by their names. */
export function collect(features: readonly Feature[], what: keyof FeatureNeeds): string[] {
  return [...new Set(features.flatMap((feature): readonly string[] => FEATURES[feature][what]))].sort();
}
