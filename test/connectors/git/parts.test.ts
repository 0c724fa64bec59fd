import assert from "node:assert/strict";
import { test } from "node:test";
import { folderOf, isBot } from "../../../src/connectors/git/commit-traits.ts";
import { toInstant } from "../../../src/connectors/git/instant.ts";
import { findTodo } from "../../../src/connectors/git/todos.ts";
import { findWebPages } from "../../../src/connectors/git/web-address.ts";
import { createGitConnector } from "../../../src/connectors/git/index.ts";

test("notes of work left to do are told from words about them", () => {
  const notes = {
    "// TODO sort": "TODO sort",
    "x(); // FIXME: slow": "FIXME: slow",
    "# TODO": "TODO",
    "/* TODO: c */": "TODO: c",
    " * FIXME(ben): d": "FIXME(ben): d",
    "-- TODO e": "TODO e",
    "<!-- TODO f -->": "TODO f",
    "- TODO: g": "TODO: g",
    "TODO(ann): h": "TODO(ann): h",
  };
  for (const [line, note] of Object.entries(notes)) assert.equal(findTodo(line), note);
  const words = [
    "a TODO list",
    "const TODO = 1;",
    "`// TODO x`",
    '"TODO: x"',
    'assert(isNote("x(); // FIXME: slow"));',
    "  `shop: // TODO sort`,",
    "see TODO: x",
    "// TODOs are told",
    "like `FIXME(ann):`",
    "// AUTODO",
  ];
  for (const line of words) assert.equal(findTodo(line), undefined);
});

test("a commit happened in the deepest folder that holds most of its files", () => {
  assert.equal(folderOf(["src/cart/a.ts", "src/cart/b.ts", "src/x.ts"]), "src/cart");
  assert.equal(folderOf(["src/a/x.ts", "src/b/y.ts"]), "src");
  assert.equal(folderOf(["a.ts", "docs/b.md"]), undefined);
  assert.equal(folderOf([]), undefined);
});

test("programs are told from people by name or address", () => {
  assert.ok(
    isBot({ name: "dependabot[bot]", email: "" }) &&
      isBot({ name: "Renovate", email: "x" }) &&
      isBot({ name: "x", email: "49699333+x[bot]@users.example" }),
  );
  assert.ok(!isBot({ name: "Bo Talbot", email: "bot@example.org" }));
});

test("impossible times become the first of all", () => {
  assert.equal(toInstant("1763632800"), "2025-11-20T10:00:00.000Z");
  for (const bad of ["", "x", "99999999999999999", "999999999999"]) assert.equal(toInstant(bad), "1970-01-01T00:00:00.000Z");
});

test("the pages of known hosts are found in every form of address, without credentials", () => {
  for (const address of [
    "https://u:p@github.com/acme/shop.git",
    "git@github.com:acme/shop.git",
    "ssh://git@github.com:22/acme/shop",
    "https://GitHub.com/acme/shop/",
  ]) {
    assert.equal(findWebPages(address)?.commit("abc"), "https://github.com/acme/shop/commit/abc", address);
  }
  assert.equal(findWebPages("https://gitlab.com/a/b/c.git")?.tag("v1/2"), "https://gitlab.com/a/b/c/-/tags/v1%2F2");
  for (const address of [
    undefined,
    "",
    "/srv/shop.git",
    "https://evil.example/github.com/a/b",
    "https://github.com/a/../../x y",
    "ext::sh -c x",
    "javascript:alert(1)",
  ]) {
    assert.equal(findWebPages(address), undefined, address);
  }
});

test("a grant is described as people would say it", () => {
  assert.equal(createGitConnector().describe({ paths: ["."], depth: 3 }), "the git repositories in the workspace and up to 3 levels below");
  assert.equal(createGitConnector().describe({ paths: ["api", "~/code"], depth: 0 }), "the git repositories in api and ~/code");
});
