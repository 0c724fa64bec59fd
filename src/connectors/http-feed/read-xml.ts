import { Parser } from "htmlparser2";
import { nextTurn } from "../../lib/next-turn.ts";
import { authorOf, fewOf, lineOf, MOST_ENTRIES, wordsOf, type FeedContent, type FeedEntry, type Markup } from "./entry.ts";
import { instantIn } from "./instant.ts";

/** One element whose text is being gathered. */
interface Field {
  name: string;
  depth: number;
  markup: Markup;
  text: string;
}

/** What an entry says so far: its texts by the names of their elements. */
interface Draft {
  depth: number;
  texts: Map<string, { text: string; markup: Markup }[]>;
  links: Map<string, string>;
  about: string | undefined;
  isPermaLink: boolean;
}

interface Reading {
  root: string | undefined;
  /** What stands before the names of the feed's own elements. */
  prefix: string;
  depth: number;
  field: Field | undefined;
  draft: Draft | undefined;
  title: string | undefined;
  entries: FeedEntry[];
  left: number;
  isWhole: boolean;
  isBeyond: boolean;
}

/** Pieces in which the text is given to the parser, so that others have their turn, and it ends soon where enough is read. */
const PIECE = 32 * 1024;
const DEEPEST = 1_000;
const LONGEST_TEXT = 200_000;
/** https://www.rfc-editor.org/rfc/rfc4287, https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec */
const ROOTS: ReadonlySet<string> = new Set(["feed", "rss", "rdf:RDF"]);
const ENTRIES: ReadonlySet<string> = new Set(["entry", "item"]);
/** Elements of an entry whose text counts. */
const TEXTS: ReadonlySet<string> = new Set(
  "id guid title link description summary content content:encoded published issued updated modified pubDate dc:date author dc:creator category dc:subject".split(
    " ",
  ),
);

/** The entries of RSS, Atom or RDF; undefined where it is none of them. Entities that it declares itself stay as they are written, and nothing that it names is fetched. */
export async function readXml(text: string, base: string | undefined): Promise<FeedContent | undefined> {
  const reading: Reading = {
    ...{ root: undefined, prefix: "", depth: 0, field: undefined, draft: undefined, title: undefined },
    ...{ entries: [], left: 0, isWhole: false, isBeyond: false },
  };
  const parser = new Parser(
    {
      onopentag: (name, attributes) => open(reading, name, attributes),
      ontext: (piece) => addText(reading, piece),
      onclosetag: (name, isImplied) => close(reading, name, { isImplied, base }),
    },
    { xmlMode: true },
  );
  for (let at = 0; at < text.length && !reading.isBeyond; at += PIECE) {
    parser.write(text.slice(at, at + PIECE));
    await nextTurn();
  }
  // Closing what is still open costs as much as it is deep, and says nothing.
  if (!reading.isBeyond) parser.end();
  const { root, title, entries, left, isWhole } = reading;
  if (root === undefined || !ROOTS.has(root)) return undefined;
  return { ...(title !== undefined && { title }), entries, left, isWhole };
}

function open(reading: Reading, written: string, attributes: Readonly<Record<string, string>>): void {
  reading.depth += 1;
  if (reading.depth > DEEPEST) reading.isBeyond = true;
  if (reading.root === undefined) startAt(reading, written);
  const name = ownName(reading, written);
  const { field, draft, depth } = reading;
  if (field) addMarkup(field, `<${name}${attributesIn(attributes)}>`);
  else if (draft) openPart(reading, draft, name, attributes);
  else if (ENTRIES.has(name)) reading.draft = startDraft(depth, attributes["rdf:about"]);
  else if (name === "title" && depth <= 3 && reading.title === undefined) {
    reading.field = { name: "feed title", depth, markup: markupOf(attributes["type"]), text: "" };
  }
}

function startDraft(depth: number, about: string | undefined): Draft {
  return { depth, texts: new Map(), links: new Map(), about, isPermaLink: true };
}

function startAt(reading: Reading, written: string): void {
  const [, prefix = "", name = written] = /^([\w.-]+:)?(feed)$/.exec(written) ?? [];
  reading.prefix = prefix;
  reading.root = name;
  if (!ROOTS.has(name)) reading.isBeyond = true;
}

function ownName({ prefix }: Reading, name: string): string {
  return prefix !== "" && name.startsWith(prefix) ? name.slice(prefix.length) : name.startsWith("atom:") ? name.slice(5) : name;
}

