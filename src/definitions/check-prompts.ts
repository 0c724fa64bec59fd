import { existsSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../core/errors.ts";
import { MODEL_ROLES, type ModelRole } from "../core/model.ts";
import { problemAt, type Problem } from "../lib/problem.ts";
import { createPrompts, PROMPTS_FOLDER } from "./prompts.ts";

/** What is wrong with the prompts that a workspace has of its own: no model is asked by one that can't be used. */
export async function findBrokenPrompts(root: string): Promise<Problem[]> {
  const prompt = createPrompts([join(root, PROMPTS_FOLDER)]);
  const own = MODEL_ROLES.filter((role) => existsSync(join(root, pathOf(role))));
  const found = await Promise.all(own.map((role) => problemOf(role, prompt(role))));
  return found.flat();
}

async function problemOf(role: ModelRole, read: Promise<string>): Promise<Problem[]> {
  try {
    await read;
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [problemAt(pathOf(role), { line: 1, column: 1 }, error.message, error.hint)];
  }
}

function pathOf(role: ModelRole): string {
  return `${PROMPTS_FOLDER}/${role}.md`;
}
