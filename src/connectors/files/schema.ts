import { z } from "zod";

/** What a definition may say under `files:`. */
export const filesSchema = z
  .strictObject({
    paths: z
      .array(z.string().min(1))
      .min(1)
      .max(50)
      .default(["."])
      .describe("Files, or folders whose Markdown files are read, relative to the workspace and within it."),
    maxFiles: z.int().min(1).max(5000).default(5000).describe("At most this many files are read."),
  })
  .describe("Tasks and notes in Markdown files.");

export type FilesOptions = z.infer<typeof filesSchema>;
