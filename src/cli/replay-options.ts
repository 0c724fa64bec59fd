import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { PermanentError } from "../core/errors.ts";
import { MODEL_ROLES, type ModelRole } from "../core/model.ts";
import type { ReplayRequest } from "../core/ports/operations.ts";
import { splitFrontMatter } from "../definitions/front-matter.ts";
import { expectModel } from "./expect-model.ts";
import { usageError, type Options } from "./options.ts";
import type { Session } from "./session.ts";

/** A run knows no more of a prompt than what a command may hand over. */
const LONGEST = 20_000;

/** What a replay is to do otherwise, by `--model` and `--prompt`. Throws a usage error for a prompt of no role or a model that is not there, or PermanentError `file-unreadable`. */
export async function changesAskedFor(
  session: Pick<Session, "directory" | "env" | "absolute">,
  options: Options,
): Promise<Omit<ReplayRequest, "run">> {
  const model = options.text("model");
  if (model !== undefined) await expectModel(session, model);
  const files = options.list("prompt").map((path) => session.absolute(path));
  const prompts = await Promise.all(files.map(async (path) => [roleOf(path), await readPrompt(path)] as const));
  return { ...(model !== undefined && { model }), ...(prompts.length > 0 && { prompts: Object.fromEntries(prompts) }) };
}

/** A prompt says by the beginning of its name whose it is, so that drafts can lie side by side: `executor.md`, `executor-brief.md`. */
function roleOf(path: string): ModelRole {
  const [first = ""] = basename(path).split(/[-_. ]/);
  const role = MODEL_ROLES.find((each) => each === first);
  if (role) return role;
  throw usageError(
    `expected the name of ${path} to begin with ${MODEL_ROLES.join(", ")}, got ${basename(path)}`,
    "Name the file after the prompt that it replaces, such as executor-brief.md.",
  );
}

/** What stands above the prompt is for people. */
async function readPrompt(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw unreadable(path, error instanceof Error ? error.message : String(error));
  });
  const parts = splitFrontMatter(text, path);
  const prompt = (parts.ok ? parts.body : text).trim();
  if (prompt === "") throw unreadable(path, "nothing in it");
  if (prompt.length > LONGEST) throw unreadable(path, `${prompt.length} characters, more than ${LONGEST}`);
  return prompt;
}

function unreadable(path: string, got: string): PermanentError {
  return new PermanentError("file-unreadable", `expected ${path} to be a prompt, got ${got}`, { hint: "Name a file of plain text." });
}
