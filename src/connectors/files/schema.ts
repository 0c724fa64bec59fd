import { isAbsolute, normalize, sep } from "node:path";
import { z } from "zod";
import { FORM_NAMES } from "./forms.ts";

/** What a definition may say under `files:`. */
export const filesSchema = z
  .strictObject({
    paths: z
      .array(z.string().min(1).refine(isWithin, { error: "to be a path within the workspace, since only repositories may lie elsewhere" }))
      .min(1)
      .max(50)
      .optional()
      .describe(
        "Files, or folders whose files are read, relative to the workspace and within it; the whole workspace, or the folder transcripts where they hold those.",
      ),
    as: z
      .enum(FORM_NAMES)
      .default("notes")
      .describe(
        "What they hold: notes (tasks and notes in Markdown), or transcripts (of meetings: .vtt, .srt, or text with a name before each turn).",
      ),
    maxFiles: z.int().min(1).max(5000).default(5000).describe("At most this many files are read."),
  })
  .describe("Tasks and notes in Markdown files.");

function isWithin(path: string): boolean {
  const steps = normalize(path).split(sep);
  return !isAbsolute(path) && !["..", "~"].includes(steps[0] ?? "");
}

export type FilesOptions = z.infer<typeof filesSchema>;
