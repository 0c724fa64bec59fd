import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { PermanentError } from "../../core/errors.ts";
import { usageError } from "../options.ts";
import type { Surroundings } from "../session.ts";

/** Asks the person at the terminal. Every method throws PermanentError `interrupted` where they stop. */
export interface Prompter {
  /** The line that was typed, without spaces around it; what is typed to a hidden question is not shown. */
  ask(question: string, hidden?: boolean): Promise<string>;
  /** The same for what is not shown; undefined where the signal comes before the answer. */
  askUntil(question: string, signal: AbortSignal): Promise<string | undefined>;
  /** An empty answer is `usual`. */
  confirm(question: string, usual: boolean): Promise<boolean>;
  /** Gives the terminal back. */
  close(): void;
}

/** The two sides of a terminal. */
export interface Terminal {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
}

/** The person at the terminal; undefined where there is none. */
export function findPrompter({ stdin, stderr }: Surroundings): Prompter | undefined {
  return stdin.isTTY && stderr.isTTY ? createPrompter({ input: stdin, output: stderr }) : undefined;
}

export function createPrompter({ input, output }: Terminal): Prompter {
  let hidden = false;
  // The line editor shows each key by writing it: what it writes is dropped while something hidden is typed.
  const screen = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!hidden) output.write(chunk);
      done();
    },
  });
  // Without a history, a secret can't be called back by an arrow key.
  const lines = createInterface({ input, output: screen, terminal: true, historySize: 0 });
  const stopped = new AbortController();
  lines.on("SIGINT", () => stopped.abort());
  lines.on("close", () => stopped.abort());
  const read = async (question: string, isHidden: boolean, until?: AbortSignal): Promise<string> => {
    const signal = until ? AbortSignal.any([stopped.signal, until]) : stopped.signal;
    if (isHidden) output.write(question);
    hidden = isHidden;
    try {
      // The line editor rewrites its line as it goes, and the question with it.
      return (await lines.question(isHidden ? "" : question, { signal })).trim();
    } catch (error) {
      output.write("\n");
      throw stopped.signal.aborted ? interrupted() : error;
    } finally {
      if (isHidden && !stopped.signal.aborted) output.write("\n");
      hidden = false;
    }
  };
  return {
    ask: (question, isHidden = false) => read(question, isHidden),
    async askUntil(question, signal) {
      try {
        return await read(question, true, signal);
      } catch (error) {
        if (signal.aborted && !stopped.signal.aborted) return undefined;
        throw error;
      }
    },
    async confirm(question, usual) {
      const answer = await read(`${question} [${usual ? "Y/n" : "y/N"}] `, false);
      return answer === "" ? usual : /^y(?:es)?$/i.test(answer);
    },
    close: () => lines.close(),
  };
}

function interrupted(): PermanentError {
  return new PermanentError("interrupted", "expected an answer, got the wish to stop: nothing was written");
}

/** The refusal to ask where nobody can answer. */
export function nobodyToAsk(what: string, hint: string): PermanentError {
  return usageError(`expected ${what} to be given, got nothing and no terminal to ask in`, hint);
}
