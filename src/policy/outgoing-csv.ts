import { parse } from "csv-parse/sync";
import { textFaults, type Fault, type Look } from "./outgoing-text.ts";

const BYTE_ORDER_MARK = "\ufeff";
const FORMULA = /^\s*[=+\-@＝＋－＠]/u;

/** Whether a text is a file of comma-separated values: only these begin with the mark that spreadsheets know UTF-8 by. */
export function isCsv(text: string): boolean {
  return text.startsWith(BYTE_ORDER_MARK);
}

/** What is wrong with a file of comma-separated values, field by field: what its words look like, and what a spreadsheet would compute. */
export function* csvFaults(csv: string, look: Look): Generator<Fault> {
  const records: readonly (readonly string[])[] = parse(csv, { bom: true, record_delimiter: "\r\n" });
  for (const field of records.flat()) {
    if (FORMULA.test(field)) yield { kind: "image", got: "a formula" };
    yield* textFaults(field, look);
  }
}
