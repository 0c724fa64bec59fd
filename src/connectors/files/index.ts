import { OWNER_ONLY } from "../../core/audience.ts";
import type { Connector } from "../../core/ports/outside.ts";
import { placesOf } from "../../lib/places.ts";
import { forms } from "./forms.ts";
import { asNow, filesSchema, pathsOf, type FilesOptions } from "./schema.ts";

/** What lies in files of the workspace: tasks (`- [ ]`) and notes in Markdown, or what else `as` says. */
export const filesConnector: Connector<FilesOptions> = {
  id: "files",
  title: "Files",
  alias: "F",
  schema: filesSchema,
  mentions: ["Tasks", "Notes", "Markdown"],
  describe: describeFiles,
  audience: () => OWNER_ONLY,
  // Most starts read nothing.
  fetch: async (context) => (await import("./fetch-files.ts")).fetchFiles(context),
};

function describeFiles(written: FilesOptions): string {
  const options = asNow(written);
  const { what, noun, folder } = forms[options.as];
  return folder === undefined
    ? `${what} in the ${noun}s of ${placesOf(pathsOf(options))}`
    : `${what}, from ${placesOf(pathsOf(options))} in the workspace`;
}
