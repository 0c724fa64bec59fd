import assert from "node:assert/strict";
import { after, test } from "node:test";
import { reviewOf } from "../../../src/analysis/review/review.ts";
import { createWorkspace, fetchFrom, removeWorkspaces } from "../../connectors/files/workspace.ts";
import { CHECKLIST, contractOf } from "./contracts.ts";

after(removeWorkspaces);

const NUMBER = 200;

test(`of ${NUMBER} contracts every planted deviation is found, none is invented, and each file is accounted for`, async () => {
  const contracts = Array.from({ length: NUMBER }, (_each, seed) => contractOf(seed));
  const files = Object.fromEntries(contracts.map(({ path, text }) => [path, text]));
  const root = await createWorkspace({
    ...files,
    "contracts/scan.pdf": "%PDF-1.7",
    "contracts/old.docx": Buffer.from("PK\u0003\u0004"),
    "contracts/empty.md": "\n\n",
    "contracts/latin.txt": Buffer.from([0x4d, 0xfc, 0x6c, 0x6c]),
    "contracts/large.txt": "x".repeat(1024 * 1024 + 1),
    "contracts/table.xlsx": Buffer.from([0, 1, 2]),
    "checklists/contract.md": CHECKLIST,
  });
  const [documents, checklist] = [
    await fetchFrom(root, { as: "documents", paths: ["contracts"] }),
    await fetchFrom(root, { as: "checklist", paths: ["checklists/contract.md"] }),
  ];
  assert.deepEqual([documents.failures, checklist.failures], [[], []]);
  const review = reviewOf([...documents.items, ...checklist.items], "2026-11-19");
  assert.equal(review.documents.length, NUMBER + 6);
  assert.deepEqual(
    review.unread.map(({ path }) => path),
    [
      "contracts/empty.md",
      "contracts/large.txt",
      "contracts/latin.txt",
      "contracts/old.docx",
      "contracts/scan.pdf",
      "contracts/table.xlsx",
    ],
  );
  const found = new Set(review.deviations.map(({ document, requirement }) => `${document.path} ${requirement.name}`));
  const planted = new Set(contracts.flatMap((contract) => [...contract.planted].map((name) => `${contract.path} ${name}`)));
  assert.ok(planted.size > 400, String(planted.size));
  const without = (some: ReadonlySet<string>, others: ReadonlySet<string>): string[] => [...some].filter((each) => !others.has(each));
  assert.deepEqual({ missed: without(planted, found), invented: without(found, planted) }, { missed: [], invented: [] });
  assert.equal(review.unsure.length, 0);
  for (const { document, found: span } of review.deviations) {
    if (span) assert.ok(span[0] < span[1] && span[1] <= document.item.body.length && span[1] - span[0] <= 200);
  }
});
