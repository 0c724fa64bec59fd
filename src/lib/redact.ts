/** A value of fewer characters is found in too much that is harmless. */
const SHORTEST_SECRET = 8;
/** Characters that nobody sees, and the ends of lines, which may stand within what is copied. */
const UNSEEN = String.raw`[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]`;
const ALL_UNSEEN = new RegExp(UNSEEN, "gu");
const SHOWN_INSTEAD = "(secret)";
/** By so many of its first characters a form is looked up. */
const HEAD = 4;
const MARKS = 0xff_ff;

/** Looks for some values, which it shows to nobody. */
export interface Redactor {
  /** The text with `(secret)` in place of each of the values. */
  redact(text: string): string;
  /** Whether one of the values is in the text. */
  find(text: string): boolean;
}

/**
 * Looks for values by what they are, in whatever case: as they stand, reversed, within JSON, in base64 (also the one for addresses, and
 * with anything before and behind), in hexadecimal, percent-encoded, and split by characters that nobody sees. Values of fewer than
 * 8 characters are not looked for. `shown` is what is told in their place.
 */
export function createRedactor(values: readonly string[], shown = SHOWN_INSTEAD): Redactor {
  const wanted = values.filter((value) => withoutUnseen(value).length >= SHORTEST_SECRET);
  const forms = [...new Set(wanted.flatMap(formsOf).map((form) => withoutUnseen(form).toLowerCase()))];
  const formsIn = createFinder(forms);
  const findAll = (text: string): readonly string[] => formsIn(withoutUnseen(text).toLowerCase());
  return {
    find: (text) => findAll(text).length > 0,
    redact(text) {
      const found = findAll(text);
      return found.length === 0 ? text : text.replace(patternOf(found), shown);
    },
  };
}

/** Looks for all forms in one pass, so that a text takes no longer where many secrets are known: a daemon learns new tokens each hour. */
function createFinder(forms: readonly string[]): (text: string) => readonly string[] {
  const byHead = Map.groupBy(forms, (form) => form.slice(0, HEAD));
  const heads = new Uint8Array(MARKS + 1);
  for (const head of byHead.keys()) heads[Array.from({ length: HEAD }).reduce<number>((mark, _, at) => rolled(mark, head, at), 0)] = 1;
  return (text) => {
    const found = new Set<string>();
    let mark = 0;
    for (let at = 0; at < text.length; at += 1) {
      mark = rolled(mark, text, at);
      if (heads[mark] === 0) continue;
      const start = Math.max(0, at + 1 - HEAD);
      for (const form of byHead.get(text.slice(start, at + 1)) ?? []) if (text.startsWith(form, start)) found.add(form);
    }
    return [...found];
  };
}

/** The mark of the last characters of a text, those before them left out by four shifts. */
function rolled(mark: number, text: string, at: number): number {
  return ((mark << 4) ^ text.charCodeAt(at)) & MARKS;
}

function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  const hex = bytes.toString("hex");
  return [
    value,
    [...value].toReversed().join(""),
    JSON.stringify(value).slice(1, -1),
    hex,
    hex.replaceAll(/../g, "%$&"),
    encodeURIComponent(value.toWellFormed()),
    ...base64Of(bytes),
  ];
}

/** Three bytes become four characters, so that it matters how many bytes stand before; characters that neighbours share are left out. */
function base64Of(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const all = Buffer.concat([Buffer.alloc(before), bytes]);
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((all.length * 8) / 6)];
    return [all.toString("base64").slice(from, to), all.toString("base64url").slice(from, to)];
  });
}

function withoutUnseen(text: string): string {
  return text.replaceAll(ALL_UNSEEN, "");
}

/** The longest first, so that nothing of it is left where a shorter one begins it. */
function patternOf(forms: readonly string[]): RegExp {
  const longestFirst = forms.toSorted((a, b) => b.length - a.length);
  const patterns = longestFirst.map((form) => Array.from(form, literal).join(`${UNSEEN}*`));
  return new RegExp(patterns.join("|"), "giu");
}

function literal(character: string): string {
  return String.raw`\u{${character.codePointAt(0)?.toString(16)}}`;
}
