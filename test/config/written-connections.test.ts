import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "yaml";
import { z } from "zod";
import { showConnection, withConnection, withoutConnection } from "../../src/config/written-connections.ts";
import { REFERENCE } from "./workspace.ts";

const ENTRY = { kind: "slack", token: REFERENCE("SLACK_BOT_TOKEN") };
const LINES = `  acme:\n    kind: slack\n    token: ${REFERENCE("SLACK_BOT_TOKEN")}\n`;

/** What is written in chief.yaml, and what becomes of it when a connection called acme is added. */
const CASES: Readonly<Record<string, readonly [before: string, after: string]>> = {
  "an empty file": ["", `connections:\n${LINES}`],
  "nothing but a comment": ["# mine\n", `# mine\n\nconnections:\n${LINES}`],
  "other keys, and no newline at the end": ["timezone: UTC\nlog: info # loud", `timezone: UTC\nlog: info # loud\n\nconnections:\n${LINES}`],
  "a key without a value": ["connections:\n# below\nlog: info\n", `connections:\n${LINES}# below\nlog: info\n`],
  "an empty mapping with a comment": ["connections: {} # none yet\nlog: info\n", `connections: # none yet\n${LINES}log: info\n`],
  "another one, with its comments": [
    "connections:\n  # the office\n  office: # here\n    kind: smtp\n    host: mail.example.com # ours\n\n# about logs\nlog:   info\n",
    `connections:\n  # the office\n  office: # here\n    kind: smtp\n    host: mail.example.com # ours\n${LINES}\n# about logs\nlog:   info\n`,
  ],
  "others, indented by four, at the end of the file": [
    "connections:\n    office:\n        kind: smtp",
    `connections:\n    office:\n        kind: smtp\n${LINES.replaceAll(/^/gm, "  ").trimEnd()}\n`,
  ],
  "others on one line": [
    "connections: { office: { kind: smtp } } # all\nlog: info\n",
    `connections: # all\n  office:\n    kind: smtp\n${LINES}log: info\n`,
  ],
  "one of that name, with another after it": [
    "connections:\n  acme:\n    kind: smtp\n    oauth2:\n      clientId: x\n  office:\n    kind: smtp\n",
    `connections:\n${LINES}  office:\n    kind: smtp\n`,
  ],
};

for (const [name, [before, after]] of Object.entries(CASES)) {
  test(`a connection is added to ${name}, and nothing else is touched`, () => {
    assert.equal(withConnection(before, "acme", ENTRY), after);
    const { acme: _gone, ...others } = connectionsOf(before);
    assert.deepEqual(connectionsOf(withoutConnection(after, "acme")), others);
  });
}

function connectionsOf(text: string): Record<string, unknown> {
  const shape = z.object({ connections: z.record(z.string(), z.unknown()).nullish() }).nullish();
  return shape.parse(parse(text))?.connections ?? {};
}

test("the example of chief.yaml gets a connection and loses it again, and every other line stays", () => {
  const before = readFileSync(new URL("../../config/chief.example.yaml", import.meta.url), "utf8");
  const after = withConnection(before, "acme", ENTRY);
  assert.equal(after, before.replace("connections: {}\n", `connections:\n${LINES}`));
  assert.equal(withoutConnection(after, "acme"), before);
});

test("the last connection leaves an empty mapping, and one that is not there changes nothing", () => {
  assert.equal(withoutConnection(`connections: # all\n${LINES}log: info\n`, "acme"), "connections: {} # all\nlog: info\n");
  assert.equal(withoutConnection("connections: { a: { kind: smtp }, b: { kind: smtp } }", "a"), "connections:\n  b:\n    kind: smtp\n");
  assert.equal(withoutConnection("log: info", "acme"), "log: info");
});

test("a form that can't be added to is left alone, with the way out", () => {
  for (const text of ["connections: none\n", "- connections\n", "connections: [a]\n"]) {
    assert.throws(() => withConnection(text, "acme", ENTRY), { name: "ConfigError", code: "config-unwritable" });
  }
});

test("what will be written is shown as it will stand there", () => {
  assert.equal(`${showConnection("acme", ENTRY)}\n`, `connections:\n${LINES}`);
});
