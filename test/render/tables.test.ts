import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "csv-parse/sync";
import type { Briefing, Bullet, Chart, Section } from "../../src/core/briefing.ts";
import { derived, prose, strong, type Prose } from "../../src/core/prose.ts";
import { renderCsv } from "../../src/render/csv.ts";
import { dataOf } from "../../src/render/data.ts";
import { renderHtml } from "../../src/render/html.ts";
import { renderMail } from "../../src/render/mail/mail.ts";
import { renderMarkdown } from "../../src/render/markdown.ts";
import { findStamp } from "../../src/render/stamp.ts";
import { renderTerminal } from "../../src/render/terminal.ts";
import { bulletOf, factOf, sampleBriefing } from "./sample.ts";

const TASK = "files:tasks/launch.md#a1";

function rowOf(name: string, owner: Prose, due: string): Bullet {
  const [what, by] = [factOf(name), factOf(due, "date")];
  return { ...bulletOf(prose`${what} is due ${by}.`, TASK), cells: [prose`${what}`, owner, [by]] };
}

const rows = [rowOf("Contract | Acme", prose`${strong("Dana")}`, "2026-11-16"), rowOf("Load test", [], "2026-11-20")];
const further = bulletOf(prose`One more has no date.`);

function tableOf(bullets: readonly Bullet[], changes: Partial<Section> = {}): Section {
  return { id: "open", title: "Open", style: "list", columns: ["What", "Owner", "Due"], bullets, ...changes };
}

function briefingOf(...sections: readonly Section[]): Briefing {
  return sampleBriefing({ sections, gaps: [] });
}

const briefing = briefingOf(tableOf([...rows, further]));

describe("a section with columns", () => {
  it("is a table of a page: with its title, heads of its columns, and each row known by its name", () => {
    const html = renderHtml(briefing);
    assert.match(
      html,
      /<caption>Open<\/caption>\n<thead><tr><th scope="col">What<\/th><th scope="col">Owner<\/th><th scope="col">Due<\/th>/,
    );
    assert.match(html, /<th scope="row"><bdi>Contract \| Acme<\/bdi><span class="cite"> <a href="#F1">\[F1\]<\/a><\/span><\/th>/);
    assert.match(html, /<td data-label="Owner"><strong>Dana<\/strong><\/td><td data-label="Due">Mon 16 Nov<\/td>/);
    assert.match(html, /<td><\/td>/);
    assert.match(html, /<body class="wide">/);
    assert.doesNotMatch(renderHtml(sampleBriefing()), /class="wide"/);
  });

  it("tells below it what fills no columns", () => {
    assert.match(renderHtml(briefing), /<\/table>\n<ul>\n<li>One more has no date\.<\/li>\n<\/ul>/);
    assert.match(renderMarkdown(briefing), /\| Fri 20 Nov \|\n\n- One more has no date\.\n/);
    assert.match(renderMail(briefing).html, /<\/table>\n<ul[^>]*>\n<li[^>]*>One more has no date\./);
  });

  it("is a table in Markdown, its signs masked", () => {
    assert.match(
      renderMarkdown(briefing),
      /\| What \| Owner \| Due \|\n\| --- \| --- \| --- \|\n\| Contract \\\| Acme \[F1\] \| \*\*Dana\*\* \| Mon 16 Nov \|\n\| Load test \[F1\] \| {2}\| Fri 20 Nov \|/,
    );
  });

  it("stands in columns in a terminal that is wide enough, and else line by line", () => {
    const wide = renderTerminal(briefing, { width: 60, color: false });
    assert.match(
      wide,
      /Open\nWhat +Owner {2}Due\nContract \| Acme \[F1\] {2}Dana {3}Mon 16 Nov\nLoad test \[F1\] {15}Fri 20 Nov\n- One more/,
    );
    assert.match(renderTerminal(briefing, { width: 36, color: false }), /- Contract \| Acme is due Mon 16 Nov\n/);
  });

  it("is a table of a mail, whose plain text tells it line by line", () => {
    const { html, text } = renderMail(briefing);
    assert.match(html, /<th scope="col"[^>]*>Owner<\/th>/);
    assert.match(html, /<td[^>]*><span class="label" style="display:none">Owner: <\/span><strong>Dana<\/strong><\/td>/);
    assert.match(text, /- Contract \| Acme is due Mon 16 Nov \[F1\]\.\n- Load test is due/);
  });

  it("has as many rows as lines where a mail is shortened", () => {
    const long = renderMail(briefingOf(tableOf(Array.from({ length: 3_000 }, () => rows[0] ?? further)))).html;
    assert.equal(long.match(/<tr class="row">/g)?.length, 64);
    assert.match(long, /2,936 more, left out here/);
  });

  it("is told line by line where cells and columns do not match", () => {
    for (const wrong of [tableOf(rows, { columns: ["What"] }), tableOf(rows, { columns: [] }), tableOf([further])]) {
      assert.doesNotMatch(renderHtml(briefingOf(wrong)), /<table/);
    }
  });

  it("shows the key of a flag with its row", () => {
    const flagged = { ...rowOf("Contract", [], "2026-11-16"), flags: ["3fa2c1b0d5e6f708"] };
    assert.match(renderHtml(briefingOf(tableOf([flagged]))), /\[F1\]<\/a><\/span><span class="cite"> 3fa2c1b<\/span><\/th>/);
  });

  it("is data for programs as it is", () => {
    const { sections } = dataOf(briefing);
    assert.deepEqual(sections, briefing.sections);
  });
});

