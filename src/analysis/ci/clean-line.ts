import { LINES } from "./parameters.ts";

/** Where a service says that one part of a job begins or ends. */
export interface Marker {
  readonly kind: "begin" | "end";
  readonly name: string;
}

/** One line as people wrote it, without what the service or a terminal put around it. */
export interface CleanLine {
  readonly text: string;
  readonly marker: Marker | null;
}

// oxlint-disable-next-line no-control-regex -- terminals are told their colours by such signs
const ESCAPES = /\u001b(?:\[[0-?]{0,60}[ -/]{0,10}[@-~]|[\]_P^X][^\u0007\u001b]{0,500}(?:\u0007|\u001b\\|$)|[ -/]{0,3}[0-~])/g;
// oxlint-disable-next-line no-control-regex -- what no reader can see
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]/g;
// oxlint-disable-next-line no-control-regex -- the same
const HAS_UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]/;
/** Job and step, as `gh run view --log` puts them before each line. */
const PREFIX = /^[^\t]{1,120}\t[^\t]{0,120}\t(?=\d{4}-\d\d-\d\dT)/;
/** GitHub: 2026-11-20T09:00:00.1234567Z; GitLab adds the stream, as in 00O or 01E+; Jenkins writes it in brackets. */
const STAMP = /^\ufeff?(?:\[?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z\]?(?: \d\d[OE][+ ]?)? ?)/;
/** TeamCity: clock, kind of line, and the step that wrote it. */
const TEAMCITY = /^\[\d\d:\d\d:\d\d\][A-Za-z]? ?:\t ?(?:\[Step \d{1,3}\/\d{1,3}\] ?)?/;
/** Before the escapes go, since some of these are made of them. */
const SECTIONS = /section_(start|end):\d{1,12}:([\w.-]{1,120})(?:\[[^\]]{0,200}\])?/;
const FOLD = /^travis_(fold|time):(start|end):([\w.-]{1,120})(?::[\w=,-]{0,200})?/;

const EMPTY: CleanLine = { text: "", marker: null };

/** A line without colours, stamps and prefixes; `marker` where it is a mark of the service rather than a line of a program. */
export function cleanLine(raw: string): CleanLine {
  if (raw === "") return EMPTY;
  let text = raw.includes("\t") ? raw.replace(PREFIX, "") : raw;
  text = text.replace(STAMP, "").replace(TEAMCITY, "");
  if (text.includes("\u001b")) text = text.replaceAll(ESCAPES, "");
  const section = text.includes("section_") ? SECTIONS.exec(text) : null;
  if (section) return { text: "", marker: { kind: section[1] === "start" ? "begin" : "end", name: section[2] ?? "" } };
  if (text.startsWith("travis_")) return foldOf(text);
  if (HAS_UNSEEN.test(text)) text = text.replaceAll(UNSEEN, "");
  text = (text.length > LINES.longest ? text.slice(0, LINES.longest) : text).trimEnd();
  return { text, marker: markerOf(text) };
}

function foldOf(text: string): CleanLine {
  const fold = FOLD.exec(text);
  if (!fold) return { text, marker: null };
  const rest = text.slice(fold[0].length).replace(UNSEEN, "").trimEnd();
  return { text: rest, marker: fold[1] === "fold" ? { kind: fold[2] === "start" ? "begin" : "end", name: fold[3] ?? "" } : null };
}

function markerOf(text: string): Marker | null {
  const first = text.charCodeAt(0);
  if (first === 35 || first === 58) {
    const group = /^(?:##\[|::)(group|endgroup|section)(?:\]|::)(.{0,200})/.exec(text);
    return group ? { kind: group[1] === "endgroup" ? "end" : "begin", name: (group[2] ?? "").trim() } : null;
  }
  if (first === 91) {
    const stage = /^\[Pipeline\] (?:\{ \((.{1,120})\)|\/\/ stage)$/.exec(text);
    return stage ? { kind: stage[1] === undefined ? "end" : "begin", name: stage[1] ?? "" } : null;
  }
  if (first === 45 || first === 126 || first === 43) {
    // https://buildkite.com/docs/pipelines/managing-log-output
    const header = /^(?:---|~~~|\+\+\+) (?!a\/|b\/|\/|\d|FAIL|PASS|SKIP)(\S.{0,120})$/.exec(text);
    return header && !/ -{2,}$|^\S+\t/.test(header[1] ?? "")
      ? { kind: "begin", name: (header[1] ?? "").replace(/:\w+: ?/g, "").trim() }
      : null;
  }
  if (text.startsWith("Post job cleanup.")) return { kind: "begin", name: "Post job cleanup" };
  return null;
}
