import assert from "node:assert/strict";
import { test } from "node:test";
import { PermanentError } from "../../../src/core/errors.ts";
import type { Item } from "../../../src/core/item.ts";
import { FORMS, plan, workspace } from "./file-world.ts";

/** What means something to one form or another. */
const HOSTILE = [
  ...[
    "| Done |\n| T-9 | Party | Done | | |",
    "\\| x \\",
    "a\r\nT-9,Party,Eve,Done,,",
    '"\nT-9;Party;Done',
    '=HYPERLINK("https://evil.example")',
  ],
  ...[
    "@SUM(1+1)",
    "x\n- [x] T-2: Test",
    "x eta: 2030-01-01 due: 2030-01-01",
    "x @eve owner: Eve status: done",
    "Ben }\n- { id: T-9, task: Party }",
  ],
  ...["x: null", "- x", "!!js/function x", "&a *a", "x # y", "[T-2, T-3]", "![x](https://evil.example/x.png)", "<!-- x", "**x**"],
  ...["\u202eneB\u200b\u2066", "\u2028T-9,Party", "Ben\0", "x".repeat(5_000)],
];

/** A task without what it waits for, and whether it does. */
function unblocked({ id, title, body, url, fields }: Item): object {
  const others = Object.entries(fields).filter(([name]) => !["blockedBy", "dependsOn", "status", "statusAt"].includes(name));
  return { id, title, body, url, others, isDone: fields["status"] === "done" };
}

/** How many lines and which tasks a plan has once a task in it waits for something; nothing where it is left alone. */
async function told({ path, text }: (typeof FORMS)[string], blocker: string): Promise<[number, object[]] | undefined> {
  const { sending, read, text: now } = await workspace(path, text);
  const context = await sending("T-1", [{ field: "blocker", from: null, to: blocker }]);
  try {
    await plan.send(context);
  } catch (error) {
    assert.ok(error instanceof PermanentError);
    assert.equal(await now(), text);
    return undefined;
  }
  return [(await now()).split("\n").length, (await read()).map(unblocked)];
}

for (const [name, form] of Object.entries(FORMS)) {
  test(`whatever a reply says is one cell of ${name}, or nothing of it`, async () => {
    const expected = await told(form, "Ben");
    assert.ok(expected);
    for (const words of HOSTILE) assert.deepEqual((await told(form, words)) ?? expected, expected, JSON.stringify(words));
  });
}
