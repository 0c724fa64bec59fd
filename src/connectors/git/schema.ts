import { z } from "zod";

/** What a definition says behind `git:` under `reads`. */
export const gitSchema = z
  .strictObject({
    paths: z
      .array(z.string().trim().min(1))
      .min(1)
      .max(50)
      .optional()
      .describe(
        "Repositories, or folders that are searched for repositories; relative to the workspace, `~/` being the home folder. The workspace where absent.",
      ),
    depth: z.int().min(0).max(8).default(3).describe("How many levels below a folder are searched for repositories."),
    weeks: z
      .int()
      .min(1)
      .max(12)
      .optional()
      .describe("Besides what is new, brings each change of the default branches in the last so many weeks, for digests."),
    range: z
      .string()
      .regex(/^(?:latest-tag|unreleased|[^\s.~^:?*[\\](?:(?!\.\.)[^\s~^:?*[\\])*\.\.[^\s.~^:?*[\\](?:(?!\.\.)[^\s~^:?*[\\])*)$/, {
        error: "to be latest-tag, unreleased, or two tags such as v1.1.0..v1.2.0",
      })
      .optional()
      .describe(
        "Besides what is new, brings each change of one release: latest-tag for the one that was tagged last, unreleased for what was merged since, or the part between two tags such as v1.1.0..v1.2.0.",
      ),
  })
  .refine(({ weeks, range }) => weeks === undefined || range === undefined, {
    path: ["range"],
    error: "to be left out where weeks are named, since each brings the changes of its own span",
  })
  .prefault({});

export type GitOptions = z.infer<typeof gitSchema>;
