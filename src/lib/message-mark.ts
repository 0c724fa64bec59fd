const BEGINNING = "<!-- Message ";

/** What stands in a text that Chief wrote where others write too: a comment of HTML, which nobody sees who reads it. */
export function messageMark(key: string): string {
  return `${BEGINNING}${key} -->`;
}

/** Whether a text is one that Chief wrote. */
export function hasMessageMark(text: string): boolean {
  return text.includes(BEGINNING);
}
