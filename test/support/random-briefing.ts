import { SECTION_IDS, type Briefing, type Bullet, type Chart, type Citation, type Section } from "../../src/core/briefing.ts";
import type { FieldValue } from "../../src/core/item.ts";
import type { FactForm, Prose, Span } from "../../src/core/prose.ts";
import { casesOf } from "./thoroughness.ts";

/** So many make a round in each test. */
export const RANDOM_COUNT = casesOf(300);

/** Chooses a whole number from 0 up to, and without, `limit`. */
export type Choose = (limit: number) => number;

/** Text that breaks renderers: long, invisible, of either direction, or of some channel's own markup. */
const HOSTILE = [
  "<!channel>",
  "<!here|here>",
  "<!everyone>",
  "<@U0123ABCD>",
  "<#C0123ABCD|general>",
  "<!subteam^S0123>",
  "<https://evil.com|bank>",
  "@channel",
  "@here",
  "&amp;",
  "&lt;b&gt;",
  "&",
  "<",
  ">",
  "> quoted",
  "&gt; quoted",
  "*bold*",
  "_italic_",
  "~struck~",
  "`code`",
  "```",
  "* * *",
  "snake_case_name",
  "__init__",
  ":tada:",
  ":+1:",
  "09:15:30",
  "|",
  "^",
  "\\",
  "\"'",
  "]]>",
  "<script>alert(1)</script>",
  "<!--",
  "https://evil.com/?a=1&b=2",
  "www.evil.com",
  "eve@evil.com",
  "[x](https://evil.com)",
  "# heading",
  "- item",
  "1. item",
  "\n",
  "\r\n\r\nBcc: eve@evil.com",
  "\t",
  "\u0000",
  "\u001b[31m",
  "\u202e",
  "\u200b",
  "\u2028",
  "\ud800",
  "\u{e0041}",
  "مرحبا بالعالم",
  "שלום עולם",
  "日本語の長い見出し",
  "ประเทศไทย",
  "नमस्ते क्ष्त्रिय",
  "e\u0301\u0302\u0303\u0304\u0305",
  "👩‍👩‍👧‍👦",
  "🇫🇷🇩🇪🇯🇵",
  "👍🏽",
  "❤️",
  "🚀",
  "",
  " ",
  "word",
  "Send the signed contract to Acme",
  "a".repeat(300),
  "語".repeat(400),
  "👩‍👩‍👧‍👦".repeat(60),
] as const;

const FORMS: readonly FactForm[] = ["text", "count", "instant", "time", "date"];
const STYLES: readonly Section["style"][] = ["numbered", "list", "line"];
const ZONES = ["UTC", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Chatham"] as const;
const TITLES = ["At risk", "Also at risk", "Changed", "Still open", "Notes"] as const;
const DATES = [
  "2026-11-20",
  "2027-01-31",
  "2026-11-20T09:15:00.000Z",
  "1969-07-20T20:17:00.000Z",
  "9999-12-31T23:59:59.999Z",
  "soon",
  "",
] as const;

/** Too dear to come often, and too telling to be left to chance. */
const HUGE_EVERY = 100;

/** The same briefings for the same seed: most of a few lines, some of none, some of hundreds, some with titles of 10,000 characters. */
export function* randomBriefings(seed: number, count: number): Generator<Briefing> {
  const choose = chooser(seed);
  for (let index = 0; index < count; index += 1) yield randomBriefing(choose, index);
}

/** A small generator of good spread, mulberry32. */
export function chooser(seed: number): Choose {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  };
}

function randomBriefing(choose: Choose, index: number): Briefing {
  const citations = listOf(choose(choose(20) === 0 ? 60 : 6), (at) => citation(choose, at));
  const sections = shares(choose, bulletCount(choose, index)).map((bullets) => section(choose, bullets, citations));
  return {
    automation: pick(choose, ["morning-briefing", "what-changed", "Ünicode / ../name"]),
    title: choose(200) === 0 ? "T".repeat(10_000) : pick(choose, ["Morning briefing", text(choose)]),
    run: `manual:morning-briefing:${index}`,
    asOf: pick(choose, ["2026-11-20T17:00:00.000Z", "2026-12-31T23:59:59.000Z"]),
    timezone: pick(choose, ZONES),
    example: choose(4) === 0,
    headline: prose(choose),
    sections,
    gaps: choose(3) > 0 ? [] : listOf(1 + choose(4), () => bullet(choose, citations)),
    coverage: choose(10) === 0 ? [] : prose(choose),
    citations,
    sources: [],
    quiet: false,
  };
}

