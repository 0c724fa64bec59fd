import { createPageWatch } from "../../lib/google-pages.ts";
import { unreadable, type Ask } from "./ask.ts";
import { refusedPart, type Failure } from "./failure.ts";
import { ALL, PRIMARY } from "./schema.ts";
import { calendarSchema, calendarsSchema } from "./wire.ts";

/** https://developers.google.com/workspace/calendar/api/v3/reference/calendarList/list */
const LARGEST_PAGE = 250;

/** The ids of the calendars to read, the account's own first, each once. The list is asked for only where all are meant. */
export async function findCalendars(ask: Ask, wanted: readonly string[]): Promise<{ ids: string[]; failures: Failure[] }> {
  const found: { ids: string[]; failures: Failure[] } = { ids: [], failures: [] };
  for (const id of wanted) {
    if (id === ALL) await listShown(ask, found);
    else found.ids.push(id);
  }
  return { ...found, ids: [...new Set(found.ids)].toSorted((a, b) => Number(b === PRIMARY) - Number(a === PRIMARY)) };
}

/** An account's own calendar keeps one name, whether it was named or listed, so that its dates keep their ids. */
async function listShown(ask: Ask, { ids, failures }: { ids: string[]; failures: Failure[] }): Promise<void> {
  const next = createPageWatch();
  let pageToken: string | undefined;
  do {
    const at = pageToken === undefined ? {} : { pageToken };
    const fields = "nextPageToken,items(id,selected,primary)";
    const answer = await ask(({ calendarList }) => calendarList.list({ maxResults: LARGEST_PAGE, fields, ...at }));
    if (!answer.ok) return void failures.push(refusedPart("the list of calendars", answer.refusal));
    const page = calendarsSchema.safeParse(answer.data).data;
    if (page === undefined) throw unreadable("a list of calendars");
    const shown = page.items.flatMap((entry) => calendarSchema.safeParse(entry).data ?? []).filter(({ selected }) => selected);
    ids.push(...shown.map(({ id, primary }) => (primary ? PRIMARY : id)));
    pageToken = next(page.nextPageToken);
  } while (pageToken !== undefined);
}
