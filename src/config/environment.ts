import { problemAt, type Problem } from "../lib/problem.ts";
import type { Path, YamlText } from "../lib/yaml-text.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

const REFERENCE = /\$\{env:([^}]*)\}/g;

/** What the references in a text stand for now; part of the key under which its parse is kept. */
export function referencedEnvironment(text: string, env: Environment): Record<string, string | null> {
  return Object.fromEntries([...text.matchAll(REFERENCE)].map(([, name = ""]) => [name, findVariable(env, name) ?? null]));
}

/**
 * The value of a YAML text with `${env:NAME}` replaced in its strings, keys left alone. An unknown name is a problem.
 * What `isLeft` names stays as it is written.
 */
export function fillEnvironment(
  yaml: YamlText,
  env: Environment,
  isLeft: (path: Path) => boolean = () => false,
): { value: unknown; problems: Problem[] } {
  const problems: Problem[] = [];
  const fillText = (text: string, path: Path): string => {
    if (isLeft(path)) return text;
    return text.replaceAll(REFERENCE, (_reference, name: string) => {
      const found = findVariable(env, name);
      if (found === undefined) problems.push(unknownVariable(name, yaml, path));
      return found ?? "";
    });
  };
  const fill = (value: unknown, path: Path): unknown => {
    if (typeof value === "string") return fillText(value, path);
    if (Array.isArray(value)) return value.map((entry: unknown, index) => fill(entry, [...path, index]));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]: [string, unknown]) => [key, fill(member, [...path, key])]));
  };
  return { value: fill(yaml.value, []), problems };
}

/** The value of an environment variable; undefined where it is not set. */
export function findVariable(env: Environment, name: string): string | undefined {
  return Object.hasOwn(env, name) ? env[name] : undefined;
}

/** The problem of a variable that is not set, at the place that refers to it. */
export function unknownVariable(
  name: string,
  yaml: YamlText,
  path: Path,
  hint = "Set it before the start, or write the value itself.",
): Problem {
  const message = `expected the environment variable ${name === "" ? "to have a name" : `${name} to be set`}, got nothing`;
  return problemAt(yaml.file, yaml.positionOf(path), message, hint);
}
