/** One header of a letter, unfolded; its name in lower case. */
export interface Field {
  name: string;
  value: string;
}

/** Where programs would disagree about a head, it proves nothing of who wrote it. */
const UNCLEAR = /\0|\r(?!\n)|(?<!\r)\n/;
const FIELD = /^([!-9;-~]+):([^]*)$/;

/**
 * The headers of a letter, the topmost first; undefined where its head has no end, or can be read in more than one way: with bare line
 * ends, lines that are no header, or a space before a colon.
 */
export function parseHead(bytes: Buffer): Field[] | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const head = bytes.toString("latin1", 0, end);
  if (UNCLEAR.test(head)) return undefined;
  const fields = head
    .replaceAll(/\r\n(?=[ \t])/g, "")
    .split("\r\n")
    .map(fieldOf);
  return fields.every((field) => field !== undefined) ? fields : undefined;
}

/** All values of a header, the topmost first. */
export function valuesOf(fields: readonly Field[], name: string): string[] {
  return fields.flatMap((field) => (field.name === name ? [field.value] : []));
}

function fieldOf(line: string): Field | undefined {
  const [, name, value] = FIELD.exec(line) ?? [];
  return name === undefined || value === undefined ? undefined : { name: name.toLowerCase(), value: value.trim() };
}
