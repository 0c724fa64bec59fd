import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Briefing } from "../core/briefing.ts";
import { PermanentError } from "../core/errors.ts";
import { withoutSecrets } from "../lib/known-secrets.ts";
import { renderHtml } from "../render/html.ts";
import { findStamp, stampOf } from "../render/stamp.ts";
import { usageError } from "./options.ts";

/**
 * Writes a briefing as a page for its owner alone, and gives the file's absolute path; `path` is meant from where Chief was called. An
 * earlier page gives way. Throws a usage error for another ending than .html, PermanentError `page-foreign` where something else lies
 * there, `page-unwritable` where it can't be written.
 */
export async function writePage(path: string, briefing: Briefing, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  if (!/[^/\\]\.html$/i.test(path)) {
    throw usageError(`expected --page to name a file that ends in .html, got ${path}`, "Try --page briefing.html.");
  }
  const file = resolve(env["INIT_CWD"] ?? process.cwd(), path);
  const present = await readFile(file, "utf8").catch(() => undefined);
  if (present !== undefined && findStamp(present) === undefined) {
    throw new PermanentError("page-foreign", `expected ${file} to be free or an earlier page, got a file that Chief did not write`, {
      hint: "Name another file.",
    });
  }
  const text = withoutSecrets(`${renderHtml(briefing)}${stampOf(briefing.asOf)}`);
  await writeFile(file, text, { mode: 0o600 }).catch((cause: unknown) => {
    throw new PermanentError("page-unwritable", `expected ${file} to be writable, got ${String(cause)}`, {
      cause,
      hint: "Name another file.",
    });
  });
  return file;
}
