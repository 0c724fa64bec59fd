import { findErrorType } from "../../analysis/ci/error-type.ts";
import { findRegion, type Region } from "../../analysis/ci/region.ts";
import { wordsOf } from "../../analysis/ci/primary-error.ts";
import { linesWithoutSecretForms, withoutSecretForms } from "../../lib/secret-forms.ts";
import { isReportRoot } from "../../lib/junit/reading.ts";
import { countOf } from "../../lib/text.ts";
import { EXIT } from "../exit.ts";
import { usageError, type Options } from "../options.ts";
import { printJson } from "../print.ts";
import type { Session } from "../session.ts";
import { readLog, type ReadLog } from "./read-log.ts";

const LONGEST_LINE = 600;
/** Comments and declarations before the first element of a document. */
const MOST_LINES_BEFORE = 20;
const DECIDED = {
  difference: "those that no log that passed has",
  anchors: "those that point at a failure, and what stands around them",
  exit: "the last before it ended with a failure, since none points at one",
} as const;

/** Prints which lines of a log tell what went wrong. */
export async function runRegion(session: Session, [path = "-"]: readonly string[], options: Options): Promise<number> {
  const read = await readLog(session, path, options.list("green"));
  if (isReport(read)) {
    throw usageError(
      `expected ${path} to be a log, got a test report`,
      `Try ${session.call(`ci group ${path}`)}, which reads test reports.`,
    );
  }
  const region = cleared(findRegion(read.log));
  if (session.json) printJson(session, toJson(region, read, options.flag("why")));
  else session.print(inWords(region, read, options.flag("why")));
  return EXIT.ok;
}

/** By its first element: other documents may be what a program printed. */
function isReport({ log }: ReadLog): boolean {
  const head = log.lines
    .slice(0, MOST_LINES_BEFORE)
    .map(({ text }) => text)
    .join("\n")
    .trimStart();
  return head.startsWith("<") && isReportRoot(/<([A-Za-z][\w.-]{0,60})/.exec(head)?.[1] ?? "");
}

/** What looks like a secret is not shown; each line stays the line that it was. */
function cleared({ lines, primary, step, ...rest }: Region): Region {
  const texts = linesWithoutSecretForms(lines.map(({ text }) => text));
  return {
    ...rest,
    lines: lines.map((line, index) => ({ ...line, text: texts[index] ?? "" })),
    primary: primary && { ...primary, text: withoutSecretForms(primary.text) },
    step: step === null ? null : withoutSecretForms(step),
  };
}

function toJson(region: Region, { log, remarks }: ReadLog, withReasons: boolean) {
  const { lines, primary, mode, reasons, step } = region;
  return {
    lines: lines.map(({ number }) => number),
    primaryError: primary ? wordsOf(primary.text) : null,
    primaryLine: primary?.number ?? null,
    errorType: primary ? findErrorType(primary.text) : null,
    decidedBy: mode,
    step,
    total: log.total,
    remarks,
    ...(withReasons && { why: reasons }),
  };
}

function inWords({ lines, primary, mode, reasons, step }: Region, { log, remarks }: ReadLog, withReasons: boolean): string {
  const heading = primary ? wordsOf(primary.text) : "No line says what went wrong.";
  const why = new Map(reasons.map(({ line, by, weight }) => [line, `  [${by} ${weight}]`]));
  const told = lines.map(
    ({ number, text }) => `${String(number).padStart(7)}  ${text.slice(0, LONGEST_LINE)}${withReasons ? (why.get(number) ?? "") : ""}`,
  );
  const total = countOf(log.total, "line");
  const place = step === null ? "" : ` In the step ${step}.`;
  const weights = withReasons && told.length > 0 ? ["In brackets: what a line was known by, and what it weighs."] : [];
  const count =
    mode === "nothing" ? `Nothing in its ${total} points at a failure.` : `${lines.length} of ${total}: ${DECIDED[mode]}.${place}`;
  const odd = remarks.length === 0 ? [] : [`The log: ${remarks.join("; ")}.`];
  return [heading, count, ...weights, ...odd, ...(told.length === 0 ? [] : ["", ...told])].join("\n");
}
