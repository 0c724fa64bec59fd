import type { PlanUpdate } from "../../core/briefing.ts";
import { notionIdOf } from "../../lib/notion-id.ts";
import type { FilePlace, GitHubPlace, NotionPlace, PlanOptions } from "./options.ts";

type Task = Pick<PlanUpdate, "item">;

/** The id of the row in its file; undefined for a task of another place. `files:PATH#ROW` */
export function findRowId({ item: { source, id } }: Task, { path }: Pick<FilePlace, "path">): string | undefined {
  const prefix = `files:${path}#`;
  return source === "files" && id.startsWith(prefix) ? id.slice(prefix.length) : undefined;
}

/** The id of the page; undefined for a task of another data source. `notion:DATA-SOURCE/PAGE` */
export function findPageId({ item }: Task, { dataSource }: Pick<NotionPlace, "dataSource">): string | undefined {
  const [, source, page] = /^notion:([^/]+)\/([^/]+)$/.exec(item.id) ?? [];
  return item.source === "notion" && source === notionIdOf(dataSource) ? page : undefined;
}

/** The number of the issue; undefined for one of another repository. `github:OWNER/NAME#NUMBER` */
export function findIssueNumber({ item }: Task, { repository }: Pick<GitHubPlace, "repository">): string | undefined {
  const [, place, number] = /^github:([^#]+)#(\d+)$/.exec(item.id) ?? [];
  return item.source === "github" && place?.toLowerCase() === repository.toLowerCase() ? number : undefined;
}

/** Whether a task lies where these options write, and something of what was told of it may be written there. */
export function takes(update: Task & Pick<PlanUpdate, "changes">, options: PlanOptions): boolean {
  const fields = (options.notion ?? options.file)?.fields;
  return isThere(update, options) && (fields === undefined || update.changes.some(({ field }) => fields[field] !== undefined));
}

function isThere(task: Task, { notion, file, github }: PlanOptions): boolean {
  if (notion) return findPageId(task, notion) !== undefined;
  if (file) return findRowId(task, file) !== undefined;
  return github !== undefined && findIssueNumber(task, github) !== undefined;
}
