import type { Failure } from "../../../core/ci-failure.ts";
import { hashOfBytes } from "../../../lib/hash.ts";
import { startTemplates } from "../templates.ts";
import { GENERIC, INFRA_SIGNS, MERGE, TEST_FILE, VERSION } from "./parameters.ts";
import type { Fingerprinted, Fingerprints, History } from "./types.ts";

/** Short, and the same for the same parts. */
export function keyOf(...parts: readonly (string | null)[]): string {
  return hashOfBytes([String(VERSION), ...parts.map((part) => part ?? "-")].join("\u0000")).slice(3, 19);
}

/** Failures that are looked at in one step: some milliseconds of work. */
const AT_ONCE = 100;

/** Each failure with the signs by which it is known again; in the order of their ids, so that no order of files matters. In steps. */
export function* fingerprint(failures: readonly Failure[], history: History): Generator<void, Fingerprinted[]> {
  const inOrder = failures.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const templates = startTemplates();
  const messages = [...new Set(inOrder.map(({ masked }) => masked))].toSorted();
  for (const [index, message] of messages.entries()) {
    templates.push(message);
    if (index % AT_ONCE === 0) yield;
  }
  const forms = templates.end();
  const templateOf = new Map(messages.map((message, index) => [message, forms[index]?.id ?? ""]));
  const common = commonMessages(history);
  const described: Fingerprinted[] = [];
  for (const failure of inOrder) {
    described.push(describe(failure, templateOf.get(failure.masked) ?? "", common));
    if (described.length % AT_ONCE === 0) yield;
  }
  return described;
}

/** The file or class of a test: all of its name but the last part. */
export function placeOfTest(test: string): string {
  return test.split(" > ").slice(0, -1).join(" > ") || test;
}

/** `fn@file` with the file's last part alone: folders differ from machine to machine. */
function nameOfFrame({ fn, file }: { fn: string; file: string }): string {
  return `${fn.replace(/^(?:async|new|Object\.|Module\.) ?/, "")}@${file.split("/").at(-1) ?? ""}`;
}

function describe(failure: Failure, template: string, common: ReadonlySet<string>): Fingerprinted {
  const { errorType, masked, test, repository } = failure;
  const infra = signOf(failure);
  // Where builds run is one place for all repositories; two of them that say the same have nothing to do with each other otherwise.
  const own = infra === null && repository !== undefined ? [repository] : [];
  const inApp = failure.frames.filter((frame) => frame.inApp);
  const stack = inApp.filter(({ file }) => !TEST_FILE.test(file)).map(nameOfFrame);
  const top = inApp[0];
  const fingerprints: Fingerprints = {
    f1: keyOf("F1", errorType, masked, top ? nameOfFrame(top) : null, ...own),
    f2: keyOf("F2", errorType, masked, ...own),
    f3: keyOf("F3", template, ...own),
    ft: keyOf("FT", test === null ? null : placeOfTest(test), errorType, ...own),
    fs: inApp.length === 0 ? "" : keyOf("FS", ...inApp.map(nameOfFrame), ...own),
  };
  const isTelling = saysSomething(masked) && !common.has(fingerprints.f2);
  return { ...failure, fingerprints, isTelling, stack, infra };
}

function saysSomething(masked: string): boolean {
  const letters = masked.replaceAll(/<[A-Z]\w{0,4}>/g, "").replaceAll(/[^\p{L}]/gu, "").length;
  return letters >= MERGE.informativeLetters && !isGeneric(masked);
}

/** Word by word, since one pattern over all of a long message could take long. */
function isGeneric(masked: string): boolean {
  return masked
    .slice(0, 600)
    .split(/[\s:;,.()[\]{}"'`!=]+/)
    .every((word) => (word === "" || word.length > 40 ? word === "" : GENERIC.test(word)));
}

/** Of a test its message alone counts: what it prints may speak of anything. */
function signOf({ test, step, primaryError, region }: Failure): string | null {
  const text = test === null ? `${step ?? ""}\n${primaryError}\n${region.slice(-20_000)}` : primaryError.slice(0, 2_000);
  const lines = text.split("\n").map((line) => line.slice(0, 800));
  return INFRA_SIGNS.find(([, pattern]) => lines.some((line) => pattern.test(line)))?.[0] ?? null;
}

function commonMessages({ causes }: History): ReadonlySet<string> {
  if (causes.length < MERGE.commonLeast) return new Set();
  const counts = new Map<string, number>();
  for (const message of causes.flatMap(({ messages }) => messages)) counts.set(message, (counts.get(message) ?? 0) + 1);
  return new Set([...counts].flatMap(([message, count]) => (count / causes.length >= MERGE.commonShare ? [message] : [])));
}
