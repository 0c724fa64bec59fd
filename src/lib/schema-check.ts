import { z } from "zod";
import { problemAt, type Problem } from "./problem.ts";
import { findNearest, listOf, shorten } from "./text.ts";
import type { Path, YamlText } from "./yaml-text.ts";

type Issue = z.core.$ZodIssue;

/** What a schema says about a value of a YAML text. */
export interface SchemaQuestion<T> {
  schema: z.ZodType<T>;
  value: unknown;
  /** Where the value stands. */
  yaml: YamlText;
  /** The way to it from the root of the text. */
  base?: Path;
  /** What must not be shown, because it may be a secret that somebody wrote in a wrong place. */
  isHidden?: (path: Path) => boolean;
}

export type SchemaAnswer<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/**
 * Parses a value, or says all that is wrong with it and where. A schema's own error text is taken as it is, except that
 * one starting with "to " completes the sentence "expected KEY ..., got VALUE".
 */
export function checkSchema<T>({ schema, value, yaml, base = [], isHidden = () => false }: SchemaQuestion<T>): SchemaAnswer<T> {
  const knownKeys = new Map<string, readonly string[]>();
  const parsed = schema.safeParse(value, { error: (issue) => expectationOf(issue, knownKeys) });
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.flatMap(narrowUnion).flatMap((issue) => describe(issue, { yaml, base, knownKeys, isHidden }));
  return { ok: false, problems };
}

/** A value as it is shown after "got": never longer than a line. */
export function showValue(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return JSON.stringify(shorten(value, 60));
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "a mapping";
}

/** A path as people write it: `on.schedule`, or `an entry of reads`. */
export function nameOfPath(path: Path): string {
  const name = path.filter((step) => typeof step === "string").join(".");
  const whole = name === "" ? "the file" : name;
  return typeof path.at(-1) === "number" ? `an entry of ${whole}` : whole;
}

/** The value at a path of parsed YAML; undefined where the path leads nowhere. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((parent, step) => {
    if (typeof parent !== "object" || parent === null) return undefined;
    return Object.entries(parent).find(([key]) => key === String(step))?.[1];
  }, value);
}

interface Place {
  yaml: YamlText;
  base: Path;
  isHidden: (path: Path) => boolean;
  knownKeys: ReadonlyMap<string, readonly string[]>;
}

function describe(issue: Issue, { yaml, base, knownKeys, isHidden }: Place): Problem[] {
  const path = [...base, ...issue.path.filter((step) => typeof step !== "symbol")];
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys.get(issue.keys.join("\n")) ?? [];
    return issue.keys.map((key) => unknownKey(key, [...path, key], known, yaml));
  }
  if (issue.code === "invalid_key") {
    const wish = issue.issues[0]?.message ?? issue.message;
    return [problemAt(yaml.file, yaml.positionOfKey(path), `expected the key ${wish}, got ${showValue(path.at(-1))}`)];
  }
  const got = valueAt(yaml.value, path);
  const message = issue.message.startsWith("to ")
    ? `expected ${nameOfPath(path)} ${issue.message}, got ${got !== undefined && isHidden(path) ? "something else, which is not shown" : showValue(got)}`
    : `${issue.message} (${nameOfPath(path)})`;
  return [problemAt(yaml.file, yaml.positionOf(path), message, hintOf(issue, got, path))];
}

function unknownKey(key: string, path: Path, known: readonly string[], yaml: YamlText): Problem {
  const nearest = findNearest(key, known);
  const hint = nearest ? `Did you mean ${nearest}?` : `This version knows ${listOf(known)} here.`;
  return problemAt(yaml.file, yaml.positionOfKey(path), `expected a key that this version knows, got ${showValue(key)}`, hint);
}

function hintOf(issue: Issue, got: unknown, path: Path): string | undefined {
  const own: unknown = issue.code === "custom" ? issue.params?.["hint"] : undefined;
  if (typeof own === "string") return own;
  const choices = choicesOf(issue);
  if (choices && typeof got === "string") {
    const nearest = findNearest(got, choices.map(String));
    return nearest && `Did you mean ${nearest}?`;
  }
  if (got === null) return "Give it a value, or remove the line.";
  if (got === undefined && typeof path.at(-1) === "string") return `Add a line "${path.at(-1)}: ...".`;
  if (issue.code === "invalid_type" && issue.expected === "string" && typeof got !== "object") return "Put the value in double quotes.";
  return undefined;
}

/** The words that may stand there: also the one by which a form is chosen. */
function choicesOf(issue: Issue): readonly unknown[] | undefined {
  if (issue.code === "invalid_value") return issue.values;
  if (issue.code === "custom") return Array.isArray(issue.params?.["choices"]) ? issue.params["choices"] : undefined;
  return issue.code === "invalid_union" && "options" in issue ? issue.options : undefined;
}

const SEVERAL_FORMS = "to be one of several forms";

/** Of a choice between forms, the faults of the form that was probably meant: one that fits at least on the outside. */
function narrowUnion(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const forms = issue.errors.map((faults) => faults.flatMap(narrowUnion));
  const without = (...codes: Issue["code"][]) =>
    forms
      .filter((faults) => !faults.some((fault) => codes.includes(fault.code) && fault.path.length === 0))
      .toSorted((a, b) => a.length - b.length);
  // A wrong word fits less than a mapping with a wrong word in it, and more than what is no word at all.
  const [fitting] = without("invalid_type", "invalid_union", "invalid_value");
  // One of the words that are possible says less than whoever wrote the schema says of all forms.
  if (!fitting && issue.message !== SEVERAL_FORMS) return [issue];
  const best = fitting ?? without("invalid_type", "invalid_union")[0];
  if (best) return best.map((fault) => Object.assign({}, fault, { path: issue.path.concat(fault.path) }));
  const wishes = forms.flatMap((faults) => faults.map((fault) => fault.message.replace(/^to be /, "")));
  return [{ ...issue, message: `to be ${[...new Set(wishes)].join(" or ")}` }];
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping of keys to values",
  record: "a mapping of keys to values",
};

function expectationOf(issue: z.core.$ZodRawIssue, knownKeys: Map<string, readonly string[]>): string {
  switch (issue.code) {
    case "invalid_type":
      return `to be ${KINDS[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `to be ${issue.values.length === 1 ? "" : "one of "}${issue.values.join(", ")}`;
    case "invalid_union":
      return Array.isArray(issue["options"]) ? `to be one of ${issue["options"].join(", ")}` : SEVERAL_FORMS;
    case "too_small":
      return boundOf(issue.origin, "at least", Number(issue.minimum));
    case "too_big":
      return boundOf(issue.origin, "at most", Number(issue.maximum));
    case "unrecognized_keys":
      knownKeys.set(issue.keys.join("\n"), keysKnownTo(issue.inst));
      return "to have only known keys";
    default:
      return "to have another form";
  }
}

/** Of a mapping with fixed keys, or of a record whose keys are a list of words. */
function keysKnownTo(schema: unknown): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  return schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum ? schema.keyType.options.map(String) : [];
}

function boundOf(origin: string, side: string, limit: number): string {
  if (origin === "string") return `to have ${side} ${limit} ${limit === 1 ? "character" : "characters"}`;
  if (origin === "array") return `to have ${side} ${limit} ${limit === 1 ? "entry" : "entries"}`;
  return `to be ${side} ${limit}`;
}
