import { OWNER_ONLY } from "../core/audience.ts";
import { z } from "zod";
import type { Briefing } from "../core/briefing.ts";
import type { Delivery, Preview, SendContext } from "../core/ports/outside.ts";
import { plainDateOf } from "../core/work-calendar.ts";
import { messageMark } from "../lib/message-mark.ts";
import { dataOf } from "../render/data.ts";
import { renderCsv } from "../render/csv.ts";
import { renderHtml } from "../render/html.ts";
import { renderMarkdown } from "../render/markdown.ts";
import { stampOf } from "../render/stamp.ts";
import { addFile, replaceFile } from "./place-file.ts";
import { workspacePath } from "./workspace-path.ts";

const PLACEHOLDER = "{date}";

const fileSchema = z
  .strictObject({
    path: workspacePath
      .refine((path) => /[^/]\.(?:md|html|json|csv)$/.test(path), { error: "to end in .md, .html, .json or .csv", abort: true })
      .refine((path) => !/[{}]/.test(path.replaceAll(PLACEHOLDER, "")), { error: `to have no other placeholder than ${PLACEHOLDER}` })
      .describe(
        `Where in the workspace, such as briefings/${PLACEHOLDER}.md; ${PLACEHOLDER} becomes the briefing's day. The ending says its form; .csv has the tables alone.`,
      ),
  })
  .describe("A file in the workspace.");

type FileOptions = z.infer<typeof fileSchema>;

/**
 * Writes each briefing into a file of the workspace, whole or not at all. With the date in its path, a further briefing of the day
 * lies beside the earlier ones; without, the latest takes the place of the one before. The same message is written once.
 */
export const fileDelivery: Delivery<FileOptions> = {
  id: "file",
  title: "File",
  schema: fileSchema,
  needsAccount: false,
  exclusive: true,
  describe: ({ path }) => `to the file ${path.replaceAll(PLACEHOLDER, "DATE")} in the workspace`,
  audience: () => OWNER_ONLY,
  target: ({ path }) => path,
  preview: previewFile,
  send: sendToFile,
};

function previewFile(briefing: Briefing, { path }: FileOptions): Preview {
  const text = formOf(briefing, "preview", path);
  return path.endsWith(".html") ? { text: renderMarkdown(briefing), exact: text, page: text } : { text, exact: text };
}

async function sendToFile({
  options,
  root,
  briefing,
  idempotencyKey: key,
  signal,
}: SendContext<FileOptions>): Promise<{ receipt: string }> {
  signal.throwIfAborted();
  const path = options.path.replaceAll(PLACEHOLDER, plainDateOf(briefing.asOf, briefing.timezone));
  const content = { text: formOf(briefing, key, path), key, asOf: briefing.asOf };
  return { receipt: await (path === options.path ? replaceFile(root, path, content) : addFile(root, path, content)) };
}

/** The briefing in the form that the ending says, with the key of its message, by which it is known again. */
function formOf(briefing: Briefing, key: string, path: string): string {
  if (path.endsWith(".json")) return `${JSON.stringify({ ...dataOf(briefing), message: key }, null, 2)}\n`;
  if (path.endsWith(".csv")) return renderCsv(briefing, key);
  const text = path.endsWith(".html") ? renderHtml(briefing) : renderMarkdown(briefing);
  return `${text}${messageMark(key)}\n${stampOf(briefing.asOf)}`;
}
