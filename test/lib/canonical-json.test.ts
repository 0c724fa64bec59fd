import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalJson } from "../../src/lib/hash.ts";

test("equal values have the same text, in whatever order their members were set", () => {
  assert.equal(canonicalJson({ b: [{ d: 1, c: 2 }], a: null }), '{"a":null,"b":[{"c":2,"d":1}]}');
  assert.equal(canonicalJson({ a: null, b: [{ c: 2, d: 1 }] }), canonicalJson({ b: [{ d: 1, c: 2 }], a: null }));
});

test("what JSON does not know is written as JSON.stringify writes it", () => {
  const odd = { u: undefined, n: Number.NaN, l: [undefined, () => 1], d: new Date(0), m: new Map([[1, 2]]) };
  assert.equal(canonicalJson(odd), '{"d":"1970-01-01T00:00:00.000Z","l":[null,null],"m":{},"n":null}');
  assert.equal(canonicalJson(undefined), undefined);
});

test("a value that says itself what it is as JSON is told its key, and what it says is put in order too", () => {
  const said = { toJSON: (key: string) => ({ z: key, a: 1 }) };
  assert.equal(canonicalJson({ name: said, list: [said] }), '{"list":[{"a":1,"z":"0"}],"name":{"a":1,"z":"name"}}');
});

test("a member called __proto__ is kept like any other", () => {
  assert.equal(canonicalJson(JSON.parse('{"b":1,"__proto__":{"y":1,"x":2}}')), '{"__proto__":{"x":2,"y":1},"b":1}');
});
