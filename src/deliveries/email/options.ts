import { z } from "zod";
import type { KnownNames } from "../../core/workspace.ts";
import { isClear, knownName, toName } from "../../lib/known-name.ts";
import { choiceOf, listOf } from "../../lib/text.ts";

export interface EmailOptions {
  /** Keys of people, `me` among them, or `roster` for questions, each of which goes to one of `people`. */
  to: readonly string[] | typeof ROSTER;
  /** Who may be asked: keys of people. */
  people?: readonly string[];
  connection?: string;
  page?: "attached";
}

/** Stands for each of those who may be asked how their part stands. */
export const ROSTER = "roster";

/** What a definition says of mail; people and connections are checked where they are known. */
export function optionsSchema(names: Pick<KnownNames, "connections" | "people"> | undefined): z.ZodType<EmailOptions> {
  const servers = names?.connections.filter(({ kind }) => kind === "smtp").map(({ name }) => name);
  const people = z.array(knownName("somebody in config/people.yaml", names?.people)).min(1);
  return z
    .strictObject({
      to: z
        .union([people, z.literal(ROSTER)], { error: "to be a list of keys of config/people.yaml such as [me], or roster" })
        .describe(
          "Who gets it: keys of config/people.yaml; me is you. Or `roster`: questions how their part stands, each to one of `people`.",
        ),
      people: people
        .exactOptional()
        .describe("With `to: roster`, who may be asked: keys of config/people.yaml. Nobody else is written to."),
      connection: knownName("a connection to a mail server in config/chief.yaml", servers).exactOptional(),
      page: z
        .literal("attached", { error: "to be attached" })
        .exactOptional()
        .describe("Where it says attached, the whole briefing goes along as a page to keep, to print or to pass on."),
    })
    .refine(({ to, people: keys }) => to !== ROSTER || keys !== undefined, { path: ["people"], error: "to say who may be asked" })
    .refine(({ to, people: keys }) => to === ROSTER || keys === undefined, {
      path: ["people"],
      error: "to be left out, since only roster may be one of several",
    })
    .refine(({ connection }) => isClear(connection, servers), { error: toName("its connection", servers) })
    .describe("Mail to people of config/people.yaml.");
}

/** Keys of all who may get a mail. */
export function receiversIn({ to, people = [] }: EmailOptions): readonly string[] {
  return to === ROSTER ? people : to;
}

/** Who gets it, as a part of a sentence. */
export function describeMail(options: EmailOptions): string {
  const { to, connection, page } = options;
  const keys = receiversIn(options).map((key) => (key === "me" ? "you" : key));
  const from = connection === undefined ? "" : ` from the connection ${connection}`;
  return `by mail to ${to === ROSTER ? choiceOf(keys) : listOf(keys)}${from}${page === undefined ? "" : ", with the page attached"}`;
}
