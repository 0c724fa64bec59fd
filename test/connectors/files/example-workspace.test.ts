import assert from "node:assert/strict";
import { resolve } from "node:path";
import { describe, it } from "node:test";
import { fetchFrom, tasksOf } from "./workspace.ts";

const root = resolve(import.meta.dirname, "../../../examples/workspace");
const options = { paths: ["tasks", "notes"] };

describe("the example workspace", () => {
  for (const to of ["2026-11-20T08:00:00.000Z", "2027-03-28T12:00:00.000Z", "2028-02-29T23:30:00.000Z"]) {
    it(`is about the day of ${to}, and says of every item that it is made up`, async () => {
      const from = new Date(Date.parse(to) - 7 * 24 * 60 * 60 * 1000).toISOString();
      const answer = await fetchFrom(root, options, { window: { from, to } });
      assert.deepEqual([answer.failures, answer.notes], [[], []]);
      assert.ok(answer.items.every((item) => item.fields["example"] === true && item.updatedAt < to));
      assert.ok(answer.items.some((item) => item.kind === "note"));
      const today = to.slice(0, 10);
      const open = [...tasksOf(answer).values()].filter((item) =>
        ["todo", "in_progress", "blocked"].includes(String(item.fields["status"])),
      );
      assert.ok(open.some((item) => item.fields["due"] === today));
      assert.ok(open.some((item) => String(item.fields["due"] ?? today) < today));
      assert.ok(open.some((item) => item.fields["blockedBy"] !== null && String(item.fields["blockedSince"]) < today));
      assert.ok(new Set(open.map((item) => item.fields["owner"])).size > 3);
    });
  }
});
