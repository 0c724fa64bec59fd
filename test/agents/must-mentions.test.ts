import assert from "node:assert/strict";
import { test } from "node:test";
import type { Claim } from "../../src/core/claim.ts";
import { renderMarkdown } from "../../src/render/markdown.ts";
import { claim, scripted, shown } from "./scripted.ts";
import { briefingOf, openWorld } from "./world.ts";

/** What the reader sees where a model writes these lines about the findings that it was shown. */
async function writtenWith(t: Parameters<typeof openWorld>[0], linesFor: (flags: readonly string[]) => readonly Claim[]): Promise<string> {
  const model = scripted((request) => {
    if (request.role !== "executor") return { answer: { lines: [] } };
    return { claims: linesFor([...shown(request).matchAll(/^(FL\d+) /gm)].map(([, name = ""]) => name)) };
  });
  const life = openWorld(t).start(model);
  return renderMarkdown(await briefingOf(life, await life.run("one")));
}

const CODE = /## At risk\n\n1\. \*\*Book the room is due today\*\*[^]*\n2\. \*\*Send the contract was due/;

test("one line of a model about all that must be told takes nothing of it from the reader", async (t) => {
  const text = await writtenWith(t, (flags) => [claim("This needs no action.", ["F1", "F2", "F3"], { kind: "judgement", flags })]);
  assert.match(text, CODE);
  assert.doesNotMatch(text, /At risk\n[^#]*This needs no action/);
});

test("what a model writes of a flag that must be told stands in the summary", async (t) => {
  const text = await writtenWith(t, ([flag = ""]) => [
    claim("This one comes before the rest.", ["F3"], { kind: "judgement", flags: [flag] }),
  ]);
  assert.match(text, CODE);
  assert.match(text, /## Summary\n\n- This one comes before the rest/);
});
