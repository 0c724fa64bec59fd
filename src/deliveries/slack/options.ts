import { z } from "zod";
import { findPersonByKey } from "./person.ts";
import type { People } from "../../core/person.ts";
import type { KnownNames } from "../../core/workspace.ts";
import { isClear, knownName, toName } from "../../lib/known-name.ts";
import { choiceOf } from "../../lib/text.ts";

export interface SlackOptions {
  /** Key of a person, `me` among them, the id of a channel, `thread` for where it was asked, `author` for whose pull request set it off, or `roster` for questions. */
  to: string;
  /** Whom `author` may be, or who may be asked: keys of people. */
  people?: string[];
  /** What people call the channel. */
  name?: string;
  /** The only one there is when absent. */
  connection?: string;
  /** Whether people from outside may be in the channel: guests, and other companies. */
  shared?: boolean;
  /** Whether the whole goes along as a page. */
  page?: "attached";
}

/** Stands for the thread in which a run was asked for. */
export const THREAD = "thread";
/** Stands for whoever wrote the pull request that set a run off. */
export const AUTHOR = "author";
/** Stands for each of those who may be asked how their part stands. */
export const ROSTER = "roster";
const MOST_PEOPLE = 100;
const CHANNEL = /^[CG][A-Z0-9]{8,}$/;
const PERSON = "to be me or the key of another person in config/people.yaml";
const PLACE = "to be me, the key of another person in config/people.yaml, or the id of a channel such as C0123456789";

/** What a definition says of a message to Slack; people and connections are checked where they are known. */
export function optionsSchema(names: Pick<KnownNames, "connections" | "people"> | undefined): z.ZodType<SlackOptions> {
  const connections = names?.connections.filter(({ kind }) => kind === "slack").map(({ name }) => name);
  const isPerson = (to: string): boolean => names?.people.includes(to) ?? /^[^#@\s]+$/.test(to);
  const isPlace = (to: string): boolean => to === THREAD || isOneOf(to) || isChannel(to) || isPerson(to);
  return z
    .strictObject({
      to: z
        .string()
        .refine(isPlace, { error: PLACE, params: { choices: names?.people } })
        .describe(
          "`me`, the key of another person, the id of a channel, `thread`: where the question was asked that the run answers, `author`: who wrote the pull request that set the run off, where that is one of `people`, or `roster`: questions how their part stands, each to one of `people`.",
        ),
      people: z
        .array(z.string().refine((to) => isPerson(to) && !isChannel(to), { error: PERSON, params: { choices: names?.people } }))
        .min(1)
        .max(MOST_PEOPLE)
        .exactOptional()
        .describe(
          "With `to: author`, whom that may be, and with `to: roster`, who may be asked: keys of people. Nobody else is written to.",
        ),
      name: z
        .string()
        .regex(/^#?[\p{L}\p{N}_-]{1,80}$/u, { error: "to be the name of a channel, such as risk" })
        .exactOptional()
        .describe("What people call the channel, for them to recognise it; nothing is looked up by it."),
      connection: knownName("a connection to Slack in config/chief.yaml", connections)
        .exactOptional()
        .describe("The connection to Slack that is meant. Default: the only one."),
      page: z
        .literal("attached", { error: "to be attached" })
        .exactOptional()
        .describe(
          "Where it says attached, the whole briefing hangs below the message as a page; the app has to have the right files:write.",
        ),
      shared: z
        .boolean()
        .exactOptional()
        .describe(
          "Whether a channel is written to where people from outside read: guests, and other companies that share it. Default: false, so that a person is asked first.",
        ),
    })
    .refine(({ to, people }) => to !== AUTHOR || people !== undefined, { path: ["people"], error: "to say whom author may be" })
    .refine(({ to, people }) => to !== ROSTER || people !== undefined, { path: ["people"], error: "to say who may be asked" })
    .refine(({ to, people }) => isOneOf(to) || people === undefined, {
      path: ["people"],
      error: "to be left out, since only author and roster may be one of several",
    })
    .refine(({ connection }) => isClear(connection, connections), { error: toName("its connection", connections) })
    .describe("A message in Slack to a person or a channel, with the details in its thread.");
}

/** Whether a message goes to a channel; else it goes to a person. */
export function isChannel(to: string): boolean {
  return CHANNEL.test(to);
}

/** Whether each message goes to one of several people. */
export function isOneOf(to: string): boolean {
  return to === AUTHOR || to === ROSTER;
}

/** Where a message goes, as people say it: `#risk`, `Sam Rivera`, `you`. */
export function placeOf({ to, name }: Pick<SlackOptions, "to" | "name">, people: People): string {
  if (to === THREAD) return "the thread";
  if (isChannel(to)) return name === undefined ? to : `#${name.replace("#", "")}`;
  return to === "me" ? "you" : (findPersonByKey(people, to)?.name ?? to);
}

function restOf({ shared, page }: SlackOptions): string {
  const readers = shared ? ", also while guests or other companies read there" : "";
  return `${readers}${page === undefined ? "" : ", with the page attached"}`;
}

function describeThread(options: SlackOptions): string {
  const { connection } = options;
  const by = connection === undefined ? "" : ` through ${connection}`;
  return `to the thread in Slack in which it was asked${by}${restOf(options)}`;
}

function describeOneOf(options: SlackOptions, people: People): string {
  const { to, connection, people: keys = [] } = options;
  const by = connection === undefined ? "" : ` through ${connection}`;
  const names = choiceOf(keys.map((key) => placeOf({ to: key }, people)));
  return to === ROSTER
    ? `to ${names} in Slack${by}${restOf(options)}`
    : `to the author of the pull request, in Slack${by}, where that is ${names}${restOf(options)}`;
}

/** Where a message goes, as a part of a sentence. */
export function describePlace(options: SlackOptions, people: People): string {
  const { to, name, connection } = options;
  const place = placeOf(options, people);
  if (to === THREAD) return describeThread(options);
  if (isOneOf(to)) return describeOneOf(options, people);
  const where = isChannel(to) ? `to the Slack channel ${place}${name === undefined ? "" : ` (${to})`}` : `to ${place} in Slack`;
  return `${where}${connection === undefined ? "" : ` through ${connection}`}${restOf(options)}`;
}
