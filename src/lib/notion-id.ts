const ID = /^(?:https:\/\/(?:[\w-]+\.)*notion\.(?:so|com|site)\/\S*?)?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}(?:[?#]\S*)?$/i;

/** What is expected of a text that `isNotionId` does not take. */
export const NOTION_ID_WANTED = "to be the id of a data source, or its address in Notion: ••• at its top right, Copy link";

/** Whether a text is an id of Notion's, or an address there that ends in one. */
export function isNotionId(written: string): boolean {
  return ID.test(written);
}

/** An id with its dashes, out of an id or an address; the last one before the query is meant. */
export function notionIdOf(written: string): string {
  const bare = written
    .replace(/[?#].*$/, "")
    .replaceAll("-", "")
    .slice(-32)
    .toLowerCase();
  return bare.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
