import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { isCovered } from "../../../src/lib/coverage.ts";
import { createWorkspace, EDITED, fetchFrom, removeWorkspaces, tasksOf, WEEK, writeAt } from "./workspace.ts";

after(removeWorkspaces);

describe("a task in a file", () => {
  it("becomes an item with typed fields", async () => {
    const root = await createWorkspace({
      "tasks/launch.md":
        "---\nproject: Checkout\n---\n# Launch\n- [/] Load test @priya due: 2026-11-20 blocked-by: staging since 2026-11-16 started: 2026-11-10 ⏫\n",
    });
    const [item, ...others] = (await fetchFrom(root)).items;
    assert.deepEqual(others, []);
    assert.match(item?.id ?? "", /^files:tasks\/launch\.md#[0-9a-f]{10}$/);
    assert.deepEqual(item?.fields, {
      status: "blocked",
      owner: "priya",
      due: "2026-11-20",
      blockedBy: "staging",
      blockedSince: "2026-11-16",
      startedAt: "2026-11-10",
      priority: "high",
      project: "Checkout",
      path: "tasks/launch.md",
    });
    assert.deepEqual([item?.title, item?.kind, item?.updatedAt, item?.ts], ["Load test", "task", EDITED, EDITED]);
    assert.deepEqual(item?.actors, [{ name: "priya", role: "owner" }]);
  });

  it("names the task that it is a part of, whose place may change, and none that is no task", async () => {
    const root = await createWorkspace({ "a.md": "- [ ] Whole\n  - [ ] Part\n- [?] Other\n  - [ ] Single\n" });
    const first = tasksOf(await fetchFrom(root));
    assert.equal(first.get("Part")?.fields["parent"], first.get("Whole")?.id);
    assert.deepEqual(
      ["Whole", "Single"].map((title) => first.get(title)?.fields["parent"]),
      [undefined, undefined],
    );
    await writeAt(root, "a.md", "- [ ] New\n- [ ] Whole\n  - [ ] Part\n");
    assert.equal(tasksOf(await fetchFrom(root)).get("Part")?.contentHash, first.get("Part")?.contentHash);
  });

  it("has the status that its mark says, and none with a mark of another tool", async () => {
    const root = await createWorkspace({ "a.md": "- [ ] a\n- [x] b\n- [X] c\n- [/] d\n- [-] e\n- [?] f\n- [x] g blocked-by: h\n" });
    const statuses = [...tasksOf(await fetchFrom(root))].map(([title, item]) => `${title} ${String(item.fields["status"])}`);
    assert.deepEqual(statuses, ["a todo", "b done", "c done", "d in_progress", "e cancelled", "g done"]);
  });

  it("keeps its id and hash while lines move, and its id while dates and marks change", async () => {
    const root = await createWorkspace({ "a.md": "- [ ] Pay the bill due: 2026-11-20\n" });
    const first = tasksOf(await fetchFrom(root)).get("Pay the bill");
    await writeAt(root, "a.md", "# New heading\n\n- [ ] Another\n- [ ] Pay the bill due: 2026-11-20\n".replace("# New heading", ""));
    const moved = tasksOf(await fetchFrom(root)).get("Pay the bill");
    assert.deepEqual([moved?.id, moved?.contentHash], [first?.id, first?.contentHash]);
    await writeAt(root, "a.md", "- [x] PAY  the bill due: 2026-11-21 @sam\n");
    assert.equal(tasksOf(await fetchFrom(root)).get("PAY the bill")?.id, first?.id);
  });

  it("is told apart from another with the same words", async () => {
    const root = await createWorkspace({ "a.md": "- [ ] Call\n- [ ] Call\n", "b.md": "- [ ] Call\n" });
    const ids = (await fetchFrom(root)).items.map((item) => item.id);
    assert.equal(new Set(ids).size, 3);
    assert.match(ids[1] ?? "", /^files:a\.md#[0-9a-f]{10}-2$/);
  });

  it("counts as edited when its own line changes, not when another of its file does", async () => {
    const root = await createWorkspace({ "a.md": "- [/] Old\n- [ ] Other\n" });
    const first = await fetchFrom(root);
    await writeAt(root, "a.md", "- [/] Old\n- [ ] Other @sam\n", "2026-11-19T07:00:00.000Z");
    const next = tasksOf(await fetchFrom(root, {}, { cursor: first.cursor }));
    assert.equal(next.get("Old")?.contentHash, tasksOf(first).get("Old")?.contentHash);
    assert.equal(next.get("Other")?.updatedAt, "2026-11-19T07:00:00.000Z");
  });

  it("keeps its time of edit while its file can't be read for a run", async () => {
    const root = await createWorkspace({ "a.md": "- [ ] Old\n" });
    const first = await fetchFrom(root);
    await writeAt(root, "a.md", Buffer.from("\ufeff- [ ] Old\n", "utf16le"));
    const broken = await fetchFrom(root, {}, { cursor: first.cursor });
    assert.deepEqual([broken.failures.length, broken.cursor], [1, first.cursor]);
    await writeAt(root, "a.md", "- [ ] Old\n", "2026-11-19T07:00:00.000Z");
    const mended = await fetchFrom(root, {}, { cursor: broken.cursor });
    assert.deepEqual(mended.items, first.items);
  });

  it("is told while it is open; once closed, only while that is within the window", async () => {
    const root = await createWorkspace({ "a.md": "- [ ] Open\n- [x] Done\n- [-] Dropped\n" });
    assert.deepEqual([...tasksOf(await fetchFrom(root)).keys()], ["Open", "Done", "Dropped"]);
    const later = { from: "2026-11-19T08:00:00.000Z", to: "2026-11-20T08:00:00.000Z" };
    assert.deepEqual([...tasksOf(await fetchFrom(root, {}, { window: later })).keys()], ["Open"]);
  });

  it("seems to come from no later than the run's instant", async () => {
    const root = await createWorkspace({});
    await writeAt(root, "a.md", "- [ ] Open\n- [x] Done\n\nwords\n", "2026-11-25T08:00:00.000Z");
    const { items } = await fetchFrom(root);
    assert.deepEqual(
      items.map((item) => [item.title, item.updatedAt]),
      [["Open", WEEK.to]],
    );
  });

  it("is read without a date that there is not, which is told with file and line", async () => {
    const root = await createWorkspace({ "tasks/a.md": "# T\n\n- [ ] Pay due: 2026-02-30\n" });
    const answer = await fetchFrom(root);
    assert.equal(tasksOf(answer).get("Pay")?.fields["due"], null);
    assert.deepEqual(answer.notes, ["tasks/a.md:3: expected due to be a date such as 2026-11-20, got 2026-02-30."]);
    assert.deepEqual(answer.failures, []);
  });

  it("adds to few remarks at the most", async () => {
    const root = await createWorkspace({ "a.md": Array.from({ length: 50 }, (_, index) => `- [ ] T${index} due: soon\n`).join("") });
    const { notes } = await fetchFrom(root);
    assert.equal(notes.length, 21);
    assert.equal(notes.at(-1), "30 more lines could not be understood in full.");
  });

  it("is left out beyond 2,000, which is told", async () => {
    const root = await createWorkspace({ "a.md": "- [ ] x\n".repeat(2_003) });
    const { items, notes } = await fetchFrom(root);
    assert.equal(items.length, 2_000);
    assert.deepEqual(notes, ["Read the first 2,000 tasks or rows and left out 3 more lines."]);
  });

  it("that is left out does not seem to be gone, nor does what its file had before", async () => {
    const root = await createWorkspace({ "a.md": "- [ ] a\n", "b.md": "- [ ] x\n".repeat(2_000), "c.md": "- [ ] c\n" });
    const { covers } = await fetchFrom(root);
    const [a, b, c] = ["a", "b", "c"].map((name) => isCovered({ id: `files:${name}.md#1`, ts: EDITED }, covers));
    assert.deepEqual([a, b, c], [true, false, false]);
    assert.equal((await fetchFrom(await createWorkspace({ "a.md": "- [ ] a\n" }))).covers, undefined);
  });
});

describe("a note", () => {
  it("is a file with words besides its tasks, changed within the window", async () => {
    const root = await createWorkspace({
      "notes/call.md": "# Call with Acme\n\n## Agreed\n\nThey sign.\n- [ ] Send it\n",
      "tasks.md": "# T\n- [ ] only tasks\n",
    });
    await writeAt(root, "notes/old.md", "old words", "2026-10-01T00:00:00.000Z");
    const notes = (await fetchFrom(root)).items.filter((item) => item.kind === "note");
    assert.deepEqual(
      notes.map(({ id, title, fields }) => ({ id, title, fields })),
      [
        {
          id: "files:notes/call.md",
          title: "Call with Acme",
          fields: { path: "notes/call.md", headings: ["Call with Acme", "Agreed"], words: 8 },
        },
      ],
    );
  });

  it("does not count as changed when only a task in it is ticked, or the file is touched", async () => {
    const root = await createWorkspace({ "a.md": "# A\n\nWords.\n- [ ] b\n" });
    const first = await fetchFrom(root);
    await writeAt(root, "a.md", "# A\n\nWords.\n- [x] b\n", "2026-11-19T07:00:00.000Z");
    const next = await fetchFrom(root, {}, { cursor: first.cursor, window: { from: "2026-11-19T06:00:00.000Z", to: WEEK.to } });
    assert.deepEqual(
      next.items.map((item) => item.title),
      ["b"],
    );
  });

  it("is no briefing that Chief wrote itself", async () => {
    const root = await createWorkspace({
      "briefings/today.md": "# Thu 19 Nov\n\nwords\n<!-- Chief briefing as of 2026-11-19T08:00:00.000Z -->\n",
    });
    assert.deepEqual((await fetchFrom(root)).items, []);
  });
});

describe("made-up data", () => {
  const text =
    "---\nexample: true\nanchor: 2026-11-18\nedited: 2026-11-10\n---\n- [/] A due: 2026-11-18 since: 2026-11-11 started: 2026-11-01\n- [ ] B\n";

  it("has its dates moved by the days between its anchor and today in the reader's zone", async () => {
    const root = await createWorkspace({ "a.md": text });
    const at = (to: string, timezone: string) => fetchFrom(root, {}, { timezone, window: { from: WEEK.from, to } });
    const fields = tasksOf(await at("2027-03-01T02:00:00.000Z", "America/Los_Angeles")).get("A")?.fields;
    assert.deepEqual([fields?.["due"], fields?.["blockedSince"], fields?.["startedAt"]], ["2027-02-28", "2027-02-21", "2027-02-11"]);
    const berlin = tasksOf(await at("2027-03-01T02:00:00.000Z", "Europe/Berlin")).get("A");
    assert.equal(berlin?.fields["due"], "2027-03-01");
    assert.equal(berlin?.updatedAt, "2027-02-21T11:00:00.000Z");
  });

  it("says of itself that it is made up, and is not remembered", async () => {
    const root = await createWorkspace({ "a.md": text, "b.md": "- [ ] real\n" });
    const answer = await fetchFrom(root);
    assert.deepEqual(
      answer.items.map((item) => item.fields["example"]),
      [true, true, undefined],
    );
    assert.match(JSON.stringify(answer.cursor), /^\{"[0-9a-f]{10}":\["[0-9a-f]{10}",\d+\]\}$/);
  });

  it("is left as it is where its anchor is no date, which is told", async () => {
    const root = await createWorkspace({ "a.md": text.replace("anchor: 2026-11-18", "anchor: today") });
    const answer = await fetchFrom(root);
    assert.equal(tasksOf(answer).get("A")?.fields["due"], "2026-11-18");
    assert.deepEqual(answer.notes, ["a.md: expected anchor to be a date such as 2026-11-20, got today."]);
  });
});
