import { z } from "zod";
import type { CountTokens } from "../../src/lib/tokens.ts";
import type { ModelAsked } from "./model-server.ts";

/** What a model reads around each piece: who says it, where it begins and ends. */
const AROUND = 8;

const bodySchema = z.looseObject({
  instructions: z.string(),
  tools: z.array(z.unknown()),
  text: z.looseObject({ format: z.unknown() }),
  input: z.array(z.looseObject({ content: z.string() })),
});

/** The input of one request of the Responses API, in tokens: of all, and of the parts that are the same for every run. */
export interface TokensAsked {
  all: number;
  /** Instructions, tools and the form of the answer. */
  fixed: number;
  /** On average, of the lines that show a thing. */
  eachThing: number;
  things: number;
}

/** Counts as the server would. */
export function tokensIn(asked: ModelAsked, count: CountTokens): TokensAsked {
  const { instructions, tools, text, input } = bodySchema.parse(asked.body);
  const fixed = count(instructions) + count(JSON.stringify(tools)) + count(JSON.stringify(text.format)) + AROUND;
  const contents = input.map(({ content }) => content);
  const things = contents.flatMap((content) => content.split("\n")).filter((line) => /^[CMPT]\d+ /.test(line));
  return {
    fixed,
    all: contents.reduce((sum, content) => sum + count(content) + AROUND, fixed),
    eachThing: things.reduce((sum, line) => sum + count(line), 0) / things.length,
    things: things.length,
  };
}

/** All of a request that stands before the material, in its order: what a service can keep from one run to the next. */
export function cacheablePart({ body }: ModelAsked): string {
  const { input, ...before } = bodySchema.parse(body);
  const material = input.findIndex(({ content }) => /^<<<\w+ material\n/.test(content));
  if (material < 0) throw new Error("expected material in the request, got none");
  return JSON.stringify([before, input.slice(0, material)]);
}
