import { readFile, writeFile } from "node:fs/promises";
import type { Briefing } from "../core/briefing.ts";
import { PermanentError } from "../core/errors.ts";
import { withoutSecrets } from "../lib/known-secrets.ts";
import { renderHtml } from "../render/html.ts";
import { findStamp, stampOf } from "../render/stamp.ts";
import { usageError } from "./options.ts";

/**
 * Writes a briefing as a page for its owner alone, at an absolute path. An earlier page gives way. Throws a usage error for another ending than .html, PermanentError `page-foreign` where something else lies
 * there, `page-unwritable` where it can't be written.
 */
export async function writePage(file: string, briefing: Briefing): Promise<void> {
  if (!/[^/\\]\.html$/i.test(file)) {
    throw usageError(`expected --page to name a file that ends in .html, got ${file}`, "Try --page briefing.html.");
  }
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
}
