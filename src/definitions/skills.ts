import { join } from "node:path";
import { z } from "zod";
import { problemAt, type Problem } from "../lib/problem.ts";
import { checkSchema } from "../lib/schema-check.ts";
import { readWrittenFile } from "../lib/written-file.ts";
import { parseYaml } from "../lib/yaml-text.ts";
import { splitFrontMatter } from "./front-matter.ts";
import { SKILLS_FOLDER } from "./skill-folders.ts";

/** The file of a skill, as in the open format of agent skills: https://agentskills.io/specification */
const SKILL_FILE = "SKILL.md";
/** The longest instructions of one skill: some 2,000 tokens, since each turn of a run that names it carries them. */
const MOST_CHARACTERS = 8_000;

/** What the format knows; only the first two mean something here. */
const frontMatter = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: "to be small letters, digits and hyphens" })
    .max(64),
  description: z.string().trim().min(1).max(1_024),
  license: z.string().optional(),
  compatibility: z.string().optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  "allowed-tools": z.string().optional(),
});

/** Instructions for a kind of work, for the runs that name it. */
export interface Skill {
  name: string;
  description: string;
  text: string;
  /** Relative to the workspace. */
  path: string;
}

/** A skill, or all that is wrong with its file. */
export type ReadSkill = { ok: true; skill: Skill } | { ok: false; problems: readonly Problem[] };

/** Reads one skill; never throws for what a person wrote. */
export function readSkill(root: string, name: string): ReadSkill {
  const path = `${SKILLS_FOLDER}/${name}/${SKILL_FILE}`;
  const file = readWrittenFile(join(root, path), path);
  if (!file.ok) return { ok: false, problems: [file.problem] };
  const split = splitFrontMatter(file.text, path);
  if (!split.ok) return { ok: false, problems: [split.problem] };
  const yaml = parseYaml(split.yaml, path, split.yamlLine);
  if (yaml.problems.length > 0) return { ok: false, problems: yaml.problems };
  const checked = checkSchema({ schema: frontMatter, value: yaml.value ?? {}, yaml });
  if (!checked.ok) return { ok: false, problems: checked.problems };
  const text = split.body.trim();
  const fault = faultOf(name, checked.value.name, text);
  if (fault) {
    const { inBody, message, hint } = fault;
    return { ok: false, problems: [problemAt(path, { line: inBody ? split.bodyLine : 1, column: 1 }, message, hint)] };
  }
  return { ok: true, skill: { name, description: checked.value.description, text, path } };
}

function faultOf(folder: string, name: string, text: string): { message: string; hint: string; inBody: boolean } | undefined {
  if (name !== folder) {
    const message = `expected the name to be that of its folder, ${folder}, got ${name}`;
    return { message, hint: "Rename one of them.", inBody: false };
  }
  if (text === "") {
    return { message: "expected instructions below the front matter, got none", hint: "Say how the work is to be done.", inBody: true };
  }
  if (text.length <= MOST_CHARACTERS) return undefined;
  const message = `expected at most ${MOST_CHARACTERS.toLocaleString("en-US")} characters of instructions, got ${text.length.toLocaleString("en-US")}`;
  return { message, hint: "Each turn of a run carries them: keep what matters, or make two skills of it.", inBody: true };
}
