import type { Attributes } from "./elements.ts";

/** JUnit's names for the elements and attributes of a format with the same purpose; what has none is passed over. */
interface Dialect {
  readonly elements: ReadonlyMap<string, string>;
  readonly attributes: ReadonlyMap<string, string>;
}

/** https://docs.nunit.org/articles/nunit/technical-notes/usage/Test-Result-XML-Format.html; NUnit 2 begins with test-results. */
const NUNIT: Dialect = {
  elements: new Map([
    ["test-run", "testsuites"],
    ["test-results", "testsuites"],
    ["test-suite", "testsuite"],
    ["test-case", "testcase"],
    ["failure", "failure"],
    ["output", "system-out"],
  ]),
  attributes: new Map([
    ["name", "name"],
    ["classname", "classname"],
    ["result", "status"],
    ["label", "result"],
    ["duration", "time"],
    ["time", "time"],
    ["start-time", "timestamp"],
  ]),
};

/** What `dotnet test --logger trx` and Visual Studio write. */
const TRX: Dialect = {
  elements: new Map([
    ["TestRun", "testsuite"],
    ["UnitTestResult", "testcase"],
    ["ErrorInfo", "failure"],
    ["RunInfo", "error"],
    ["StdOut", "system-out"],
    ["StdErr", "system-err"],
    ["UnitTest", "definition"],
    ["TestMethod", "method"],
  ]),
  attributes: new Map([
    ["name", "name"],
    ["testName", "name"],
    ["testId", "id"],
    ["id", "id"],
    ["className", "classname"],
    ["outcome", "status"],
    ["duration", "time"],
    ["startTime", "timestamp"],
  ]),
};

const DIALECTS: ReadonlyMap<string, Dialect> = new Map([
  ["test-run", NUNIT],
  ["test-results", NUNIT],
  ["TestRun", TRX],
]);

/** Whether a document that begins with this element is read by conversion. */
export function isConverted(root: string): boolean {
  return DIALECTS.has(root);
}

/** JUnit's name of an element of a document; empty where JUnit knows no such thing. */
export function elementIn(root: string, name: string): string {
  const dialect = DIALECTS.get(root);
  return dialect ? (dialect.elements.get(name) ?? "") : name;
}

/** The attributes of an element of a document, by JUnit's names. */
export function attributesIn(root: string, attributes: Attributes): Attributes {
  const known = DIALECTS.get(root)?.attributes;
  if (!known) return attributes;
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (known.has(name) ? [[known.get(name) ?? name, value]] : [])),
  );
}
