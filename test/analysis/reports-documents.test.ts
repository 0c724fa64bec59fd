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

test("a document of which code can tell nothing for sure is not counted among those in order", () => {
  const doubtful = documentItem("contracts/e.md", "Payment within 14 days. Confidential information is kept. It does not auto-renew.");
  const lines = pageLines(composeDay({ report: "document_review", items: [doubtful, ...requirementItems(CHECKLIST)] }));
  assert.match(lines[0] ?? "", /: 1 document: 1 to be looked at\.$/);
  assert.doesNotMatch(lines.join("\n"), /Without a deviation/i);
});

test("what may deviate beyond the rows of its table is counted by document", () => {
  const many = Array.from({ length: 1_002 }, (_each, index) =>
    documentItem(`contracts/${1_000 + index}.md`, "Payment within 14 days. Confidential information is kept. It does not auto-renew."),
  );
  const briefing = composeDay({ report: "document_review", items: [...many, ...requirementItems(CHECKLIST)] });
  const rest = briefing.sections.find(({ title }) => title === "More to be looked at");
  assert.deepEqual(
    rest?.bullets.map(({ cites }) => cites),
    [["files:contracts/2000.md"], ["files:contracts/2001.md"]],
  );
});

test("a document of two letters may deviate from a hundred requirements", () => {
  const checklist = Array.from({ length: 100 }, (_each, index) => `- r${index}: must say "word ${index}"`).join("\n");
  const briefing = composeDay({ report: "document_review", items: [documentItem("contracts/f.md", "ok"), ...requirementItems(checklist)] });
  assert.match(pageLines(briefing)[0] ?? "", /: 1 document: 1 with 100 deviations\.$/);
});
