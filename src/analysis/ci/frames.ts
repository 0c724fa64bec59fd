import type { Frame } from "../../core/ci-failure.ts";
import { FRAMES, LINES } from "./parameters.ts";

/** How a language writes one line of a stack trace; its groups are `fn`, `file` and `line`. */
interface FrameForm {
  readonly pattern: RegExp;
  /** Whether the innermost call comes last, as in Python. */
  readonly isLast: boolean;
}

const LONGEST_LINE = 500;
const FORMS: readonly FrameForm[] = [
  { pattern: /^\s*(?:E {3})?\s*File "(?<file>[^"]{1,300})", line (?<line>\d{1,7})(?:, in (?<fn>.{1,120}))?/, isLast: true },
  { pattern: /^\s*at (?<fn>[\w.$/<>]{1,200})\((?<file>[\w$-]{1,120}\.(?:java|kt|scala|groovy)):(?<line>\d{1,7})\)/, isLast: false },
  { pattern: /^\s*at (?<fn>\S.{0,200}?) in (?<file>.{1,300}):line (?<line>\d{1,7})/, isLast: false },
  { pattern: /^(?<file>[^\s:()]{1,300}\.py):(?<line>\d{1,7}): ?\w*$/, isLast: true },
  {
    pattern: /^\s*(?:at )?(?:async )?(?<fn>[^()]{1,200}?) \((?:file:\/\/)?(?<file>[^()]{1,300}?):(?<line>\d{1,7})(?::\d{1,7})?\)/,
    isLast: false,
  },
  { pattern: /^\s*at (?:async )?(?:file:\/\/)?(?<file>[^\s()]{1,300}?):(?<line>\d{1,7})(?::\d{1,7})?$/, isLast: false },
  { pattern: /^\s*❯ (?:(?<fn>[\w.<>$]{1,120}) )?(?<file>[^\s:]{1,300}):(?<line>\d{1,7}):\d{1,7}$/, isLast: false },
  { pattern: /^\s*#? ?(?<file>[^\s:]{1,300}\.(?:rb|ex|exs|php)):(?<line>\d{1,7})(?::in [`'](?<fn>[^'`]{1,120})['`])?/, isLast: false },
  // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
  { pattern: /^::error [^:]{0,200}?\bfile=(?<file>[^,:]{1,300})(?:,[^:]{0,100}?\bline=(?<line>\d{1,7}))?/, isLast: false },
  { pattern: /panicked at (?:'.{0,300}', )?(?<file>[^\s:]{1,300}):(?<line>\d{1,7}):\d{1,7}/, isLast: false },
  { pattern: /^\s*(?:[,╭][-─]\[)(?<file>[^\s:\]]{1,300}):(?<line>\d{1,7}):\d{1,7}\]/, isLast: false },
  { pattern: /^\s*(?:-->|location:) '?(?<file>[^\s:']{1,300}):(?<line>\d{1,7})/, isLast: false },
  { pattern: /^\s*(?<file>[^\s:()]{1,300}\.\w{1,5})(?::|\()(?<line>\d{1,7})(?:[:,]\d{1,7})?\)?(?::|\s|$)/, isLast: false },
];

/** The calls that a text tells of, innermost first, without those that only carry a failure on. */
export function findFrames(lines: readonly string[]): Frame[] {
  const runs: { form: FrameForm; frames: Frame[] }[] = [];
  const outer: Frame[] = [];
  for (const line of lines) {
    // What it was caused by lies further within than all that was told so far.
    if (/^\s*Caused by\b/.test(line)) outer.unshift(...framesOf(runs.splice(0)));
    const found = frameOf(line.slice(0, LONGEST_LINE).replace(LINES.border, ""));
    if (!found) continue;
    const run = runs.at(-1);
    if (run?.form === found.form) run.frames.push(found.frame);
    else runs.push({ form: found.form, frames: [found.frame] });
  }
  const frames = [...framesOf(runs), ...outer];
  const told = frames.filter(({ fn }) => !FRAMES.irrelevant.test(fn));
  return (told.length > 0 ? told : frames).slice(0, FRAMES.most);
}

function framesOf(runs: readonly { form: FrameForm; frames: Frame[] }[]): Frame[] {
  return runs.flatMap(({ form, frames }) => (form.isLast ? frames.toReversed() : frames));
}

function frameOf(line: string): { form: FrameForm; frame: Frame } | undefined {
  for (const form of FORMS) {
    const groups = form.pattern.exec(line)?.groups;
    if (!groups) continue;
    const fn = groups["fn"]?.trim() ?? "";
    const file = placeOf(groups["file"] ?? "", fn);
    return { form, frame: { fn, file, line: Number(groups["line"] ?? 0), inApp: !FRAMES.foreign.test(file) } };
  }
  return undefined;
}

/** Java names the file alone: its package is in the name of the function. */
function placeOf(file: string, fn: string): string {
  const path = file.replaceAll("\\", "/");
  if (!/\.(?:java|kt|scala|groovy)$/.test(path)) return path;
  const packages = fn.replace(/^.*\//, "").split(".").slice(0, -2);
  return [...packages, path].join("/");
}
