import type { DraftItem, Item } from "../../core/item.ts";
import { hashOfBytes, sealItem } from "../../lib/hash.ts";
import { withoutSecretForms } from "../../lib/secret-forms.ts";
import { shorten } from "../../lib/text.ts";
import { plainLine, plainLines } from "../../lib/junit/plain-text.ts";
import type { Problem, Report, TestCase } from "../../lib/junit/report.ts";
import { keyOf } from "../../lib/junit/tally.ts";

const LONGEST_TITLE = 200;
const LONGEST_BODY = 4_000;
const LONGEST_MESSAGE = 500;

/** A file that holds a report, and when it changed. */
export interface ReportFile {
  path: string;
  changedMs: number;
}

/** The Item of a report: its counts. */
export function toReportItem(file: ReportFile, report: Report): Item {
  const ranAt = findInstant(report.timestamp, file.changedMs);
  const { tests, failures, errors, skipped, flaky } = report.counts;
  return seal({
    id: `junit:${file.path}`,
    kind: "report",
    title: shorten(plainLine(report.name), LONGEST_TITLE) || file.path.slice(file.path.lastIndexOf("/") + 1),
    body: "",
    ts: ranAt ?? instantOf(file.changedMs),
    fields: { path: file.path, tests, failures, errors, skipped, flaky, timeSeconds: report.timeSeconds, ranAt },
  });
}

/** The Item of a test that failed, or failed first. What looks like a secret is left out. */
export function toTestItem(file: ReportFile, report: Report, test: TestCase): Item {
  const { suite } = test;
  const [problem] = test.problems;
  return seal({
    id: `junit:${file.path}#${anchorOf(test)}`,
    kind: "test",
    title: titleOf(test),
    body: bodyOf(test),
    ts: findInstant(suite.timestamp ?? report.timestamp, file.changedMs) ?? instantOf(file.changedMs),
    fields: {
      suite: shorten(safeLine(suite.path), LONGEST_TITLE),
      className: shorten(safeLine(test.className), LONGEST_TITLE),
      file: test.file === null ? null : shorten(plainLine(test.file), LONGEST_MESSAGE),
      line: test.line,
      status: test.status,
      message: problem ? shorten(messageOf(problem), LONGEST_MESSAGE) || null : null,
      type: problem ? shorten(safeLine(problem.type), LONGEST_TITLE) || null : null,
      timeSeconds: test.timeSeconds,
      retries: test.retries,
      report: file.path,
    },
  });
}

function seal(draft: Omit<DraftItem, "source" | "updatedAt" | "actors">): Item {
  return sealItem({ ...draft, source: "junit", updatedAt: draft.ts, actors: [] });
}

/** Names that differ only in what can't be seen stay apart. */
function anchorOf(test: TestCase): string {
  const key = keyOf(test);
  const plain = safeLine(key);
  return plain === key ? key : `${plain}~${hashOfBytes(key).slice(3, 13)}`;
}

/** A test's name with its class, or its suite where it has none, unless the name says so itself. */
function titleOf({ name, className, suite }: TestCase): string {
  const group = safeLine(className || suite.name);
  const own = safeLine(name);
  if (own === "") return shorten(group || "A suite without a name", LONGEST_TITLE);
  return shorten(group === "" || own.startsWith(group) ? own : `${shorten(group, LONGEST_TITLE / 2)}: ${own}`, LONGEST_TITLE);
}

function bodyOf({ problems, output }: TestCase): string {
  const parts = [...problems.map(partOf), plainLines(output)].filter((part) => part !== "");
  // What is cut first may no longer look like what it is.
  const body = withoutSecretForms(parts.join("\n\n"));
  return body.length <= LONGEST_BODY ? body : plainLines(body.slice(0, LONGEST_BODY - 1)).concat("…");
}

/** Most programs begin the text with the message: once is enough. */
function partOf(problem: Problem): string {
  const [message, text] = [plainLines(problem.message), plainLines(problem.text)];
  if (message === "" || text.includes(message)) return text;
  return text === "" ? message : `${message}\n${text}`;
}

function messageOf({ message, text }: Problem): string {
  return safeLine(message) || safeLine(plainLines(text).split("\n", 1)[0] ?? "");
}

function safeLine(text: string): string {
  return plainLine(withoutSecretForms(text));
}

/**
 * A report's own time as a UTC instant. Without a zone it is taken for UTC, as most programs write it; one that is later than the file's
 * last change can't be meant so, and is none.
 */
function findInstant(text: string | null, changedMs: number): string | null {
  const parts = /^\s*(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,3})\d*)?\s*(Z|[+-]\d\d:?\d\d)?\s*$/i.exec(text ?? "");
  if (!parts) return null;
  const zone = (parts[4] ?? "Z").toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, "$1:$2");
  const ms = Date.parse(`${parts[1]}T${parts[2]}.${(parts[3] ?? "").padEnd(3, "0")}${zone}`);
  return Number.isNaN(ms) || ms > changedMs || ms < 0 ? null : new Date(ms).toISOString();
}

function instantOf(ms: number): string {
  return new Date(Math.floor(ms)).toISOString();
}
