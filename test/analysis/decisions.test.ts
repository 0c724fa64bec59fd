import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { z } from "zod";
import { decidedOtherwise } from "../../src/analysis/rules/cross/decisions.ts";
import { itemOf } from "../support/items.ts";
import { transcriptItem } from "../support/simulator/records.ts";
import { find, thursday as s, wordsOf } from "./code-world.ts";

const LEAST_PRECISION = 0.8;
const LEAST_RECALL = 0.7;
const sentence = z.strictObject({ text: z.string(), task: z.string(), due: z.string(), differs: z.boolean() });

const yesterday = s.workdayAt("14:00", -1);

test("of sentences that were written before it, it takes few for decisions that are none", async (context) => {
  const lines = (await readFile(new URL("../corpus/decisions.jsonl", import.meta.url), "utf8")).trim().split("\n");
  const rows = lines.map((line) => sentence.parse(JSON.parse(line)));
  const told = rows.map((row) => {
    const talk = transcriptItem("Weekly", yesterday, [["asha", row.text]]);
    return { ...row, isFound: find(decidedOtherwise, [talk, s.task(row.task, { due: row.due })]).length > 0 };
  });
  const right = told.filter(({ isFound, differs }) => isFound && differs).length;
  const precision = right / told.filter(({ isFound }) => isFound).length;
  const recall = right / told.filter(({ differs }) => differs).length;
  context.diagnostic(`${rows.length} sentences: precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`);
  assert.ok(precision >= LEAST_PRECISION, "precision");
  assert.ok(recall >= LEAST_RECALL, "recall");
});

describe("a decision that the plan does not know", () => {
  const agreed = transcriptItem("Launch sync", yesterday, [["lee", "We agreed that Tides Two goes out on 8 December."]]);
  const launch = itemOf({
    id: "rows:launch",
    source: "rows",
    kind: "launch",
    title: "Tides Two",
    actors: [{ name: "Grace Okafor", email: "grace@harbor.example", role: "owner" }],
    fields: { plan: "tides", date: "2026-12-01", cadence: null },
  });

  test("says what the plan has, who said what where, and whose it is to put right", () => {
    const [finding] = find(decidedOtherwise, [agreed, launch]);
    assert.deepEqual(wordsOf(finding), [
      "Tides Two is planned otherwise than decided",
      "the plan has 2026-12-01, and in Launch sync it was said: “We agreed that Tides Two goes out on 8 December.”",
      "put the plan right, or say that it stands",
      "Grace Okafor",
    ]);
    assert.deepEqual([finding?.severity, finding?.due], [2, "2026-12-01"]);
  });

  test("is read in minutes as well, and not in any other note", () => {
    const note = (title: string) =>
      itemOf({
        ...{ id: "files:notes/a.md", source: "files", kind: "note", title, ts: yesterday },
        body: "- Decision: Tides Two is due on 8 December",
        fields: { path: "notes/a.md", headings: [] },
      });
    assert.equal(find(decidedOtherwise, [note("Minutes of the launch sync"), launch]).length, 1);
    assert.equal(find(decidedOtherwise, [note("Ideas"), launch]).length, 0);
  });

  test("is not told where the plan was changed since, and is where it was changed before", () => {
    const changedAt = (at: string): number => {
      const change = { item: launch.id, field: "date", from: "2026-11-24", to: "2026-12-01", at };
      return find(decidedOtherwise, [agreed, launch], { changes: [change] }).length;
    };
    assert.deepEqual([changedAt(s.workdayAt("17:00", -1)), changedAt(s.workdayAt("10:00", -1))], [0, 1]);
  });

  test("is told of what was said last", () => {
    const later = transcriptItem("Retrospective", s.workdayAt("16:00", -1), [
      ["asha", "Decided: Tides Two goes out on 1 December after all."],
    ]);
    assert.equal(find(decidedOtherwise, [later, agreed, launch]).length, 0);
  });

  test("is not told where two things may be meant", () => {
    const twins = ["Tide table survey", "Survey of the tide table"].map((title) => s.task(title, { due: "2026-12-01" }));
    const talk = transcriptItem("Weekly", yesterday, [["lee", "We agreed that the tide table survey moves to 8 December."]]);
    assert.equal(find(decidedOtherwise, [talk, ...twins]).length, 0);
  });
});