function bulletCount(choose: Choose, index: number): number {
  if (index % HUGE_EVERY === HUGE_EVERY - 1) return 400 + choose(101);
  const size = choose(1_000);
  return size < 50 ? choose(60) : choose(10);
}

/** So many bullets for each of some sections. */
function shares(choose: Choose, bullets: number): number[] {
  const sizes: number[] = [];
  for (let left = bullets; left > 0; left -= sizes.at(-1) ?? left) sizes.push(1 + choose(left));
  return choose(20) === 0 ? [...sizes, 0] : sizes;
}

function section(choose: Choose, bullets: number, citations: readonly Citation[]): Section {
  const columns =
    choose(4) > 0 ? [] : listOf(1 + choose(6), () => (choose(5) === 0 ? text(choose) : pick(choose, ["What", "Owner", "Due"])));
  const toRow = (bullet: Bullet): Bullet => (choose(8) === 0 ? bullet : { ...bullet, cells: columns.map(() => prose(choose)) });
  return {
    ...(columns.length > 0 && { columns }),
    ...(choose(6) === 0 && { chart: chart(choose) }),
    id: pick(choose, SECTION_IDS),
    title: choose(5) === 0 ? text(choose) : pick(choose, TITLES),
    style: pick(choose, STYLES),
    bullets: listOf(bullets, () => bullet(choose, citations)).map((each) => (columns.length > 0 ? toRow(each) : each)),
  };
}

function chart(choose: Choose): Chart {
  const points = listOf(choose(12), () => ({ label: prose(choose), value: [span(choose)], cites: [] }));
  return { form: pick(choose, ["bars", "line"]), title: text(choose), unit: pick(choose, ["", "hour", text(choose)]), points };
}

function bullet(choose: Choose, citations: readonly Citation[]): Bullet {
  const cites = citations.length === 0 ? [] : listOf(choose(4), () => pick(choose, citations).item);
  return { kind: "judgement", text: prose(choose), cites, flags: listOf(choose(3), () => key(choose)) };
}

/** As a finding's key is written; sometimes one that no vendor's field could hold. */
function key(choose: Choose): string {
  return choose(50) === 0 ? "k".repeat(200) : listOf(40, () => choose(16).toString(16)).join("");
}

function citation(choose: Choose, index: number): Citation {
  const url = choose(50) === 0 ? `https://example.com/${"x".repeat(5_000)}` : `https://example.com/a*b?q=${text(choose)}|&x=<y>#z^w`;
  const named = { alias: `${pick(choose, ["F", "R", "M"])}${index + 1}`, item: `files:notes.md#${index}`, title: text(choose) };
  return {
    ...named,
    ...(choose(2) === 0 && { place: text(choose) }),
    ...(choose(2) === 0 && { url: pick(choose, [url, `javascript:${url}`, url]) }),
  };
}

function prose(choose: Choose): Prose {
  return listOf(choose(choose(100) === 0 ? 120 : 7), () => span(choose));
}

function span(choose: Choose): Span {
  const kind = choose(8);
  if (kind < 2) return { kind: "text", text: choose(2) === 0 ? " is late: " : text(choose) };
  if (kind < 4) return { kind: "strong", text: text(choose) };
  const strong = choose(3) === 0 ? { strong: true } : {};
  const unit = pick(choose, ["", "business day", text(choose)]);
  if (kind < 5) return { kind: "derived", derived: { value: choose(5_000), unit, from: [] }, ...strong };
  return { kind: "fact", fact: { item: "files:notes.md#0", path: "title", value: value(choose) }, form: pick(choose, FORMS), ...strong };
}

function value(choose: Choose): FieldValue {
  const kind = choose(8);
  if (kind === 0) return pick(choose, [null, true, false, -1, 1_234_567.89]);
  if (kind < 4) return pick(choose, DATES);
  return kind === 4 ? listOf(choose(4), () => text(choose)) : text(choose);
}

/** Pieces of hostile text; now and then 10,000 characters of one. */
export function text(choose: Choose): string {
  const piece = pick(choose, HOSTILE);
  if (choose(1_000) === 0) return piece.repeat(Math.ceil(10_000 / Math.max(1, piece.length))).slice(0, 10_000);
  return listOf(1 + choose(3), () => pick(choose, HOSTILE)).join(choose(2) === 0 ? " " : "");
}

function listOf<T>(length: number, make: (index: number) => T): T[] {
  return Array.from({ length }, (_each, index) => make(index));
}

function pick<T>(choose: Choose, list: readonly T[]): T {
  const chosen = list[choose(list.length)];
  if (chosen === undefined) throw new RangeError("expected a list with elements, got an empty one");
  return chosen;
}
