import { resolve } from "node:path";
import type { Readable } from "node:stream";
import { EXIT } from "./exit.ts";
import { withoutSecrets } from "../lib/known-secrets.ts";
import { shorten } from "../lib/text.ts";

type Stream<Kind> = Kind & { isTTY?: boolean };
type Screen = Stream<NodeJS.WritableStream> & { columns?: number };

/** What a command line runs in: the process, or what stands for one where many run in a single process. */
export interface Surroundings {
  cwd(): string;
  env: Readonly<Record<string, string | undefined>>;
  stdin: Stream<Readable>;
  stdout: Screen;
  stderr: Screen;
  on(signal: "SIGINT" | "SIGTERM" | "SIGHUP", stop: () => void): unknown;
  /** Ends it at once, whatever is under way. */
  exit(code: number): void;
}

/** What a command was called with, and the terminal that it talks to. */
export interface Session {
  surroundings: Surroundings;
  /** The workspace: the folder named by --dir, or the one that Chief was called in. Absolute. */
  directory: string;
  env: Surroundings["env"];
  json: boolean;
  /** Whether stdout shows colours. */
  color: boolean;
  /** Columns of the terminal; 80 where there is none. */
  width: number;
  /** The same for tables, whose rows are broken nowhere but in a terminal, so that other programs get one row a line. */
  tableWidth: number;
  /** True where a person watches stderr. */
  watched: boolean;
  /** A path that was given to the command, made absolute: it is meant from where Chief was called. */
  absolute(path: string): string;
  /** How to call a command so that it means the same workspace, such as `chief done KEY --dir notes`. */
  call(words: string): string;
  /** Data, on stdout. */
  print(text: string): void;
  /** The same; resolves once the text is handed over, and rejects where nobody reads any more. */
  printSurely(text: string): Promise<void>;
  /** Talk, on stderr. */
  say(text: string): void;
  /** How far long work has come: for those who watch, on a line that the next words replace. */
  progress(text: string): void;
}

/** A session that shows no secret that this process has read. npm tells in INIT_CWD where it was called: paths are meant relative to that. */
export function openSession(options: { dir?: string; json: boolean; noColor: boolean }, surroundings: Surroundings): Session {
  const { env, stdout, stderr } = surroundings;
  let unfinished = false;
  // Whoever read has gone: what is left to say, nobody hears. Anything else, such as a full disk, loses what was asked for.
  stdout.on("error", (error: NodeJS.ErrnoException) => surroundings.exit(error.code === "EPIPE" ? EXIT.ok : EXIT.failed));
  const clear = (): void => {
    if (unfinished) stderr.write("\r\x1b[K");
    unfinished = false;
  };
  const absolute = (path: string): string => resolve(env["INIT_CWD"] ?? surroundings.cwd(), path);
  return {
    surroundings,
    directory: options.dir === undefined ? surroundings.cwd() : absolute(options.dir),
    env,
    json: options.json,
    color: !options.noColor && wantsColor(env, stdout.isTTY === true),
    width: stdout.columns || 80,
    tableWidth: stdout.columns || Infinity,
    watched: stderr.isTTY === true,
    absolute,
    call: (words) =>
      [launcherOf(env), words, options.dir === undefined ? "" : `--dir ${options.dir}`].filter((word) => word !== "").join(" "),
    print(text) {
      clear();
      stdout.write(`${withoutSecrets(text)}\n`);
    },
    printSurely(text) {
      clear();
      return new Promise((done, failed) => stdout.write(`${withoutSecrets(text)}\n`, (error) => (error ? failed(error) : done())));
    },
    say(text) {
      clear();
      stderr.write(`${withoutSecrets(text)}\n`);
    },
    progress(text) {
      if (!stderr.isTTY) return;
      clear();
      stderr.write(shorten(withoutSecrets(text), (stderr.columns || 80) - 1));
      unfinished = true;
    },
  };
}

/** What stands before the words of a command: in a checkout, npm finds the right Node. */
function launcherOf(env: Session["env"]): string {
  return env["npm_lifecycle_event"] === undefined ? "chief" : "npm run -s chief --";
}

/** The conventions of no-color.org and force-color.org; a dumb terminal gets none. */
function wantsColor(env: Session["env"], isTerminal: boolean): boolean {
  if (env["NO_COLOR"]) return false;
  if (env["FORCE_COLOR"]) return env["FORCE_COLOR"] !== "0";
  return isTerminal && env["TERM"] !== "dumb";
}
