import { readFile, stat } from "node:fs/promises";
import { text as textOf } from "node:stream/consumers";
import type { Act, Action, MeetingActs } from "../../analysis/meeting/acts.ts";
import type { Span } from "../../analysis/language/sentences.ts";
import { readMeeting } from "../../analysis/meeting/read-meeting.ts";
import { PermanentError } from "../../core/errors.ts";
import { actorsOf } from "../../lib/transcript/actors.ts";
import { bodyOf, parseTranscript, type TranscriptText } from "../../lib/transcript/parse-transcript.ts";
import { guardText } from "../../render/guard.ts";
import { EXIT } from "../exit.ts";
import { printJson, table } from "../print.ts";
import type { Session } from "../session.ts";

const LARGEST_BYTES = 20_000_000;
const LONGEST_LINE = 600;

/** A transcript with what it says. */
interface Notes {
  transcript: TranscriptText;
  body: string;
  acts: MeetingActs;
}

/** Prints the notes of one transcript, wherever its file lies. Code alone writes them: no model is asked, nothing is sent or kept. */
export async function run(session: Session, [file = "-"]: readonly string[]): Promise<number> {
  const path = file === "-" ? file : session.absolute(file);
  const notes = notesOf(path, await load(path, session.surroundings.stdin));
  if (session.json) printJson(session, toJson(notes));
  else session.print(inWords(notes, session));
  return EXIT.ok;
}

/** Days are plain dates, so that no zone makes them others. */
function notesOf(path: string, text: string): Notes {
  const transcript = parseTranscript(text, path === "-" ? "" : path);
  if (!transcript) throw refused(path, 'a transcript, with lines such as "Ana: …" or the cues of a .vtt or .srt file', "none");
  const body = bodyOf(transcript.turns);
  const { date } = transcript;
  return {
    transcript,
    body,
    acts: readMeeting({ body, actors: actorsOf(transcript), timezone: "UTC", ...(date !== undefined && { date }) }),
  };
}

async function load(path: string, stdin: AsyncIterable<Uint8Array>): Promise<string> {
  if (path === "-") return textOf(withinLimit(stdin));
  try {
    const { size } = await stat(path);
    if (size > LARGEST_BYTES) throw refused(path, "at most 20 MB long", `${size} bytes`);
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof PermanentError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw refused(path, "a file that can be read", code);
  }
}

/** Stops reading where it is too much: what is piped in may never end. */
async function* withinLimit(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > LARGEST_BYTES) throw refused("what is piped in", "at most 20 MB long", "more");
    yield chunk;
  }
}

function refused(path: string, wanted: string, got: string): PermanentError {
  return new PermanentError("file-unreadable", `expected ${path} to be ${wanted}, got ${got}`, {
    hint: "Name a .vtt, .srt, .txt or .md file, or - for what is piped in.",
  });
}

function toJson({ transcript, body, acts }: Notes) {
  const words = ([start, end]: Span): string => body.slice(start, end);
  const told = ({ quote, at, turn, by, confidence }: Act) => ({
    quote: words(quote),
    by: by ?? null,
    at: at ?? null,
    line: turn + 1,
    confidence,
  });
  return {
    title: transcript.title,
    date: transcript.date ?? null,
    attendees: actorsOf(transcript).map(({ name }) => name),
    decisions: acts.decisions.map(({ what, sure, supersedes, ...act }) => ({
      what: words(what),
      sure,
      ...told(act),
      supersedes: supersedes ? words(supersedes) : null,
    })),
    questions: acts.questions.map(({ to, ...act }) => ({ ...told(act), to: to ?? null })),
    actions: acts.actions.map(({ task, owner, due, dueWords, agreed, ...act }) => ({
      task: words(task),
      owner: owner ?? null,
      due: due ?? null,
      dueWords: dueWords ? words(dueWords) : null,
      agreed: agreed ? words(agreed) : null,
      ...told(act),
    })),
    risks: acts.risks.map(told),
    undecided: acts.undecided.map(told),
    parked: acts.parked.map(told),
  };
}

function inWords(notes: Notes, session: Session): string {
  const { transcript, acts } = notes;
  const { title, date } = transcript;
  const names = actorsOf(transcript).map(({ name }) => name);
  const heading = [title, ...(date === undefined ? [] : [date]), ...(names.length === 0 ? [] : [names.join(", ")])];
  const parts = [
    part(
      "Decisions",
      acts.decisions.filter(({ sure }) => sure),
      notes,
    ),
    part(
      "Perhaps decided (nobody said so in as many words)",
      acts.decisions.filter(({ sure }) => !sure),
      notes,
    ),
    part("Open questions", acts.questions, notes),
    actionsPart(acts.actions, notes, session),
    part("Named as risks", acts.risks, notes),
    part("Not decided", acts.undecided, notes),
    part("Put off", acts.parked, notes),
  ].filter((lines) => lines !== "");
  const found = parts.length === 0 ? ["Nothing was decided, asked or taken on in words that could be made out."] : parts;
  return [guardText(heading.join("; "), LONGEST_LINE), ...found].join("\n\n");
}

function part(name: string, acts: readonly Act[], { body }: Notes): string {
  return acts.length === 0 ? "" : [name, ...acts.map((act) => `- ${saidIn(act, body)}`)].join("\n");
}

function actionsPart(actions: readonly Action[], { body }: Notes, session: Session): string {
  if (actions.length === 0) return "";
  const rows = actions.map((action) => [
    guardText(body.slice(...action.task), LONGEST_LINE),
    guardText(action.owner ?? "nobody yet", LONGEST_LINE),
    action.due ?? (action.dueWords ? guardText(body.slice(...action.dueWords), LONGEST_LINE) : "none said"),
    saidIn(action, body),
  ]);
  return `Actions\n${table([["TASK", "OWNER", "DUE", "SAID"], ...rows], session.tableWidth)}`;
}

function saidIn({ quote, by, at }: Act, body: string): string {
  const source = [by, at].filter((each) => each !== undefined).join(", ");
  return guardText(`“${body.slice(...quote)}”${source === "" ? "" : ` (${source})`}`, LONGEST_LINE);
}
