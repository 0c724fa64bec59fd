import { widthOf } from "../break-word.ts";
import { EXAMPLE_WORD, type Evidence, type Line } from "../page.ts";
import type { Letter, LetterBlock } from "./length.ts";
import { moreIn, shortenedBy } from "./words.ts";
import { wrap } from "./wrap.ts";

/** A letter for programs that show no HTML, and for people who want none: headings underlined, links numbered at the end. */
export function letterText(letter: Letter): string {
  const parts = [
    letter.example === undefined ? "" : wrap(`${EXAMPLE_WORD}: ${letter.example}`),
    wrap(textOf(letter.headline)),
    ...letter.blocks.map(blockText),
    evidenceText(letter.evidence),
    wrap(textOf(letter.coverage)),
    wrap(letter.answer ?? ""),
    wrap(shortenedBy(letter) ?? ""),
    wrap(letter.origin),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function blockText(block: LetterBlock): string {
  const lines = block.lines.map(textOf);
  const more = moreIn(block);
  const rest = more === undefined ? [] : [more];
  if (block.style === "line") return under(block.title, wrap([...lines, ...rest].join(" ")));
  if (block.style === "text") return under(block.title, [...lines.map((line) => wrap(line)), ...rest].join("\n"));
  const widest = String(lines.length).length;
  const mark = (index: number): string => (block.style === "numbered" ? `${String(index + 1).padStart(widest)}. ` : "- ");
  return under(block.title, [...lines.map((line, index) => wrap(line, mark(index))), ...rest].join("\n"));
}

/** A web address stands on a line of its own and whole, so that it can be followed. */
function evidenceText(evidence: readonly Evidence[]): string {
  if (evidence.length === 0) return "";
  const entries = evidence.map(({ alias, title, place, url }) => {
    const mark = `[${alias}] `;
    if (url === undefined) return wrap(place === undefined ? title : `${title} (${place})`, mark);
    return `${wrap(title, mark)}\n${" ".repeat(mark.length)}${url}`;
  });
  return under("Evidence", entries.join("\n"));
}

function under(title: string, text: string): string {
  const heading = wrap(title);
  const rule = "-".repeat(widthOf(heading.split("\n").at(-1) ?? ""));
  return [heading, rule, text].filter((part) => part !== "").join("\n");
}

function textOf(line: Line): string {
  return line.map((segment) => segment.text).join("");
}
