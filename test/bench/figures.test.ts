import assert from "node:assert/strict";
import { test } from "node:test";
import { alternate, formatTable, median } from "../../bench/figures.ts";

test("the median is the middle value, whatever the order", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 3, 2]), 3);
  assert.throws(() => median([]), RangeError);
});

test("two measurements are taken in turns", async () => {
  const order: string[] = [];
  const measure = (name: string, value: number) => (): Promise<number> => {
    order.push(name);
    return Promise.resolve(value);
  };
  assert.deepEqual(await alternate(2, measure("chief", 3), measure("bare", 2)), { chief: 3, bare: 2 });
  assert.deepEqual(order, ["chief", "bare", "chief", "bare"]);
});

test("the table aligns its columns, and its last line counts what is as wanted", () => {
  const rows = [
    { what: "start", chief: "150 ms", bare: "100 ms", ratio: 1.5, wanted: "at most 2", met: true },
    { what: "memory at rest", chief: "90 MB", bare: "40 MB", ratio: 2.25, wanted: "at most 80 MB", met: false },
    { what: "told only", chief: "1", bare: "" },
  ];
  assert.equal(
    formatTable(rows, "2 processors"),
    [
      "                 Chief    bare  ratio  wanted",
      "start           150 ms  100 ms   1.50  at most 2      yes",
      "memory at rest   90 MB   40 MB   2.25  at most 80 MB   NO",
      "told only            1",
      "",
      "1 of 2 figures are as wanted (2 processors).",
    ].join("\n"),
  );
});
