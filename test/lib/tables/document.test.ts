import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseDocument } from "../../../src/lib/tables/document.ts";

const tasksIn = (text: string): string[] => parseDocument(text).tasks.map(({ line, mark, text: words }) => `${line} ${mark} ${words}`);

describe("a Markdown file", () => {
  it("has a task for each list item with a checkbox, whatever the list and the indentation", () => {
    const text = "# T\n- [ ] a\n  * [x] b\n\t+ [/] c\n1. [-] d\n2) [ ] e\n- []  no\n- [ ]no\n- [ ]\n[ ] no\ntext - [ ] no";
    assert.deepEqual(tasksIn(text), ["2   a", "3 x b", "4 / c", "5 - d", "6   e"]);
  });

  it("has no task in fenced code, also where the fence never ends", () => {
    assert.deepEqual(tasksIn("```md\n- [ ] code\n```\n- [ ] real\n~~~~\n- [ ] code\n~~~\n- [ ] code\n~~~~\n- [ ] real\n```\n- [ ] code"), [
      "4   real",
      "10   real",
    ]);
  });

  it("has no task in comments", () => {
    assert.deepEqual(tasksIn("<!-- - [ ] no -->\n<!--\n- [ ] no\n```\n-->\n- [ ] yes <!-- aside -->\n"), ["6   yes"]);
  });

  it("has parts below a task, by their indentation, unless something stands in between", () => {
    const parents = (text: string): string[] => parseDocument(text).tasks.map(({ text: words, parent }) => `${words} ${parent ?? "-"}`);
    assert.deepEqual(parents("- [ ] a\n  - [ ] b\n\n    - [x] c\n  - [ ] d\n- [ ] e\n\t- [ ] f"), [
      "a -",
      "b 1",
      "c 2",
      "d 1",
      "e -",
      "f 6",
    ]);
    assert.deepEqual(parents("1. [ ] a\n   - [ ] b\n - [ ] c\n- [ ] d"), ["a -", "b 1", "c -", "d -"]);
    assert.deepEqual(parents("- [ ] a\n- group\n  - [ ] b\n- [ ] c\n\n## New\n  - [ ] d"), ["a -", "b -", "c -", "d -"]);
    assert.deepEqual(parents("- [ ] a\n  words\n  ```\n- code\n  ```\n  - [ ] b"), ["a -", "b 1"]);
  });

  it("counts lines the same with every kind of line end", () => {
    for (const end of ["\n", "\r\n", "\r"]) assert.deepEqual(tasksIn(["---", "a: b", "---", "# T", "- [ ] x", ""].join(end)), ["5   x"]);
  });

  it("has headings without their signs", () => {
    assert.deepEqual(parseDocument("# One #\n\n###   Two\n#no\n    # no").headings, ["One", "Two"]);
  });

  it("has flat front matter, and none where it never ends", () => {
    const { frontMatter, prose } = parseDocument('---\nTitle: "A: b"\nexample: true\nlist:\n  - x\n---\ntext');
    assert.deepEqual(
      [...frontMatter],
      [
        ["title", "A: b"],
        ["example", "true"],
      ],
    );
    assert.equal(prose, "text");
    assert.equal(parseDocument("---\ntitle: x\n").frontMatter.size, 0);
  });

  it("has prose only where something is left besides headings and tasks", () => {
    assert.equal(parseDocument("# T\n\n- [ ] a\n<!-- b -->\n").prose, "");
    assert.equal(parseDocument("# T\n- [ ] a\nwords\n").prose, "# T\nwords");
  });

  it("is taken apart without delay, whatever is repeated in it", () => {
    for (const piece of ["<!--", "-->", "- [ ] ", "#", " ", "`", "~~~\n", "- [ ] x\n"]) parseDocument(piece.repeat(100_000));
  });
});
