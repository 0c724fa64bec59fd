import assert from "node:assert/strict";
import { test } from "node:test";
import { eventIdOf, fieldsOf } from "../../src/core/event.ts";

test("objects are flattened, lists of text are kept, other lists are dropped", () => {
  const written = {
    status: "failed",
    run: { id: 7, ok: false, by: null, deep: { er: "x" } },
    labels: ["a", "b"],
    sizes: [1, 2],
    jobs: [{}],
  };
  assert.deepEqual(fieldsOf(written), {
    status: "failed",
    "run.id": 7,
    "run.ok": false,
    "run.by": null,
    "run.deep.er": "x",
    labels: ["a", "b"],
  });
});

test("what is no object has no fields", () => {
  for (const value of [null, 1, "text", ["list"], undefined]) assert.deepEqual(fieldsOf(value), {});
});

test("fields, texts and lists are bounded", () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`field${index}`, index]));
  assert.equal(Object.keys(fieldsOf(many)).length, 100);
  const { text, list } = fieldsOf({ text: "x".repeat(5_000), list: Array.from({ length: 300 }, () => "y".repeat(5_000)) });
  assert.equal(String(text).length, 1_000);
  assert.ok(Array.isArray(list) && list.length === 100 && list.every((entry: string) => entry.length === 1_000));
  assert.ok(String(fieldsOf({ text: `${"x".repeat(999)}\u{1F600}` })["text"]).isWellFormed());
});

test("nesting without end neither overflows nor is kept", () => {
  const text = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
  assert.deepEqual(fieldsOf(JSON.parse(text)), {});
});

test("no key reaches a prototype", () => {
  const fields = fieldsOf(JSON.parse('{"__proto__": {"polluted": 1}, "a": {"__proto__": "x"}, "constructor": "mine"}'));
  assert.deepEqual(Object.keys(fields), ["constructor"]);
  assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
  assert.equal(Object.getPrototypeOf(fields), Object.prototype);
});

test("an id that is too long or can't be shown is replaced by its hash", () => {
  assert.equal(eventIdOf("msg_1 (second)"), "msg_1 (second)");
  for (const id of ["", "x".repeat(201), "a\nb", "a\u001b[2J", "a\u202eb"]) assert.match(eventIdOf(id), /^[0-9a-f]{64}$/);
  assert.notEqual(eventIdOf("x".repeat(201)), eventIdOf("x".repeat(202)));
});
