import type { PlanUpdate } from "../../core/briefing.ts";
import { notionIdOf } from "../../lib/notion-id.ts";
import type { PlanOptions } from "./options.ts";

/** Whether the task of an update lies where these options write, as its id says. */
export function liesIn({ item: { id, source } }: Pick<PlanUpdate, "item">, { notion, file, github }: PlanOptions): boolean {
  if (file) return source === "files" && id.startsWith(`files:${file.path}#`);
  if (notion) return source === "notion" && id.startsWith(`notion:${notionIdOf(notion.dataSource)}/`);
  return github !== undefined && source === "github" && id.toLowerCase().startsWith(`github:${github.repository.toLowerCase()}#`);
}
