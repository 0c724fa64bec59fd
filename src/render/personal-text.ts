import type { Line } from "./page.ts";
import { pagesIn, type Personal, type PersonalPart } from "./personal.ts";

/** Text in lines that are not too long, the first behind `mark`, the others as far in. */
export type WrapText = (text: string, mark?: string) => string;

/** What is for one person, as plain text: addresses stand on lines of their own and whole, so that they can be followed. */
export function personalText({ parts }: Personal, wrap: WrapText): string {
  return `${parts.map((part) => partText(part, wrap)).join("\n\n")}\n`;
}

function partText({ form, lines }: PersonalPart, wrap: WrapText): string {
  if (form === "list") return lines.map(({ line }) => lineText(line, wrap, "- ")).join("\n");
  return lines.map(({ line }) => lineText(line, wrap, "")).join("\n");
}

function lineText(line: Line, wrap: WrapText, mark: string): string {
  const text = line.map((segment) => segment.text).join("");
  return [wrap(text, mark), ...pagesIn(line).map((url) => `${" ".repeat(mark.length)}${url}`)].join("\n");
}
