import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseTaskText, type TaskText } from "../../../src/lib/tables/task-text.ts";

const NOTHING: TaskText = {
  title: "",
  owner: null,
  due: null,
  blockedBy: null,
  blockedSince: null,
  startedAt: null,
  priority: null,
  recurring: false,
  remarks: [],
};

const CASES: readonly (readonly [text: string, expected: Partial<TaskText>])[] = [
  ["Send the contract @sam due: 2026-11-20", { title: "Send the contract", owner: "sam", due: "2026-11-20" }],
  ["@ana: ask @ben about it", { title: "ask @ben about it", owner: "ana" }],
  ["Ask @ben about the prices", { title: "Ask @ben about the prices", owner: "ben" }],
  ["Write to bob@example.com", { title: "Write to bob@example.com" }],
  ["Review owner: Priya Shah due: 2026-11-20", { title: "Review", owner: "Priya Shah", due: "2026-11-20" }],
  ["Ask @ben, owner: @ana", { title: "Ask @ben", owner: "ana" }],
  ["Order banners [due:: 2026-11-24] [owner:: Ana Kovacs]", { title: "Order banners", due: "2026-11-24", owner: "Ana Kovacs" }],
  ["Renew 📅 2026-11-20 ⏫", { title: "Renew", due: "2026-11-20", priority: "high" }],
  ["Book ➕ 2026-11-01 🛫 2026-11-02 ✅ 2026-11-03", { title: "Book" }],
  ["Water plants 🔁 every week 📅 2026-11-20 @lee", { title: "Water plants", recurring: true, due: "2026-11-20", owner: "lee" }],
  ["Test blocked-by: staging access since 2026-11-16", { title: "Test", blockedBy: "staging access", blockedSince: "2026-11-16" }],
  [
    "Ship (blocked by security review since 2026-11-16), due: 2026-11-20",
    { title: "Ship", blockedBy: "security review", blockedSince: "2026-11-16", due: "2026-11-20" },
  ],
  ["Deploy blocked by: the freeze; owner: ops", { title: "Deploy", blockedBy: "the freeze", owner: "ops" }],
  ["Deploy blocked-by: legal @kim since: 2026-11-10", { title: "Deploy", blockedBy: "legal", blockedSince: "2026-11-10", owner: "kim" }],
  ["Find out who is blocked by the outage", { title: "Find out who is blocked by the outage" }],
  ["Migrate started: 2026-11-12 priority: High", { title: "Migrate", startedAt: "2026-11-12", priority: "high" }],
  ["Fix the overdue: label", { title: "Fix the overdue: label" }],
  ["Pay (due: 2026-11-20)", { title: "Pay", due: "2026-11-20" }],
  ["Pay due: 2026-11-20 due: 2026-11-21", { title: "Pay", due: "2026-11-20" }],
  ["due: 2026-11-20", { title: "due: 2026-11-20", due: "2026-11-20" }],
  ["  many   spaces\there ", { title: "many spaces here" }],
];

describe("the text of a task", () => {
  for (const [text, expected] of CASES) {
    it(`is understood: ${text}`, () => assert.deepEqual(parseTaskText(text), { ...NOTHING, ...expected }));
  }

  for (const [key, value] of [
    ["due", "2026-02-30"],
    ["due", "tomorrow"],
    ["since", "Monday"],
    ["started", "2026-1-5"],
    ["due", "20.11.2026"],
  ] as const) {
    it(`has no date in ${key}: ${value}, and says so`, () => {
      const task = parseTaskText(`Pay ${key}: ${value}`);
      assert.equal(task.title, "Pay");
      assert.deepEqual([task.due, task.blockedSince, task.startedAt], [null, null, null]);
      assert.deepEqual(task.remarks, [`expected ${key} to be a date such as 2026-11-20, got ${value}`]);
    });
  }

  it("keeps its fields however late they come, and says so where it is too long for that", () => {
    const text = "x".repeat(1_200);
    const { title, due, remarks } = parseTaskText(`${text} due: 2026-11-20`);
    assert.deepEqual([title.length, due, remarks], [1000, "2026-11-20", []]);
    const beyond = parseTaskText(`${text.repeat(10)} due: 2026-11-20`);
    assert.equal(beyond.due, null);
    assert.match(beyond.remarks.join(), /at most 10,000 characters/);
  });

  it("is understood at any length without delay", () => {
    for (const piece of ["blocked by a ", "[due:: ", "(((", "@a ", "owner: A ", ",;,; ", "🔁 a", "due: ", "  "]) {
      const { title } = parseTaskText(`x ${piece.repeat(200_000)}`);
      assert.ok([...title].length <= 1000);
    }
  });
});

it("a due date is read without a colon too, where it is a whole date, and one with a colon counts more", () => {
  const read = (text: string) => {
    const { title, due, blockedBy, remarks } = parseTaskText(text);
    return { title, due, blockedBy, remarks };
  };
  const plain = { blockedBy: null, remarks: [] };
  assert.deepEqual(read("Pay the rent, due 2026-11-20"), { ...plain, title: "Pay the rent", due: "2026-11-20" });
  assert.deepEqual(read("Pay the rent (due by 2026-11-20) twice"), { ...plain, title: "Pay the rent twice", due: "2026-11-20" });
  assert.deepEqual(read("Ship, blocked by: the vendor due 2026-11-20"), {
    ...plain,
    title: "Ship",
    due: "2026-11-20",
    blockedBy: "the vendor",
  });
  assert.equal(read("What was due 2026-11-02 due: 2026-11-20").due, "2026-11-20");
  assert.deepEqual(read("Ask when it is due tomorrow"), { ...plain, title: "Ask when it is due tomorrow", due: null });
  assert.deepEqual(read("Pay, due 2026-02-30").remarks, ["expected due to be a date such as 2026-11-20, got 2026-02-30"]);
});
