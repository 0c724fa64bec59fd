import { graphemesOf } from "../../lib/text.ts";

/** The columns of plain text in mail. */
const COLUMNS = 72;

/** Scripts and signs that take two columns each. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\u3000-\u303f\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6]/u;
const NARROWEST = /[\p{Mn}\p{Me}]/u;

/** Text in lines of at most 72 columns, the first behind `mark`, the others as far in; a word that is longer is broken. */
export function wrap(text: string, mark = ""): string {
  const room = COLUMNS - mark.length;
  const lines: string[] = [];
  let line = "";
  let width = 0;
  for (const word of text.split(" ").flatMap((each) => breakWord(each, room))) {
    const added = widthOf(word);
    if (line !== "" && width + 1 + added > room) {
      lines.push(line);
      line = "";
      width = 0;
    }
    width += added + (line === "" ? 0 : 1);
    line += line === "" ? word : ` ${word}`;
  }
  return [...lines, line].map((each, index) => (index === 0 ? mark : " ".repeat(mark.length)) + each).join("\n");
}

/** Pieces of at most so many columns, no letter parted from its marks. */
function breakWord(word: string, room: number): string[] {
  if (widthOf(word) <= room) return [word];
  const pieces = [""];
  for (const segment of graphemesOf(word)) {
    const last = pieces.at(-1) ?? "";
    if (widthOf(last + segment) > room) pieces.push(segment);
    else pieces[pieces.length - 1] = last + segment;
  }
  return pieces;
}

/** At most what a program shows that aligns its columns: programs disagree on many scripts. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  return [...text].reduce((sum, sign) => sum + (WIDE.test(sign) ? 2 : NARROWEST.test(sign) ? 0 : 1), 0);
}
