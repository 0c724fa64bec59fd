import assert from "node:assert/strict";
import { test } from "node:test";
import { chief, makeFolder, writeFiles } from "../support/chief.ts";
import { createRepository } from "../support/repository.ts";

const asOf = ["--as-of", "2099-03-06T09:00:00Z"];

test("What init makes shows a made-up day until there is something of one's own, and each made-up line is forgotten then", async (t) => {
  const folder = makeFolder(t);
  const { stderr } = await chief(folder, "init", "mine");
  assert.match(
    stderr,
    /Write your addresses into mine\/config\/people\.yaml, and bring your own data by .*connect google, github, slack or notion/,
  );
  const { stdout, code } = await chief(folder, "run", "morning-briefing", "--dir", "mine", ...asOf);
  assert.equal(code, 0);
  assert.match(
    stdout.replaceAll(/\s+/g, " "),
    /^EXAMPLE: .* your own comes with chief connect google, chief connect slack, chief connect github and chief connect notion/,
  );
  assert.match(stdout, /Acme demo/);
  assert.doesNotMatch(stdout, /automations|files over/, "Chief's own definitions are no notes");
  writeFiles(folder, { "mine/plan.md": "- [ ] Send the offer due: 2099-03-05\n" });
  const own = await chief(folder, "run", "morning-briefing", "--dir", "mine", "--as-of", "2099-03-07T09:00:00Z");
  assert.equal(own.code, 5);
  assert.doesNotMatch(own.stdout, /EXAMPLE|Acme|Cleared/);
  assert.match(own.stdout, /Send the offer/);
  assert.match(
    own.stdout.replaceAll(/\s+/g, " "),
    /gmail: expected an account of google to be connected, got none\. Run `chief connect google/,
  );
});

test("In a repository of one's own nothing is made up", async (t) => {
  const folder = makeFolder(t);
  await createRepository([{ at: "2099-03-05T09:00:00Z", message: "Add the cart", files: { "cart.ts": "" } }], folder);
  const { stdout, code } = await chief(folder, "run", "weekly-digest", ...asOf);
  assert.equal(code, 5);
  assert.doesNotMatch(stdout, /EXAMPLE|example\/shop/);
  assert.match(stdout.replaceAll(/\s+/g, " "), /Add the cart .* github: expected an account of github/);
});

test("Beside one's own customers, launches or transcripts nothing is made up", async (t) => {
  const folder = makeFolder(t, { "feedback/mails.csv": "Date,Customer,Feedback\n2099-03-04,Fjord Books,The labels are too small\n" });
  const { stdout, code } = await chief(folder, "run", "user-feedback", ...asOf);
  assert.equal(code, 5);
  assert.doesNotMatch(stdout, /EXAMPLE|example\/shop/);
  assert.match(stdout.replaceAll(/\s+/g, " "), /The labels are too small.* github: expected an account of github/);
});