function openPart(reading: Reading, draft: Draft, name: string, attributes: Readonly<Record<string, string>>): void {
  const { depth } = reading;
  const isDirect = depth === draft.depth + 1;
  if (isDirect && name === "link" && attributes["href"] !== undefined) {
    const rel = attributes["rel"] ?? "alternate";
    if (!draft.links.has(rel)) draft.links.set(rel, attributes["href"]);
  }
  if (isDirect && name === "category" && attributes["term"] !== undefined) keep(draft, "category", attributes["term"], "text");
  if (isDirect && name === "guid" && attributes["isPermaLink"]?.toLowerCase() === "false") draft.isPermaLink = false;
  const isPerson = depth === draft.depth + 2 && (name === "name" || name === "email");
  // An author of Atom holds elements of its own, one of RSS holds text: only the latter is a field.
  const isAuthor = name === "author" && reading.root === "feed";
  const isText = (isDirect && TEXTS.has(name) && !isAuthor) || isPerson;
  if (isText) reading.field = { name, depth, markup: markupOf(attributes["type"]), text: "" };
}

function markupOf(type: string | undefined): Markup {
  if (type === undefined) return "unknown";
  return /html/i.test(type) ? "html" : "text";
}

function addText({ field }: Reading, piece: string): void {
  if (!field || field.text.length > LONGEST_TEXT) return;
  field.text += field.markup === "html" && field.text.startsWith("<") ? piece.replaceAll("<", "&lt;") : piece;
}

function addMarkup(field: Field, tag: string): void {
  if (field.text.trim() === "") field.text = "";
  if (field.text.length <= LONGEST_TEXT) field.text += tag;
}

/** They say what is not to be shown. */
function attributesIn(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value.slice(0, 500).replaceAll(/["<>&]/g, " ")}"`)
    .join("");
}

function close(reading: Reading, written: string, { isImplied, base }: { isImplied: boolean; base: string | undefined }): void {
  const { field, draft, depth } = reading;
  reading.depth -= 1;
  if (depth === 1) reading.isWhole = !isImplied;
  if (field && depth > field.depth) addMarkup(field, `</${ownName(reading, written)}>`);
  else if (field) closeField(reading, field);
  else if (draft && depth === draft.depth) {
    reading.draft = undefined;
    const entry = isImplied ? undefined : toEntry(draft, base);
    if (entry && reading.entries.length < MOST_ENTRIES) reading.entries.push(entry);
    else reading.left += 1;
  }
}

function closeField(reading: Reading, { name, text, markup }: Field): void {
  reading.field = undefined;
  if (name === "feed title") reading.title = lineOf(text, markup).slice(0, 200);
  else if (reading.draft) keep(reading.draft, name, text, markup);
}

function keep({ texts }: Draft, name: string, text: string, markup: Markup): void {
  if (text.trim() === "") return;
  const kept = texts.get(name) ?? [];
  texts.set(name, kept);
  if (kept.length < 20) kept.push({ text: text.trim(), markup });
}

/** Undefined for one that says nothing. */
function toEntry({ texts, links, about, isPermaLink }: Draft, base: string | undefined): FeedEntry | undefined {
  const first = (...names: string[]) => names.map((name) => texts.get(name)?.[0]).find((found) => found !== undefined);
  const all = (...names: string[]): string[] => names.flatMap((name) => texts.get(name)?.map(({ text }) => text) ?? []);
  const [title, body] = [first("title"), first("content:encoded", "content", "description", "summary")];
  const id = first("id", "guid")?.text ?? about;
  const permanent = isPermaLink && /^https?:/i.test(id ?? "") ? id : undefined;
  const link = links.get("alternate") ?? first("link")?.text ?? permanent ?? [...links.values()][0];
  if (!title && !body && link === undefined) return undefined;
  const at = instantIn(first("published", "issued", "pubDate", "dc:date", "updated", "modified")?.text);
  const changed = instantIn(first("updated", "modified")?.text);
  const address = link === undefined ? undefined : (URL.parse(link, base)?.href ?? link);
  return {
    ...(id !== undefined && { id }),
    title: title ? lineOf(title.text, title.markup) : "",
    body: body ? wordsOf(body.text, body.markup) : "",
    ...(address !== undefined && { link: address }),
    ...(at !== undefined && { at }),
    ...(changed !== undefined && { changed }),
    authors: all("name", "author", "dc:creator").slice(0, 5).flatMap(authorOf),
    categories: fewOf(all("category", "dc:subject")),
  };
}
