import { Temporal } from "temporal-polyfill";
import { plainDateOf } from "../../core/work-calendar.ts";
import { actorsOf } from "../../lib/transcript/actors.ts";
import { bodyOf, parseTranscript, secondsIn, type TranscriptText } from "../../lib/transcript/parse-transcript.ts";
import { addDraft, type Collection } from "./collection.ts";
import type { Draft } from "./drafts.ts";
import { findExample, type Example } from "./example.ts";
import type { FileText } from "./read-text.ts";

/** Adds what was said in a meeting as one Item, where its file changed within the window; a file in which nobody says anything is told of. */
export function collectTranscript(collection: Collection, file: Extract<FileText, { kind: "text" }>): void {
  const parsed = parseTranscript(file.text, file.path);
  if (!parsed) {
    collection.remarks.push(`${file.path}: expected lines such as "Ana: …" or the cues of a .vtt or .srt file, got none.`);
    return;
  }
  const example = findExample(parsed.head, collection.window.to, collection.timezone);
  collection.remarks.push(...(example?.remarks ?? []).map((remark) => `${file.path}: ${remark}.`));
  const draft = draftOf(file, parsed, example, collection.timezone);
  addDraft(collection, draft, file, example);
}

function draftOf(file: Extract<FileText, { kind: "text" }>, parsed: TranscriptText, example: Example | undefined, timezone: string): Draft {
  const { title, turns } = parsed;
  const said = parsed.date === undefined ? undefined : (example?.move(parsed.date) ?? parsed.date);
  const date = said ?? plainDateOf(new Date(example?.editedAtMs ?? file.changedAtMs).toISOString(), timezone);
  const body = bodyOf(turns);
  const item = {
    id: `files:${file.path}`,
    source: "files",
    kind: "transcript",
    title,
    body,
    actors: actorsOf(parsed),
    fields: {
      path: file.path,
      date,
      dated: said !== undefined,
      turns: turns.length,
      seconds: secondsIn(turns) ?? null,
      ...(example && { example: true }),
    },
  };
  const began = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: timezone });
  return { item, isStanding: false, content: body, remarks: [], began: new Date(began.epochMilliseconds).toISOString() };
}
