import type { Item } from "../../core/item.ts";
import { derived, fact, getFact, prose, type Prose } from "../../core/prose.ts";
import { joined } from "../facts.ts";
import { counted, more } from "./counted.ts";
import type { Summarise } from "./summary.ts";

/** Names in one line; the rest is counted. */
const MOST_NAMES = 3;
/** A line keeps the facts that it adds up, so it adds up no more. */
const MOST_REPORTS = 100;

/** How the tests went in the reports that are new or were written anew: how many failed and which, and which are flaky. */
export const summariseTests: Summarise = (news, { items }) => {
  const reports = news.filter((item) => item.kind === "report");
  if (reports.length === 0) return [];
  const paths = new Set(reports.map((report) => report.fields["path"]));
  const tests = items.filter((item) => item.source === "junit" && item.kind === "test" && paths.has(item.fields["report"] ?? null));
  const [flaky, failing] = [true, false].map((isFlaky) => tests.filter((test) => (test.fields["status"] === "flaky") === isFlaky));
  const named = [...(failing ?? []).slice(0, MOST_NAMES), ...(flaky ?? []).slice(0, MOST_NAMES)];
  const text = prose`Tests: ${outcome(reports)}${listed(": ", failing ?? [])}${listed("; flaky: ", flaky ?? [])}.`;
  const short = prose`Tests: ${outcome(reports)}.`;
  const cites = (named.length > 0 ? named : reports.slice(0, 1)).map(({ id }) => id);
  return [{ kind: "fact", text, short, cites, flags: [] }];
};

function outcome(reports: readonly Item[]): Prose {
  if (reports.length > MOST_REPORTS) return counted(reports, "report");
  const all = sum(reports, ["tests"], "test");
  const failed = sum(reports, ["failures", "errors"], "");
  const isBad = reports.some(({ fields }) => fields["failures"] !== 0 || fields["errors"] !== 0);
  return isBad
    ? prose`${failed} of ${all} failed in ${counted(reports, "report")}`
    : prose`${all} in ${counted(reports, "report")}, none failed`;
}

function sum(reports: readonly Item[], fields: readonly string[], unit: string): Prose {
  const facts = reports.flatMap((report) => fields.map((field) => getFact(report, `fields.${field}`)));
  return [
    derived(
      facts.reduce((total, { value }) => total + Number(value), 0),
      unit,
      facts,
    ),
  ];
}

function listed(label: string, tests: readonly Item[]): Prose {
  if (tests.length === 0) return [];
  const names = tests.slice(0, MOST_NAMES).map((test): Prose => [fact(test, "title")]);
  return prose`${label}${joined([...names, ...more(tests.slice(MOST_NAMES))], "; ")}`;
}
