import { readLetter } from "../../analysis/language/read-letter.ts";
import { ASKED, type Reading as Sentence } from "../../analysis/language/reading.ts";
import type { Workspace } from "../../core/workspace.ts";
import { countOf } from "../../lib/text.ts";
import { guardText } from "../../render/guard.ts";
import { formatDay, formatInstant, type Reader } from "../../render/prose.ts";
import { EXIT } from "../exit.ts";
import { loadLetterFile, type LetterFile } from "../letter-file.ts";
import { printJson, table } from "../print.ts";
import type { Session } from "../session.ts";
import { loadPlace } from "../../shipped.ts";

const LONGEST_SENTENCE = 300;

/** What is said in a letter, and where it lies. */
interface Triaged extends LetterFile {
  file: string;
  sentences: readonly Sentence[];
}

/** What the sentences of letters ask, promise and propose, with by when and how surely. */
export async function run(session: Session, files: readonly string[]): Promise<number> {
  const { workspace } = await loadPlace(session.directory, session.env);
  const assumed = { writtenAt: new Date().toISOString(), timezone: workspace.calendar.timezone, readerNames: namesOfOwner(workspace) };
  const triaged: Triaged[] = [];
  for (const file of files) {
    const path = file === "-" ? file : session.absolute(file);
    const read = await loadLetterFile(path, session.surroundings.stdin, assumed);
    triaged.push({ file, ...read, sentences: readLetter(read.letter) });
  }
  if (session.json) printJson(session, { files: triaged.map(toJson) });
  else session.print(triaged.map((each) => inWords(each, session, assumed)).join("\n\n"));
  return EXIT.ok;
}

function namesOfOwner({ people }: Workspace): string[] {
  return people.all.filter(({ key }) => key === "me").flatMap(({ name, aliases }) => [name, ...aliases]);
}

function toJson({ file, from, letter, sentences }: Triaged) {
  const { text, writtenAt, timezone } = letter;
  return {
    file,
    ...(from !== undefined && { from }),
    writtenAt,
    timezone,
    sentences: sentences.map(({ span: [start, end], ...told }) => ({ text: text.slice(start, end), start, end, ...told })),
  };
}

function inWords(
  { file, from, letter, sentences }: Triaged,
  session: Session,
  { writtenAt, timezone }: { writtenAt: string; timezone: string },
): string {
  const reader = { timezone, asOf: writtenAt };
  const matters = sentences.filter((sentence) => whatItDoes(sentence) !== "");
  const rows = matters.map((sentence) => row(sentence, letter.text, reader));
  const by = from === undefined ? "" : `, from ${guardText(from, LONGEST_SENTENCE)}`;
  const heading = `${guardText(file, LONGEST_SENTENCE)}${by}, written ${formatInstant(letter.writtenAt, reader)}`;
  const rest = sentences.length - matters.length;
  const others = `${countOf(rest, matters.length > 0 ? "other sentence" : "sentence")} ${rest === 1 ? "asks" : "ask"} and ${rest === 1 ? "promises" : "promise"} nothing.`;
  const told = rows.length === 0 ? [] : [table([["WHAT", "WHEN", "SURE", "WORDS"], ...rows], session.tableWidth)];
  return [heading, ...told, ...(rest > 0 || rows.length === 0 ? [others] : [])].join("\n");
}

function row(sentence: Sentence, text: string, reader: Reader): string[] {
  const { request, when, span } = sentence;
  const sure = request >= ASKED ? `${Math.round(request * 100)} %` : "";
  return [whatItDoes(sentence), when ? shownTime(when.at, reader) : "", sure, guardText(text.slice(...span), LONGEST_SENTENCE)];
}

function whatItDoes({ request, isQuestion, isPromise, isMeeting, escalation }: Sentence): string {
  const words = [
    request >= ASKED ? (isQuestion ? "asks" : "requests") : undefined,
    isPromise ? "promises" : undefined,
    isMeeting ? "meets" : undefined,
    escalation === undefined ? undefined : "alarms",
  ];
  return words.filter((word) => word !== undefined).join(", ");
}

/** A plain date is the same day everywhere. */
function shownTime(at: string, reader: Reader): string {
  return at.length > 10 ? formatInstant(at, reader) : formatDay(`${at}T12:00:00Z`, { ...reader, timezone: "UTC" });
}
