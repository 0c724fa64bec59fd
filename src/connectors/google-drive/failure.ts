import type { GoogleFailure } from "../../lib/google-failure.ts";
import { countOf } from "../../lib/text.ts";

/** A part that could not be read, in plain words. */
export interface Failure {
  what: string;
  error: string;
  hint?: string;
}

const NOT_ENABLED = {
  error: "the Google Drive API is not enabled in the project at Google",
  hint: "Enable it: https://console.cloud.google.com/flows/enableapi?apiid=drive.googleapis.com",
};
/** Whoever may only look at a document sees no comments, and one that is gone has none. */
const NOT_FOR_US: ReadonlySet<string> = new Set(["insufficientFilePermissions", "notFound", "appNotAuthorizedToFile"]);

/** What a part is told as of which some entries can't be understood; none where all can. */
export function brokenPart(what: string, count: number): Failure[] {
  if (count === 0) return [];
  const error = `expected every entry to have an id and a time, got ${countOf(count, "entry")} without`;
  return [{ what, error, hint: "The rest was read. Look in Google Drive; the next run asks for these again." }];
}

/** What a part that Google refuses is told as; undefined where there is just nothing to read for us. */
export function refusedPart(what: string, { status, reason = "" }: GoogleFailure): Failure | undefined {
  if (NOT_FOR_US.has(reason) || status === 404) return undefined;
  if (reason === "accessNotConfigured") return { what, ...NOT_ENABLED };
  const hint = "Look the word up at https://developers.google.com/workspace/drive/api/guides/handle-errors.";
  return { what, error: `Google refuses it with status ${status}${reason === "" ? "" : `, ${reason}`}`, hint };
}
