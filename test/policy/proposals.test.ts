import assert from "node:assert/strict";
import { test } from "node:test";
import type { LookProposal, MessageProposal } from "../../src/core/proposal.ts";
import { decideLook } from "../../src/policy/look.ts";
import { parseProposal } from "../../src/policy/parse-proposal.ts";
import { automationWith } from "../support/automation.ts";

const message: MessageProposal = { kind: "message", automation: "test", grant: "file", delivery: "file", options: { path: "out.md" } };
const look: LookProposal = { kind: "look", automation: "test", grant: "git", handle: "git:abc" };

test("a message by a grant and a look at what one brought are proposals, as they stand", () => {
  assert.deepEqual(parseProposal(message), { proposal: message });
  assert.deepEqual(parseProposal(look), { proposal: look });
  assert.deepEqual(parseProposal({ ...message, options: { to: ["a", { b: null }] } }), {
    proposal: { ...message, options: { to: ["a", { b: null }] } },
  });
});

test("what is handed in is copied: what it becomes later changes nothing", () => {
  const options = { path: "out.md" };
  const parsed = parseProposal({ ...message, options });
  options.path = "elsewhere.md";
  assert.deepEqual(parsed, { proposal: message });
});

/** An object that is one thing when it is looked at first, and another afterwards. */
function turning(): unknown {
  let looks = 0;
  return Object.defineProperty({ ...message }, "grant", { enumerable: true, get: () => ((looks += 1) > 1 ? "other" : "file") });
}

test("a value that changes while it is looked at is judged as it was then", () => {
  const parsed = parseProposal(turning());
  assert.ok("proposal" in parsed);
  assert.equal(parsed.proposal.grant, "file");
});

const circle: Record<string, unknown> = { ...message };
circle["options"] = circle;

/** What is no proposal. */
const JUNK: readonly unknown[] = [
  ...[undefined, null, true, 0, NaN, "", "message", [], [message], {}, () => message, Symbol("x"), 10n, new Date(), new Map(), /x/],
  { ...message, kind: "send" },
  { ...message, kind: undefined },
  { ...message, extra: 1 },
  { ...message, options: undefined },
  { ...message, options: [] },
  { ...message, options: "all" },
  { ...message, grant: "" },
  { ...message, grant: "x".repeat(201) },
  { ...message, grant: ["file"] },
  { ...message, options: { text: "x".repeat(20_000) } },
  { ...message, options: { big: 10n } },
  { ...message, handle: "git:abc" },
  { ...look, handle: "" },
  { ...look, handle: "x".repeat(2_001) },
  { ...look, handle: { id: "git:abc" } },
  { ...look, url: "https://evil.example" },
  circle,
  JSON.parse('{"kind":"message","automation":"test","grant":"file","delivery":"file","options":{"__proto__":{"to":"all"}}}'),
  JSON.parse('{"kind":"look","automation":"test","grant":"git","handle":"git:abc","__proto__":{"x":1}}'),
  Object.create(message),
  new Proxy(
    {},
    {
      ownKeys: () => assert.fail("boom"),
      get: () => assert.fail("boom"),
    },
  ),
  Object.defineProperty({ ...message }, "grant", { enumerable: true, get: () => assert.fail("boom") }),
  {
    toJSON: () => {
      throw new TypeError("boom");
    },
  },
];

test("anything else is denied with the way out, and nothing of it is thrown or told", () => {
  for (const [index, junk] of JUNK.entries()) {
    const parsed = parseProposal(junk);
    assert.ok("decision" in parsed, `junk ${index}`);
    assert.equal(parsed.decision, "deny");
    assert.equal(parsed.error.code, "policy-not-a-proposal");
    assert.equal(parsed.error.message, "expected a message by a grant, or a look at something that a grant brought, got neither");
    assert.match(parsed.error.hint ?? "", /^A message has kind, .+; a look has kind, automation, grant and handle\.$/);
  }
});

test("a prototype may be told of, as long as none is set", () => {
  const told = { ...message, options: { text: '"__proto__": x', __proto: 1 } };
  assert.deepEqual(parseProposal(told), { proposal: told });
});

test("the largest names and the largest proposal still fit", () => {
  assert.ok("proposal" in parseProposal({ ...look, automation: "x".repeat(200), handle: "x".repeat(2_000) }));
  const frame = JSON.stringify({ ...message, options: { text: "" } }).length;
  const filled = (length: number) => parseProposal({ ...message, options: { text: "x".repeat(length - frame) } });
  assert.ok("proposal" in filled(16_384));
  assert.ok("decision" in filled(16_385));
});

const automation = automationWith({
  reads: [
    { name: "git", connector: "git", options: { depth: 3 }, audience: [] },
    { name: "files", connector: "files", options: {}, audience: [] },
  ],
  writes: [{ name: "console", delivery: "console", options: {}, audience: [] }],
});

test("what a grant has brought in this run can be looked at by that grant, and nothing else", () => {
  const handles = new Set(["git:abc"]);
  const verdict = decideLook(automation, look, handles);
  assert.ok(verdict.decision === "allow");
  assert.equal(verdict.grant, automation.reads[0]);
  const denied: readonly [Partial<LookProposal>, string, string][] = [
    [{ automation: "other" }, "policy-other-automation", "expected a proposal of test, got one of other"],
    [{ grant: "mail" }, "policy-no-grant", 'expected a read of test, got "mail"'],
    [{ grant: "console" }, "policy-no-grant", 'expected a read of test, got "console"'],
    [{ grant: "__proto__" }, "policy-no-grant", 'expected a read of test, got "__proto__"'],
    [{ handle: "git:abd" }, "policy-no-handle", 'expected something that git brought in this run, got "git:abd"'],
    [{ handle: "git:abc " }, "policy-no-handle", 'expected something that git brought in this run, got "git:abc "'],
    [{ handle: "size" }, "policy-no-handle", 'expected something that git brought in this run, got "size"'],
  ];
  for (const [change, code, message] of denied) {
    const refused = decideLook(automation, { ...look, ...change }, handles);
    assert.ok(refused.decision === "deny", code);
    assert.deepEqual([refused.error.code, refused.error.message], [code, message]);
    assert.equal(refused.error.hint, "Only what a source under reads has brought in the same run can be looked at.");
  }
  assert.equal(decideLook(automation, look, new Set()).decision, "deny");
});
