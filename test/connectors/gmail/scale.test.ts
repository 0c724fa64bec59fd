import assert from "node:assert/strict";
import { after, it } from "node:test";
import type { GmailCall, GmailFault } from "../../support/gmail-server.ts";
import { numbered, startWorld } from "./world.ts";

const world = await startWorld();
after(() => world.close());

const LETTERS = 10_000;
/** Of each conversation, as many as Gmail shows as one; the next letter stands by itself. */
const ANSWERS = 100;
const NEWEST_MS = Date.parse("2026-11-19T07:00:00.000Z");

/** Letters of a week. */
const letters = Array.from({ length: LETTERS }, (_, index) => {
  const isAlone = index % (ANSWERS + 1) === ANSWERS;
  const conversation = Math.floor(index / (ANSWERS + 1));
  return { id: `m${index}`, threadId: isAlone ? `a${conversation}` : `t${conversation}`, index };
});
const threads = Map.groupBy(letters, ({ threadId }) => threadId);
const body = "Can you send the plan by Friday?";

/** What Google would say, written from its documentation. */
function say({ path, query }: GmailCall): GmailFault | undefined {
  const [kind, id = ""] = path.split("/");
  if (path === "messages") {
    const start = Number(query.get("pageToken") ?? 0);
    const end = start + Number(query.get("maxResults"));
    const messages = letters.slice(start, end).map((each) => ({ id: each.id, threadId: each.threadId }));
    return { answer: { messages, resultSizeEstimate: LETTERS, ...(end < LETTERS && { nextPageToken: String(end) }) } };
  }
  if (kind === "messages") return { answer: messageOf(letters[Number(id.slice(1))]) };
  if (kind === "threads") return { answer: { messages: threads.get(id)?.map(messageOf) } };
  return undefined;
}

function messageOf(place: (typeof letters)[number] | undefined): unknown {
  if (place === undefined) throw new RangeError("expected one of the letters, got another");
  const { id, threadId, index } = place;
  const at = NEWEST_MS - index * 50_000;
  const headers = numbered(index, { Date: new Date(at).toUTCString() })
    .split("\r\n\r\n")[0]
    ?.split("\r\n")
    .map((line) => ({ name: line.slice(0, line.indexOf(":")), value: line.slice(line.indexOf(":") + 2) }));
  const payload = { mimeType: "text/plain", filename: "", headers, body: { data: Buffer.from(body).toString("base64url") } };
  return { id, threadId, labelIds: ["INBOX"], internalDate: String(at), payload };
}

it("10,000 letters take the fewest calls there can be, and the next fetch two", async (t) => {
  world.gmail.plant(say);
  const first = await world.fetch({ max: LETTERS });
  const calls = world.gmail.newCalls();
  // A page holds 500 letters, a call one conversation, and the account is asked where its history stands.
  const fewest = LETTERS / 500 + threads.size + 1;
  t.diagnostic(`${calls.length} calls of ${fewest} for ${LETTERS} letters in ${threads.size} conversations`);
  assert.deepEqual([first.items.length, first.failures, first.notes], [LETTERS, [], []]);
  assert.equal(calls.length, fewest);
  const second = await world.fetchAgain(first, { max: LETTERS });
  assert.deepEqual(world.gmail.newCalls(), ["profile", "history"]);
  assert.deepEqual(
    second.items.map(({ contentHash }) => contentHash),
    first.items.map(({ contentHash }) => contentHash),
  );
});
