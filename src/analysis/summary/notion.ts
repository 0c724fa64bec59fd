import { prose } from "../../core/prose.ts";
import { summariseAny } from "./any.ts";
import { summariseDocumentsOf } from "./google-drive.ts";
import type { Summarise } from "./summary.ts";

const TITLE = prose`Notion`;
const summarisePages = summariseDocumentsOf("notion", TITLE, "page");

/** Comments that wait for the reader, pages that were edited, and how many rows are new or have changed. */
export const summariseNotion: Summarise = (news, material) => {
  const rows = news.filter(({ kind }) => kind !== "document" && kind !== "comment");
  const pages = news.filter(({ kind, fields }) => kind === "comment" || fields["type"] === "page");
  return [...summarisePages(pages, material), ...(rows.length === 0 ? [] : summariseAny("notion", rows, material, TITLE))];
};
