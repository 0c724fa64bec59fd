import { breakWord, widthOf } from "../break-word.ts";

/** The columns of plain text in mail. */
const COLUMNS = 72;

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
