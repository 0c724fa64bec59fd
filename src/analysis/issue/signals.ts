/** What a text names that can be looked up as it is written. */
export interface Signals {
  /** Files, such as `src/cart.ts`, without the line behind them. */
  paths: readonly string[];
  /** Kinds of errors, such as `TypeError` or `ECONNRESET`. */
  errors: readonly string[];
  /** What stands between backticks, or is called: `startBatch`. */
  symbols: readonly string[];
}

const PATH =
  /(?<![\w@:/.-])(?:(?:webpack|file):\/\/+)?((?:[\w@.-]+\/|\/)*[\w@.-]+\.(?:tsx?|jsx?|mjs|cjs|py|go|rb|java|kt|rs|cc?|cpp|hpp?|cs|php|swift|vue|svelte|s?css|sql|ya?ml|json|toml|sh))(?![\w/-])/g;
const ERROR = /\b(?:[A-Z][A-Za-z]*(?:Error|Exception)|E[A-Z]{4,}|SIG[A-Z]{3,}|NullPointer|segfault)\b/g;
const SYMBOL = /`([\w.$#-]{3,60})(?:\(\))?`|\b([a-z]+[A-Z]\w{2,}|[a-z]+(?:_[a-z]+)+)\b(?:\(\))?/g;
const MOST = 30;

/** The files, errors and symbols that a text names, each once, in its order. */
export function signalsOf(text: string): Signals {
  const paths = namesIn(text, PATH).map((path) => path.replace(/^\.?\//, ""));
  const errors = namesIn(text, ERROR);
  const known = new Set([...paths, ...errors]);
  return { paths, errors, symbols: namesIn(text, SYMBOL).filter((name) => !known.has(name)) };
}

function namesIn(text: string, pattern: RegExp): string[] {
  const found = [...text.matchAll(pattern)].flatMap((match) => match.slice(1).find((part) => part !== undefined) ?? match[0]);
  return [...new Set(found)].slice(0, MOST);
}

/** Whether a path that somebody wrote, as a stack does from elsewhere, means this file. */
export function isMeantPath(written: string, path: string): boolean {
  const [own, other] = [path.toLowerCase(), written.toLowerCase()];
  if (own === other || own.endsWith(`/${other}`)) return !isCommon(other) || own === other;
  const tail = own.split("/").slice(-2).join("/");
  return tail.includes("/") && (other === tail || other.endsWith(`/${tail}`));
}

/** Files that every folder has are meant only with their folder. */
function isCommon(path: string): boolean {
  return /^(?:index|main|mod|lib|types|utils?|app|config|schema|package)\.\w+$/.test(path);
}
