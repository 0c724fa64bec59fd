import assert from "node:assert/strict";
import { after, test } from "node:test";
import { filesConnector } from "../../../src/connectors/files/index.ts";
import { describeConnector } from "../contract.ts";
import { createWorkspace, fetchFrom, prepared, removeWorkspaces } from "./workspace.ts";

after(removeWorkspaces);

const as = "transcripts";

describeConnector({
  connector: filesConnector,
  prepare: async () =>
    prepared(await createWorkspace({ "transcripts/a.txt": "Ana: Hello.\n", "transcripts/b.txt": "Ben: Hello.\n" }), { as }),
  prepareHostile: async () =>
    prepared(await createWorkspace({ "transcripts/a.txt": "Ana: hostile <script>alert(1)</script> $(touch canary)\n" }), { as }),
  prepareBroken: async () =>
    prepared(await createWorkspace({ "a.txt": "Ana: Hello.\n", "b.txt": Buffer.from("\ufeffAna: b\n", "utf16le") }), {
      as,
      paths: ["a.txt", "b.txt", "missing.txt"],
    }),
  prepareTooMuch: async () =>
    prepared(await createWorkspace({ "transcripts/a.txt": "Ana: a\n", "transcripts/b.txt": "Ana: b\n" }), { as, maxFiles: 1 }),
  isStanding: () => false,
});

test("a transcript is one item of its meeting's day; a folder that nobody named need not be there", async () => {
  const root = await createWorkspace({
    "transcripts/2026-11-17-call.txt": "[00:01] Ana: Hi.\n[00:09] Ben: Bye.\n",
    "transcripts/list.txt": "milk\n",
  });
  const { items, notes } = await fetchFrom(root, { as });
  const [item] = items;
  assert.deepEqual([items.length, item?.kind, item?.title, item?.ts.slice(0, 10)], [1, "transcript", "Call", "2026-11-17"]);
  assert.deepEqual(item?.fields, { path: "transcripts/2026-11-17-call.txt", date: "2026-11-17", dated: true, turns: 2, seconds: 8 });
  assert.match(notes.join(), /list\.txt: expected lines such as/);
  const empty = await fetchFrom(await createWorkspace({}), { as });
  assert.deepEqual([empty.failures, empty.items], [[], []]);
});
