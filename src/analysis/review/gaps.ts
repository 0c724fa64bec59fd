import { firstFrom } from "./halving.ts";
import type { Span } from "./words.ts";

/** Lines that are there to be filled in by hand when it is signed. */
const SIGNING =
  /^\W*(?:signature|signed|sign here|by|name|title|date|place|position|printed name|its|witness|unterschrift)\b[^\n]{0,40}?(?:[:_]|\.{3})/i;
const BLOCK =
  /\bin witness whereof\b|\b(?:signed|executed)(?: and delivered)?[\s*_]+(?:for and )?on behalf of\b|^[ \t>*_|-]*(?:signature|signed(?: by)?|authori[sz]ed signatory|unterschrift)\b[^\n]{0,40}?(?::|_{3}|\.{4})|^[ \t>*_|-]*\/s\/ *\S/im;
const GAPS = [
  /\[\s*(?:tbd|tbc|todo|to be (?:confirmed|determined|agreed|inserted|completed)|insert\b[^\]\n]*|(?:company |customer |supplier |party |full )?(?:name|date|amount|address|price|number)|(?:[●•_?…]|\.{2,}|xx+)+|placeholder)\s*\](?!\()/giu,
  /(?<![\p{L}\p{N}])(?:TBD|TBC|TODO|FIXME|XXX+)(?![\p{L}\p{N}])/gu,
  /(?<![\p{L}\p{N}_])_{3,}(?![\p{L}\p{N}_])/gu,
  /<<[^<>\n]{1,60}>>|\{\{[^{}\n]{1,60}\}\}|<(?:insert|name|date|company|amount|address)[^<>\n]{0,40}>/giu,
  /\blorem ipsum\b/giu,
];
/** A rule across the page. */
const RULE = /^\s*(?:[-*_=]\s*){3,}$/;

/** Whether a document has a place for signatures, or is signed. */
export function isSigned(text: string): boolean {
  return BLOCK.test(text);
}

/** What was to be filled in and was not, in the order of the text, each place once. */
export function gapsIn(text: string): Span[] {
  const found = GAPS.flatMap((pattern) => [...text.matchAll(pattern)].map((match): Span => [match.index, match.index + match[0].length]));
  const lines = linesIn(text);
  const own = found.filter((span) => !isForSigning(text, span, lines)).toSorted((a, b) => a[0] - b[0] || b[1] - a[1]);
  let reached = 0;
  return own.filter(([start, end]) => {
    const isApart = start >= reached;
    reached = Math.max(reached, end);
    return isApart;
  });
}

/** A line of a text, and what it is there for. */
interface Line {
  span: Span;
  isRule: boolean;
  isSigning: boolean;
}

function linesIn(text: string): Line[] {
  let from = 0;
  return text.split("\n").map((line) => {
    const span: Span = [from, from + line.length];
    from = span[1] + 1;
    return { span, isRule: RULE.test(line), isSigning: SIGNING.test(line) };
  });
}

function isForSigning(text: string, [start, end]: Span, lines: readonly Line[]): boolean {
  const line = lines[firstFrom(lines, start + 1) - 1];
  return line !== undefined && (line.isRule || (line.isSigning && text.slice(start, end).includes("_")));
}
