import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "../core/errors.ts";
import type { ModelRole } from "../core/model.ts";
import { splitFrontMatter } from "./front-matter.ts";

/** What a model of one role is told before anything else. Throws ConfigError `prompt-unreadable` for a folder, or what can't be opened. */
export type ReadPrompt = (role: ModelRole) => Promise<string>;

/** It comes with every question, and is paid for with each: those that Chief is shipped with have a tenth of it. */
const MOST_CHARACTERS = 20_000;

/** The folder of prompts, in a workspace as where Chief itself lies. */
export const PROMPTS_FOLDER = "prompts";

/**
 * Reads `<role>.md` from the first of these folders that has one, without its front matter, which is for people. Each time anew, so that a
 * change counts for the next run. Throws ConfigError `prompt-missing` where none has it, `prompt-empty` where nothing stands in it,
 * `prompt-too-long` where it has more than 20,000 characters.
 */
export function createPrompts(folders: readonly string[]): ReadPrompt {
  return async (role) => {
    for (const folder of folders) {
      const text = await readIfThere(join(folder, `${role}.md`));
      if (text !== undefined) return bodyOf(text, join(folder, `${role}.md`));
    }
    throw new ConfigError("prompt-missing", `expected ${role}.md in ${folders.join(" or ")}, got none`, {
      hint: "Put the file that Chief is shipped with back.",
    });
  };
}

/** What is sent of a prompt's file. */
function bodyOf(text: string, path: string): string {
  const parts = splitFrontMatter(text, path);
  const body = (parts.ok ? parts.body : text).trim();
  if (body.length > MOST_CHARACTERS) {
    throw new ConfigError(
      "prompt-too-long",
      `expected ${path} to have at most 20,000 characters, got ${body.length.toLocaleString("en")}`,
      {
        hint: "Say it in fewer words: a model is sent the whole of it with every question.",
      },
    );
  }
  if (body !== "") return body;
  throw new ConfigError("prompt-empty", `expected ${path} to tell a model something, got nothing`, {
    hint: "Write the prompt below its front matter, or remove the file so that the one that Chief is shipped with counts.",
  });
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "unknown";
    if (code === "ENOENT") return undefined;
    const got = code === "EISDIR" ? "a folder" : `the error ${String(code)}`;
    throw new ConfigError("prompt-unreadable", `expected ${path} to be a file that can be read, got ${got}`, {
      hint: "Put a text file in its place, or remove it so that the one that Chief is shipped with counts.",
    });
  }
}
