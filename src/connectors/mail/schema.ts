import { isAbsolute, normalize, sep } from "node:path";
import { z } from "zod";

/** Read where no paths are named. */
export const DEFAULT_FOLDER = "mail";

/** What a definition may say under `mail:`. */
export const mailSchema = z
  .strictObject({
    paths: z
      .array(z.string().min(1).refine(isWithin, { error: "to be a path within the workspace, since only repositories may lie elsewhere" }))
      .min(1)
      .max(50)
      .default([DEFAULT_FOLDER])
      .describe("Folders of .eml files, Maildirs or mbox files, relative to the workspace and within it."),
    days: z.int().min(1).max(3650).default(90).describe("Letters of the last so many days are read."),
    max: z.int().min(1).max(20_000).default(20_000).describe("At most this many letters are read, the newest first."),
    example: z.boolean().default(false).describe("True where letters are made up: those that say so are moved to today."),
  })
  .describe("Letters in a folder of .eml files, a Maildir or an mbox file.");

function isWithin(path: string): boolean {
  const steps = normalize(path).split(sep);
  return !isAbsolute(path) && !["..", "~"].includes(steps[0] ?? "");
}

export type MailOptions = z.infer<typeof mailSchema>;
