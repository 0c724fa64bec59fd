/** What the letters and digits of a line come to, apart from what changes from run to run; -1 for a line with nothing in it. */
export function lineKey(text: string): number {
  let [low, high, at, seen] = [0x811c9dc5, 0x1b873593, 0, 0];
  const add = (code: number): void => {
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x5bd1e995) ^ (high >>> 13);
  };
  let last = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (!isWord(code)) {
      at += 1;
      if (isSpace(code) ? isSpace(last) : last === NUMBER && code === POINT) continue;
      add(isSpace(code) ? 32 : code);
      last = code;
      continue;
    }
    const start = at;
    while (at < text.length && isWord(text.charCodeAt(at))) at += 1;
    seen += at - start;
    const sign = signOf(text, start, at);
    if (sign === null) for (let each = start; each < at; each += 1) add(text.charCodeAt(each));
    // A number with a point in it is one number.
    else if (last !== NUMBER) add(sign);
    last = sign === null ? 1 : NUMBER;
  }
  return seen === 0 ? -1 : (high >>> 11) * 4294967296 + (low >>> 0);
}

const NUMBER = 2;
const NOTHING = 3;
const POINT = 46;
const LONGEST_NAME = 20;

function isWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code > 191;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9;
}

/** The sign that stands for a number or a name made by chance; null for a word. "0 errors" is another line than "3 errors". */
function signOf(text: string, start: number, end: number): number | null {
  let [digits, hexes, upper] = [0, 0, 0];
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) digits += 1;
    else if ((code >= 97 && code <= 102) || (code >= 65 && code <= 70)) hexes += 1;
    if (code >= 65 && code <= 90) upper += 1;
  }
  const length = end - start;
  if (digits === 0) return null;
  if (digits === length) return isNone(text, start, end) ? NOTHING : NUMBER;
  const first = text.charCodeAt(start);
  if (first >= 48 && first <= 57 && length < 8) return NUMBER;
  if (digits + hexes === length && length >= 7) return NUMBER;
  return length >= LONGEST_NAME && digits >= 4 && (upper > 2 || digits >= length / 4) ? NUMBER : null;
}

function isNone(text: string, start: number, end: number): boolean {
  return (
    end - start === 1 &&
    text.charCodeAt(start) === 48 &&
    text.charCodeAt(end) === 32 &&
    isWord(text.charCodeAt(end + 1)) &&
    text.charCodeAt(start - 1) !== POINT
  );
}
