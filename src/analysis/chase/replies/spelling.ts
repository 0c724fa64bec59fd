/** A text in plain small letters, each of which knows where it came from. */
export interface Spelled {
  text: string;
  /** For each code unit of `text`, where what it stands for begins and ends in the text as typed. */
  starts: readonly number[];
  ends: readonly number[];
}

/** Words as they are looked for, and what they are read as; `$1` and the like stand for its groups. */
export type Respelling = readonly [words: RegExp, readAs: string];

/** How a language is told, and what its words are read as in English, which is the one language that replies are understood in. */
export interface Dictionary {
  /** Small and common words, in small letters without marks. */
  marks: RegExp;
  words: readonly Respelling[];
}

/** A part of a text that something else is read for. */
export interface Stand {
  start: number;
  end: number;
  readAs: string;
}

const SIGNS: Readonly<Record<string, string>> = {
  "’": "'",
  "‘": "'",
  "“": '"',
  "”": '"',
  ß: "ss",
  "–": "-",
  "—": "-",
  "\u00a0": " ",
  æ: "ae",
  œ: "oe",
  ø: "o",
};

/** Small letters without their marks; parts that something stands for are replaced. */
export function spell(typed: string, stands: readonly Stand[] = []): Spelled {
  const [letters, starts, ends]: [string[], number[], number[]] = [[], [], []];
  const put = (readAs: string, start: number, end: number): void => {
    letters.push(readAs);
    for (let unit = 0; unit < readAs.length; unit += 1) {
      starts.push(start);
      ends.push(end);
    }
  };
  for (let index = 0; index < typed.length;) {
    const stand = stands.find((each) => each.start === index && each.end > index);
    const character = String.fromCodePoint(typed.codePointAt(index) ?? 0);
    const end = stand ? stand.end : index + character.length;
    put(stand ? stand.readAs : plain(character), index, end);
    index = end;
  }
  return { text: letters.join(""), starts, ends };
}

/** A word without capitals and marks. */
export function plainWord(word: string): string {
  return [...word].map(plain).join("");
}

/** A pattern for nothing but these words, where Unicode is matched. */
export function literally(words: string): string {
  return words.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

function plain(character: string): string {
  return SIGNS[character] ?? character.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}

/** The same with each of the words read as what stands beside it, in their order. */
export function respell(spelled: Spelled, words: readonly Respelling[]): Spelled {
  return words.reduce((known, [pattern, readAs]) => replaceAll(known, pattern, readAs), spelled);
}

function replaceAll(spelled: Spelled, pattern: RegExp, readAs: string): Spelled {
  const matches = [...spelled.text.matchAll(pattern)].filter(([found]) => found !== "");
  return respellAt(
    spelled,
    matches.flatMap((match) => aroundGroup(match, readAs) ?? [whole(match, readAs)]),
  );
}

function whole(match: RegExpMatchArray, readAs: string): Stand {
  const start = match.index ?? 0;
  return { start, end: start + match[0].length, readAs: readAs.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? "") };
}

/** Where one group is kept, what stands around it: its words stay where they were typed. */
function aroundGroup(match: RegExpMatchArray, readAs: string): Stand[] | undefined {
  const [before, after, ...more] = readAs.split("$1");
  const kept = match[1] ?? "";
  const at = match[0].indexOf(kept);
  if (before === undefined || after === undefined || more.length > 0) return undefined;
  if (kept === "" || at === -1 || /\$\d/.test(before + after)) return undefined;
  const start = match.index ?? 0;
  return [
    { start, end: start + at, readAs: before },
    { start: start + at + kept.length, end: start + match[0].length, readAs: after },
  ];
}

/** The same with parts of it, by their offsets and in their order, read as something else. */
export function respellAt(spelled: Spelled, stands: readonly Stand[]): Spelled {
  if (stands.length === 0) return spelled;
  const [starts, ends]: [number[], number[]] = [[], []];
  let text = "";
  let taken = 0;
  const keep = (end: number): void => {
    text += spelled.text.slice(taken, end);
    starts.push(...spelled.starts.slice(taken, end));
    ends.push(...spelled.ends.slice(taken, end));
  };
  for (const { start, end, readAs } of stands) {
    keep(start);
    taken = end;
    text += readAs;
    starts.push(...Array.from({ length: readAs.length }, () => spelled.starts[start] ?? 0));
    ends.push(...Array.from({ length: readAs.length }, () => spelled.ends[end - 1] ?? 0));
  }
  keep(spelled.text.length);
  return { text, starts, ends };
}

/** Where [start, end) of what is read stands in what was typed. */
export function typedSpan(spelled: Spelled, start: number, end: number): readonly [number, number] {
  return [spelled.starts[start] ?? 0, spelled.ends[end - 1] ?? 0];
}
