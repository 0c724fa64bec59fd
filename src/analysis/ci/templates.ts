import { hashOfBytes } from "../../lib/hash.ts";
import { cleanLine } from "./clean-line.ts";
import { maskLine } from "./mask.ts";
import { TEMPLATES } from "./parameters.ts";

/** Lines of one form: the words that all of them have, and `<*>` where they differ. */
interface Template {
  readonly words: string[];
  /** Forms with the number of lines that have them. */
  readonly members: Map<Form, number>;
}

/** What is left of a line once all that a pattern can recognise is masked. */
interface Form {
  readonly words: readonly string[];
  count: number;
  template: LineTemplate;
}

/** The form that a line has. */
export interface LineTemplate {
  /** The same for the same text. */
  readonly id: string;
  /** Its words, with `<*>` or the sign of a mask for what changes. */
  readonly text: string;
}

/** Finds the forms of the lines of one file. */
export interface Templates {
  push(line: string): void;
  /** The form of each line, in their order. */
  end(): LineTemplate[];
}

const ANY = "<*>";
const UNKNOWN: LineTemplate = { id: "", text: "" };
/** Words that stand by themselves, and the signs that join a name to its value. */
const BETWEEN = /\s+|(?<=[=:,;|([{])|(?=[)\]}])/;

/** A tree of the count of words and of the first of them, and by likeness below it. */
export function startTemplates(): Templates {
  const forms = new Map<string, Form>();
  const order: Form[] = [];
  const remembered = new Map<string, Form>();
  const formOf = (line: string): Form => {
    const words = wordsOf(line);
    const key = words.join(" ");
    const form = forms.get(key) ?? { words, count: 0, template: UNKNOWN };
    forms.set(key, form);
    return form;
  };
  return {
    push(line) {
      // No mask looks at which digit it is: what was masked once need not be again.
      const digitless = line.replaceAll(/\d/g, "0");
      const known = remembered.get(digitless);
      const form = known ?? formOf(line);
      if (!known && remembered.size < TEMPLATES.mostRemembered) remembered.set(digitless, form);
      form.count += 1;
      order.push(form);
    },
    end() {
      for (const template of group([...forms.values()]).flatMap(split)) {
        const text = template.words.join(" ");
        const id = hashOfBytes(text).slice(3, 15);
        for (const form of template.members.keys()) form.template = { id, text };
      }
      return order.map((form) => form.template);
    },
  };
}

/** The words of a line; one with a digit in it, or a path, tells of something, and several of these in a row are one. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const word of maskLine(cleanLine(line).text.slice(0, TEMPLATES.longest)).split(BETWEEN)) {
    const sign = isValue(word) ? ANY : word;
    if (word !== "" && !(sign === ANY && isListed(words))) words.push(sign);
    if (words.length === TEMPLATES.mostWords) break;
  }
  return words;
}

function isValue(word: string): boolean {
  return /\d|<(?:[A-Z]\w{0,4})>/.test(word) || /^\.{0,2}\/[\w@]|\/.*\/|^[A-Z]:\\/.test(word) || /^[\w.+-]+@[\w-]+\./.test(word);
}

function isListed(words: readonly string[]): boolean {
  const last = words.at(-1);
  return last === ANY || (last === "," && words.at(-2) === ANY);
}

function group(forms: readonly Form[]): Template[] {
  const buckets = new Map<string, Template[]>();
  for (const form of forms) {
    const key = `${form.words.length} ${form.words[0] ?? ""}`;
    const bucket = buckets.get(key) ?? [];
    buckets.set(key, bucket);
    const like = findLike(bucket, form.words);
    if (like) join(like, form);
    else bucket.push({ words: [...form.words], members: new Map([[form, form.count]]) });
  }
  return [...buckets.values()].flat();
}

/** The most like of the latest ones, where it is like enough. */
function findLike(bucket: readonly Template[], words: readonly string[]): Template | undefined {
  let [best, most]: [Template | undefined, number] = [undefined, 0];
  for (const template of bucket.slice(-TEMPLATES.mostCompared)) {
    const likeness = likenessOf(template.words, words);
    if (likeness > most) [best, most] = [template, likeness];
  }
  return most >= TEMPLATES.threshold ? best : undefined;
}

/** Of the places where either says something by itself, the share where both say the same. */
function likenessOf(a: readonly string[], b: readonly string[]): number {
  let [same, told] = [0, 0];
  for (const [index, word] of a.entries()) {
    if (word === ANY && b[index] === ANY) continue;
    told += 1;
    if (word === b[index]) same += 1;
  }
  return told === 0 ? 1 : same / told;
}

function join(template: Template, form: Form): void {
  for (const [index, word] of form.words.entries()) if (template.words[index] !== word) template.words[index] = ANY;
  template.members.set(form, form.count);
}

/** Parts what was joined, where a place has few plain words and each is said often: these are deeds, not names. */
function split(template: Template): Template[] {
  const place = template.words.findIndex((word, index) => word === ANY && isDeed(template, index));
  if (place === -1) return [template];
  const parts = Map.groupBy(template.members.keys(), ({ words }) => words[place] ?? "");
  return [...parts.values()].flatMap((members) => {
    const [first, ...rest] = members;
    if (!first) return [];
    const part: Template = { words: [...first.words], members: new Map([[first, first.count]]) };
    for (const form of rest) join(part, form);
    return split(part);
  });
}

function isDeed({ words, members }: Template, place: number): boolean {
  if (TEMPLATES.beforeNames.test(words[place - 1] ?? "")) return false;
  const counts = new Map<string, number>();
  for (const [form, count] of members) {
    const word = form.words[place] ?? "";
    if (!/^[A-Za-z]{2,24}[.:]?$/.test(word)) return false;
    counts.set(word, (counts.get(word) ?? 0) + count);
    if (counts.size > TEMPLATES.mostDeeds) return false;
  }
  return [...counts.values()].every((count) => count >= TEMPLATES.deedLeast);
}