describe("tables as comma-separated values", () => {
  const recordsIn = (csv: string): string[][] => parse(csv, { bom: true });

  it("have a record for each row, and say what could not be checked and what they are", () => {
    const gaps = [bulletOf(prose`Slack could not be read. Run \`chief connect slack\`.`)];
    const csv = renderCsv({ ...briefing, gaps, example: true }, "v1:abc");
    assert.ok(csv.startsWith("\ufeffSection,What,Owner,Due,Remark,Evidence\r\n"), csv);
    const place = "Send the signed contract to Acme (tasks/launch.md)";
    assert.deepEqual(recordsIn(csv).slice(1), [
      ["EXAMPLE", "", "", "", "made-up data, to show what a briefing looks like", ""],
      ["Open", "Contract | Acme", "Dana", "Mon 16 Nov", "", place],
      ["Open", "Load test", "", "Fri 20 Nov", "", place],
      ["Open", "", "", "", "One more has no date.", ""],
      ["Could not check", "", "", "", "Slack could not be read. Run chief connect slack.", ""],
      ["Morning briefing", "", "", "", "Chief briefing as of 2026-11-19T17:00:00.000Z; message v1:abc", ""],
    ]);
    assert.equal(findStamp(csv), "2026-11-19T17:00:00.000Z");
  });

  it("leave each other's columns empty, and ours to us", () => {
    const other = tableOf([{ ...further, cells: [prose`one`, prose`two`] }], { title: "Other", columns: ["Evidence", "Due"] });
    const [heads, ...records] = recordsIn(renderCsv(briefingOf(tableOf(rows), other), "k"));
    assert.deepEqual(heads, ["Section", "What", "Owner", "Due", "Evidence (2)", "Remark", "Evidence"]);
    assert.deepEqual(records[2], ["Other", "", "", "two", "one", "", ""]);
  });

  it("hold no formula, whatever stands in a cell", () => {
    for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", '=HYPERLINK("x";"y")', "-5"]) {
      const csv = renderCsv(briefingOf(tableOf([{ ...further, cells: [[factOf(text)], prose`a,"b"`, prose`x`] }])), "k");
      const [, record = []] = recordsIn(csv);
      assert.match(record[1] ?? "", /^'/, text);
      assert.equal(record[2], 'a,"b"');
    }
  });

  it("are no file of Chief's without their last record", () => {
    for (const text of ["\ufeffSection,A\r\n1,2\r\n", "Section,A\r\n", "a,Chief briefing as of 2026-11-19T17:00:00.000Z; message x\r\n"]) {
      assert.equal(findStamp(text), undefined);
    }
  });
});

