import type { Position, Problem } from "../lib/problem.ts";
import { problemAt } from "../lib/problem.ts";
import { parseYaml, type YamlText } from "../lib/yaml-text.ts";
import { splitFrontMatter } from "./front-matter.ts";

/** One definition file as it was read. */
export interface DefinitionFile {
  id: string;
  /** As it is shown in messages. */
  path: string;
  text: string;
  hash: string;
}

/** A definition taken apart: what the machine obeys, and the instructions. */
export interface DefinitionSource {
  yaml: YamlText;
  body: string;
  /** True for a YAML file, whose instructions stand under `prompt`. */
  isYaml: boolean;
  /** Where a place of the body, in UTF-16 code units from its start, is in the file. */
  positionInBody(offset: number): Position;
}

/** Takes a Markdown or YAML definition apart; what is wrong with its YAML is in `yaml.problems`. */
export function openSource(file: DefinitionFile): { ok: true; source: DefinitionSource } | { ok: false; problem: Problem } {
  if (!file.path.endsWith(".md")) return openYaml(file);
  const split = splitFrontMatter(file.text, file.path);
  if (!split.ok) return split;
  const positionInBody = (offset: number) => {
    const { line, column } = positionIn(split.body, offset);
    return { line: split.bodyLine + line - 1, column };
  };
  const yaml = parseYaml(split.yaml, file.path, split.yamlLine);
  return { ok: true, source: { yaml, body: split.body.trim(), isYaml: false, positionInBody: shifted(split.body, positionInBody) } };
}

function openYaml(file: DefinitionFile): { ok: true; source: DefinitionSource } | { ok: false; problem: Problem } {
  if (file.text.trim() === "") {
    const message = "expected an automation, got an empty file";
    return {
      ok: false,
      problem: problemAt(file.path, { line: 1, column: 1 }, message, 'Start it with a line "name: ..." and a line "prompt: |".'),
    };
  }
  const yaml = parseYaml(file.text, file.path);
  const written = promptOf(yaml.value);
  const start = yaml.positionOf(["prompt"]);
  return {
    ok: true,
    source: {
      yaml,
      body: written.trim(),
      isYaml: true,
      positionInBody: shifted(written, (offset) => positionInBlock(file.text, written, start, offset)),
    },
  };
}

/** Offsets count from the trimmed body; this puts back the space that was trimmed off its start. */
function shifted(written: string, positionAt: (offset: number) => Position): (offset: number) => Position {
  const trimmed = written.length - written.trimStart().length;
  return (offset) => positionAt(offset + trimmed);
}

function positionIn(text: string, offset: number): Position {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", start)) {
    line += 1;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

/** In a block the lines follow its header one by one, indented; any other form of text is pointed at as a whole. */
function positionInBlock(text: string, written: string, start: Position, offset: number): Position {
  const within = positionIn(written, offset);
  const line = start.line + within.line;
  const indent = text.split("\n")[line - 1]?.indexOf(written.split("\n")[within.line - 1] ?? "") ?? -1;
  return indent < 0 ? start : { line, column: indent + within.column };
}

function promptOf(value: unknown): string {
  const prompt = typeof value === "object" && value !== null && "prompt" in value ? value.prompt : undefined;
  return typeof prompt === "string" ? prompt : "";
}
