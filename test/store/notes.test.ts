import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_NOTES, type Note } from "../../src/core/note.ts";
import { memoryStore } from "../support/store.ts";
import { USUAL_RETENTION } from "../../src/core/retention.ts";
import { AT, LATER } from "./samples.ts";

function noteWith(changes: Partial<Note> = {}): Note {
  const expiresAt = "2027-05-19T09:00:00.000Z";
  return { id: "n1", automation: "day", text: "no build mails", by: "me", from: "chief memory", at: AT, expiresAt, ...changes };
}

test("what an automation is to keep in mind counts for it alone, until it expires or is taken back", async (context) => {
  const { notes, audit } = memoryStore(context);
  await notes.add(noteWith());
  await notes.add(noteWith({ id: "n2", text: "short", at: LATER, expiresAt: "2026-11-21T09:00:00.000Z" }));
  await notes.add(noteWith({ id: "n3", automation: "risk" }));
  assert.deepEqual(await notes.list("day", LATER), [
    noteWith(),
    noteWith({ id: "n2", text: "short", at: LATER, expiresAt: "2026-11-21T09:00:00.000Z" }),
  ]);
  assert.deepEqual(await notes.list("day", "2026-11-21T09:00:00.000Z"), [noteWith()]);
  assert.equal(await notes.remove("risk", "n1", { by: "me", at: LATER }), false);
  assert.equal(await notes.remove("day", "n1", { by: "me", at: LATER }), true);
  assert.deepEqual(await notes.list("day", "2026-11-21T09:00:00.000Z"), []);
  const entries = await audit.list({ kinds: ["note.added", "note.removed"] });
  assert.deepEqual(
    entries.map(({ kind, automation }) => `${kind} ${automation}`),
    ["note.added day", "note.added day", "note.added risk", "note.removed day"],
  );
  assert.ok(!JSON.stringify(entries).includes("build"));
});

test("more than a few notes are refused, unless some have expired", async (context) => {
  const { notes } = memoryStore(context);
  for (let number = 0; number < MOST_NOTES; number += 1) await notes.add(noteWith({ id: `n${number}` }));
  await assert.rejects(notes.add(noteWith({ id: "more" })), { code: "notes-full" });
  await notes.add(noteWith({ id: "later", at: "2028-01-01T00:00:00.000Z", expiresAt: "2028-02-01T00:00:00.000Z" }));
});

test("who is forgotten has said nothing, and is in nobody's note", async (context) => {
  const { notes, privacy } = memoryStore(context);
  await notes.add(noteWith({ id: "n1", by: "ana", text: "mine" }));
  await notes.add(noteWith({ id: "n2", text: "Ana Ruiz comes first" }));
  await notes.add(noteWith({ id: "n3" }));
  await privacy.forget({ kind: "person", names: ["Ana Ruiz"], firstName: "Ana", key: "ana" }, LATER);
  assert.deepEqual(
    (await notes.list("day", LATER)).map(({ id, text }) => `${id} ${text}`),
    ["n2 (forgotten) comes first", "n3 no build mails"],
  );
});

test("what has expired is removed", async (context) => {
  const { notes, privacy } = memoryStore(context);
  await notes.add(noteWith());
  await privacy.prune("2027-05-19T09:00:00.000Z", () => USUAL_RETENTION);
  assert.deepEqual(await notes.list("day", LATER), []);
});