describe("a chart", () => {
  const pointOf = (label: string, value: number) => ({ label: prose`${label}`, value: [derived(value, "hour", [])], cites: [] });
  const chart: Chart = {
    form: "bars",
    title: "Hours <to> merge",
    unit: "hour",
    points: [pointOf("last week", 5), pointOf("this week", 20)],
  };
  const shown = (changes: Partial<Chart>): string => renderHtml(briefingOf(tableOf([further], { chart: { ...chart, ...changes } })));

  it("draws bars beside their numbers, in a table that is read like any other", () => {
    const html = shown({});
    assert.match(html, /<table class="bars">\n<caption>Hours &lt;to&gt; merge<\/caption>/);
    assert.match(
      html,
      /<th scope="row"><bdi>last week<\/bdi><\/th><td><div><svg [^>]*aria-hidden="true"><rect width="25" height="1"\/><\/svg><span>5 hours<\/span>/,
    );
    assert.match(html, /<rect width="100" height="1"\/><\/svg><span>20 hours<\/span>/);
  });

  it("draws a line with a name, and all its numbers in words", () => {
    const html = shown({ form: "line", points: [3, 0, 6, 1, 1, 1, 2].map((value, at) => pointOf(`day ${at}`, value)) });
    assert.match(html, /role="img"[^>]* aria-labelledby="chart-1" aria-describedby="chart-1-all"><title id="chart-1">Hours/);
    assert.match(html, /<desc id="chart-1-all">day 0: 3 hours; day 1: 0 hours; day 2: 6 hours;/);
    assert.match(html, /points="0,15 16\.7,30 33\.3,0 /);
    assert.deepEqual(
      [...html.matchAll(/<li><strong>(\d) hours?<\/strong> <bdi>(day \d)/g)].map(([, value, day]) => [value, day]),
      [
        ["3", "day 0"],
        ["6", "day 2"],
        ["2", "day 6"],
      ],
    );
  });

  it("is left out where nothing can be compared, and of numbers that are none", () => {
    const none = { ...pointOf("none", 1), value: prose`many` };
    for (const points of [[], [pointOf("one", 1)], [pointOf("one", 1), none], [pointOf("one", Number.NaN), pointOf("two", 2)]]) {
      assert.doesNotMatch(shown({ points }), /<svg/);
    }
    assert.match(shown({ points: [pointOf("one", 0), pointOf("two", -2)] }), /<rect width="0" /);
  });

  it("is left out where pictures can't be shown", () => {
    const drawn = briefingOf(tableOf([further], { chart }));
    const plain = briefingOf(tableOf([further]));
    assert.equal(renderMarkdown(drawn), renderMarkdown(plain));
    assert.deepEqual(renderMail(drawn), renderMail(plain));
    assert.equal(renderTerminal(drawn, { width: 80, color: false }), renderTerminal(plain, { width: 80, color: false }));
  });
});

describe("a long page", () => {
  it("says first where its parts are", () => {
    const long = tableOf(Array.from({ length: 60 }, () => rows[0] ?? further));
    const html = renderHtml(briefingOf(long, tableOf([further], { title: "Further" })));
    assert.match(
      html,
      /<nav aria-label="Parts of this page">\n<ul>\n<li><a href="#part-1">Open<\/a> \(60\)<\/li>\n<li><a href="#part-2">Further<\/a> \(1\)/,
    );
    assert.doesNotMatch(renderHtml(briefing), /<nav/);
  });

  it("names two parts of one title once", () => {
    const html = renderHtml(briefingOf(tableOf([further]), tableOf([further])));
    assert.match(html, /<section class="open" aria-labelledby="part-1">[^]*<section class="open">/);
  });
});
