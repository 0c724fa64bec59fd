import assert from "node:assert/strict";
import { test } from "node:test";
import { composeDay, pageLines } from "./report-day.ts";
import { contractOf } from "./review/contracts.ts";
import { documentItem, requirementItems } from "./review/documents.ts";

const CHECKLIST = `- payment (high): near "payment": at most 30 days
  do: Ask for 30 days.
- secrets: must say "confidential information"
- fair (low): reader: The indemnity is mutual.
- renewal (low): must not say "auto-renew*"
`;
const items = [
  documentItem("contracts/a.md", "# A\n\nConfidential information is kept.\n\n## Money\n\nPayment within 60 days. It does not auto-renew."),
  documentItem("contracts/b.md", "Payment within 60 days."),
  documentItem("contracts/c.md", "Payment within 14 days. Confidential information is kept."),
  documentItem("contracts/d.pdf", "", {
    fields: { path: "contracts/d.pdf", words: 0, unread: "PDF files are not read: export it as text" },
  }),
];

test("a review tells each deviation in the document's own words, and what became of every file", () => {
  const briefing = composeDay({ report: "document_review", items: [...items, ...requirementItems(CHECKLIST)] });
  const lines = pageLines(briefing).map((line) => line.replaceAll(/ ?(?:\[\w+\])+/g, ""));
  assert.deepEqual(lines, [
    "Thu 19 Nov: 4 documents: 1 without a deviation, 2 with 3 deviations, 1 not read.",
    "Deviations",
    '- contracts/a.md (high): “Payment within 60 days.”, under “Money”. Asked: payment: near "payment": at most 30 days. To do: Ask for 30 days.',
    '- contracts/b.md (high): “Payment within 60 days.”, at its beginning. Asked: payment: near "payment": at most 30 days. To do: Ask for 30 days.',
    '- contracts/b.md (medium): missing, looked for in all of it. Asked: secrets: must say "confidential information". To do: compare it with the checklist.',
    "To be looked at",
    '- contracts/a.md (low): “It does not auto-renew.”, under “Money”. Asked: renewal: must not say "auto-renew*". To do: compare it with the checklist.',
    "Needs a reader",
    "- fair (low): “The indemnity is mutual.” No code can tell; read 3 documents for it.",
    "Not read",
    "- contracts/d.pdf: PDF files are not read: export it as text.",
    "Without a deviation: contracts/c.md.",
    "Looked at 5 files over the last 7 days.",
  ]);
  const table = briefing.sections.find(({ title }) => title === "Deviations");
  assert.deepEqual([table?.columns?.length, table?.bullets.every(({ cells }) => cells?.length === table.columns?.length)], [6, true]);
});

test("without a checklist nothing is said to be in order", () => {
  const text = pageLines(composeDay({ report: "document_review", items })).join("\n");
  assert.match(text, /4 documents, and no checklist to hold them against/);
  assert.doesNotMatch(text, /Without a deviation/);
});

test("a review of 350 contracts leaves none out, and every line of it holds", () => {
  const many = Array.from({ length: 350 }, (_each, seed) => contractOf(seed)).map(({ path, text }) => documentItem(path, text));
  const briefing = composeDay({ report: "document_review", items: [...many, ...requirementItems()] });
  const told = new Set(briefing.sections.flatMap(({ bullets }) => bullets.flatMap(({ cites }) => cites)));
  assert.deepEqual(
    many.filter(({ id }) => !told.has(id)).map(({ id }) => id),
    [],
  );
});
