import assert from "node:assert/strict";
import { test } from "node:test";
import { findMentions } from "../../src/definitions/mentions.ts";

const LABELS = [
  { label: "git", part: "git" },
  { label: "Google", part: "google" },
  { label: "Google Calendar", part: "google-calendar" },
];

function found(body: string): string[] {
  return findMentions(body, LABELS).map(({ part, text, offset }) => `${part ?? "?"} ${text} ${offset}`);
}

test("a mention is the longest name after the sign, in any case", () => {
  assert.deepEqual(found("Go through @Git, @GOOGLE CALENDAR's day and @Google."), [
    "git Git 11",
    "google-calendar GOOGLE CALENDAR 17",
    "google Google 44",
  ]);
});

test("a name that only starts like a known one is another name", () => {
  assert.deepEqual(found("@gitlab @Git-hub @Zoë"), ["? gitlab 0", "git Git 8", "? Zoë 17"]);
});

test("addresses, packages, paths, decorators in words and escaped signs are no mentions", () => {
  assert.deepEqual(found("ana@git.example a.b+c@git @types/node x/@git me@@git \\@git @ git @1 @acme.io"), []);
});

test("code is no place for mentions", () => {
  const body = "`@git` ``a ` @git`` @git\n```sh\n@git\n``\n@git\n```\n~~~~\n@git\n~~~\n@git\n~~~~\n@git\n```\n@git never closed";
  assert.deepEqual(found(body), [`git git ${body.indexOf("`` @git\n") + 3}`, `git git ${body.lastIndexOf("~~~~\n") + 5}`]);
});
