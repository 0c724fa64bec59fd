// An account at Google with letters and dates, on a local port and in a process of its own: says its address, and what was called whenever it is asked.
// Called with the numbers of letters and of dates, and the instant of the newest letter. Written from Google's documentation.
import { once } from "node:events";
import { createServer } from "node:http";

/** What goes to whoever started it; the number of calls is that since it was last asked. */
type Told = { origin: string; conversations: number } | { calls: number };

/** A conversation of five letters, and one letter by itself. */
const BLOCK = 6;
const CONVERSATION = 5;
const SECONDS_BETWEEN = 50;
/** Sentences of a letter, as many as in the mailbox of files that is measured. */
const SAID = 8;
/** Of the dates of a whole team, the reader is asked to one in so many. */
const OWN_DATE = 25;
const SCOPES = ["gmail.readonly", "calendar.events.readonly"].map((scope) => `https://www.googleapis.com/auth/${scope}`).join(" ");
const DAY_MS = 24 * 3_600_000;
const SENTENCES = [
  "Could you send me the numbers for the last quarter by Friday?",
  "The load test went well, and the results are in the usual folder.",
  "I'll send the draft tomorrow morning.",
  "The customer asked when the new version is going to be there.",
  "Can you have a look at the contract before the call on 3 December?",
  "Nothing to do for you here, this is only so that you know.",
] as const;

const [letters = 0, dates = 0, newestMs = 0] = process.argv.slice(2).map(Number);
const places = Array.from({ length: letters }, (_, index) => {
  const [block, inBlock] = [Math.floor(index / BLOCK), index % BLOCK];
  return { id: `m${index}`, threadId: `${inBlock === CONVERSATION ? "a" : "t"}${block}` };
});
const conversations = Map.groupBy(places, ({ threadId }) => threadId);
let calls = 0;

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  // A token is no call of an API.
  if (url.pathname !== "/token") calls += 1;
  response.writeHead(200, { "content-type": "application/json; charset=UTF-8" }).end(JSON.stringify(tell(url)));
}).listen(0, "127.0.0.1");
await once(server, "listening");
process.on("message", () => {
  say({ calls });
  calls = 0;
});
process.on("disconnect", () => process.exit());
const address = server.address();
if (address === null || typeof address === "string") throw new Error("expected a port, got none");
say({ origin: `http://127.0.0.1:${address.port}`, conversations: conversations.size });

function say(told: Told): void {
  process.send?.(told);
}

function tell({ pathname, searchParams }: URL): unknown {
  const [kind = "", id = ""] = pathname.replace("/gmail/v1/users/me/", "").split("/");
  if (pathname === "/token") return { access_token: "a-token", expires_in: 3_599, token_type: "Bearer", scope: SCOPES };
  if (pathname.startsWith("/calendar/")) return eventsOf(searchParams);
  if (kind === "profile" || kind === "history") return { emailAddress: "sam@example.com", historyId: "1000" };
  if (kind === "threads") return { messages: conversations.get(id)?.map(letterOf) };
  if (id !== "") return letterOf({ id, threadId: `a${Math.floor(Number(id.slice(1)) / BLOCK)}` });
  const start = Number(searchParams.get("pageToken") ?? 0);
  const end = start + Number(searchParams.get("maxResults"));
  return { messages: places.slice(start, end), resultSizeEstimate: letters, ...(end < letters && { nextPageToken: String(end) }) };
}

/** Words in two forms, as most programs send them. */
function letterOf({ id, threadId }: { id: string; threadId: string }): unknown {
  const index = Number(id.slice(1));
  const at = newestMs - index * SECONDS_BETWEEN * 1_000;
  const isAnswer = index % BLOCK < CONVERSATION - 1;
  const said = Array.from({ length: SAID }, (_, line) => SENTENCES[(index * 7 + line * 3) % SENTENCES.length] ?? "");
  const quoted = isAnswer ? ["", "On Monday Dana Reyes wrote:", ...said.map((line) => `> ${line}`)] : [];
  // The reader has answered every conversation, and none of the letters that stand by themselves.
  const isMine = index % BLOCK === 0;
  const [me, them] = ["Sam Rivera <sam@example.com>", `Dana Reyes <dana.${threadId}@example.org>`];
  const headers = {
    From: isMine ? me : them,
    To: isMine ? them : me,
    Subject: `${isAnswer ? "Re: " : ""}Project ${threadId}`,
    Date: new Date(at).toUTCString(),
    "Message-ID": `<${id}@example.org>`,
    ...(isAnswer && { "In-Reply-To": `<m${index + 1}@example.org>` }),
  };
  const text = ["Hi,", "", `${said.join(" ")} (${index})`, ...quoted].join("\r\n");
  const html = `<html><body>${text.replaceAll("\r\n", "<br>\r\n")}</body></html>`;
  const named = Object.entries(headers).map(([name, value]) => ({ name, value }));
  const parts = [partOf("text/plain", text), partOf("text/html", html)];
  return {
    ...{ id, threadId, labelIds: [isMine ? "SENT" : "INBOX"], internalDate: String(at) },
    payload: { mimeType: "multipart/alternative", filename: "", headers: named, body: {}, parts },
  };
}

function partOf(mimeType: string, text: string): unknown {
  const headers = [{ name: "Content-Type", value: `${mimeType}; charset=utf-8` }];
  return { mimeType, filename: "", headers, body: { data: Buffer.from(text).toString("base64url") } };
}

/** All on one page, which may hold 2,500; nothing has changed since. */
function eventsOf(query: URLSearchParams): unknown {
  const length = query.has("syncToken") ? 0 : Math.min(dates, Number(query.get("maxResults")));
  const items = Array.from({ length }, (_, index) => {
    const at = newestMs + DAY_MS + (index / dates) * 12 * DAY_MS;
    const asked = index % OWN_DATE === 0 ? "sam@example.com" : "ana@example.org";
    const people = [asked, "lee@example.org", "mira@example.org"].map((email) => ({ email, responseStatus: "accepted" }));
    return {
      ...{ id: `e${index}`, status: "confirmed", iCalUID: `e${index}@google.com`, summary: `Meeting ${index}` },
      ...{ description: SENTENCES[index % SENTENCES.length], created: new Date(newestMs - 90 * DAY_MS).toISOString() },
      ...{ start: { dateTime: new Date(at).toISOString() }, end: { dateTime: new Date(at + 1_800_000).toISOString() } },
      ...{ organizer: people[1], attendees: people },
    };
  });
  return { summary: "sam@example.com", timeZone: "Europe/Berlin", items, nextSyncToken: "since" };
}
