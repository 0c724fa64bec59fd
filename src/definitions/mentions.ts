/** An `@` with a name after it, in the instructions. */
export interface Mention {
  /** The part that is meant; undefined where no part is called so. */
  part?: string;
  /** As it was written, without the `@`. */
  text: string;
  /** Of the `@`, in UTF-16 code units from the start of the body. */
  offset: number;
}

/** A name that may stand after `@`, and the part that it means. */
export interface Label {
  label: string;
  part: string;
}

/** Not part of an address, a path or a word; not escaped. */
const AT_SIGN = /(?<![\p{L}\p{N}_.+@/\\-])@(?=\p{L})/gu;

/** All mentions outside code. E-mail addresses, package names and escaped signs are none. */
export function findMentions(body: string, labels: readonly Label[]): Mention[] {
  const text = blankCode(body);
  const longestFirst = labels.toSorted((a, b) => b.label.length - a.label.length);
  return [...text.matchAll(AT_SIGN)].flatMap(({ index }) => {
    const rest = text.slice(index + 1, index + 101);
    const known = longestFirst.find(({ label }) => startsWithWord(rest, label));
    if (known) return [{ part: known.part, text: rest.slice(0, known.label.length), offset: index }];
    const word = /^[\p{L}\p{N}_-]+(?![\p{L}\p{N}_-]|[/.]\S)/u.exec(rest)?.[0];
    return word === undefined ? [] : [{ text: word, offset: index }];
  });
}

function startsWithWord(text: string, word: string): boolean {
  return text.slice(0, word.length).toLowerCase() === word.toLowerCase() && !/^[\p{L}\p{N}_]/u.test(text.slice(word.length));
}

/** The same text with code turned into spaces, so that offsets stay. */
function blankCode(body: string): string {
  let fence: string | undefined;
  const lines = body.split("\n").map((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) {
      fence = mark;
      return mark === undefined
        ? line.replaceAll(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, (code) => " ".repeat(code.length))
        : " ".repeat(line.length);
    }
    if (mark?.startsWith(fence)) fence = undefined;
    return " ".repeat(line.length);
  });
  return lines.join("\n");
}
