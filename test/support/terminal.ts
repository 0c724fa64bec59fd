import { resolve } from "node:path";
import { PassThrough } from "node:stream";
import { createPrompter } from "../../src/cli/connect/prompter.ts";
import type { Session } from "../../src/cli/session.ts";

/** What is typed when a question stands on the screen, or what is done then, given all that is on it, which may end in typing something. */
type Answer = readonly [question: RegExp, typed: string | ((screen: string) => Promise<string>)];

/** A person at a terminal, who types each answer when it is asked for. */
export function personWho(answers: readonly Answer[]) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const output = new PassThrough();
  const left = [...answers];
  let screen = "";
  let unread = "";
  output.on("data", (text: Buffer) => {
    screen += text.toString();
    unread += text.toString();
    const [next] = left;
    if (!next?.[0].test(unread)) return;
    left.shift();
    unread = "";
    const [, typed] = next;
    if (typeof typed === "string") setImmediate(() => input.write(typed));
    else void typed(screen).then((text) => input.write(text));
  });
  const prompter = createPrompter({ input, output });
  return { prompter, left, seen: () => screen, say: (text: string) => void output.write(`${text}\n`) };
}

/** A command called in a folder by that person. */
export function sessionIn(folder: string, say: (text: string) => void): Session {
  const fixed = {
    color: false,
    width: 80,
    tableWidth: Infinity,
    watched: true,
    json: false,
    env: {},
    progress: () => {},
    surroundings: process,
  };
  const absolute = (path: string): string => resolve(folder, path);
  return {
    ...fixed,
    absolute,
    directory: folder,
    call: (words) => `chief ${words}`,
    print: say,
    printSurely: async (text) => say(text),
    say,
  };
}
