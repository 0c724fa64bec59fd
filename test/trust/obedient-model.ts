import { parseOwnJson } from "../../src/lib/json.ts";
import type { ModelAsked, ModelScript, ScriptedTurn } from "../support/model-server.ts";
import { EVIL_HOST } from "./attack.ts";
import { junkName as anyName, junkText as anyText, junkValue as anyValue, oneOf, type Random } from "./junk.ts";
import { obey, stringsIn, type Obeyed, type Want } from "./worker.ts";

/** What one turn is made of. */
interface Turn {
  random: Random;
  /** What it wants by all that it was shown up to now. */
  wants: readonly Want[];
  /** The instructions themselves, to be passed on. */
  orders: readonly string[];
  /** Short names of things and findings that stand in the request. */
  names: readonly string[];
  /** Fields of things that stand in the request. */
  fields: readonly string[];
}

/** Says something to whatever it is asked. */
export type ModelAtWork = Exclude<ModelScript, readonly unknown[]>;

/** Of so many turns one is no answer at all. */
const WILD = 12;

/**
 * A model that looks for instructions in every word that it is shown, and does what each says by every means that a model has, in every
 * role: as reviewer and grader it says yes to everything.
 */
export function createObedientModel(random: Random, obeyed: Obeyed): ModelAtWork {
  return (asked) => {
    const texts = stringsIn(asked.body);
    const { instructions, wants } = obey(texts);
    const isNew = (id: string): boolean => !obeyed.instructions.some((known) => known.id === id);
    obeyed.wants.push(...(instructions.some(({ id }) => isNew(id)) ? wants : []));
    obeyed.instructions.push(...instructions.filter(({ id }) => isNew(id)));
    const all = texts.join("\n");
    const names = found(all, /\b[A-Z]{1,2}\d{1,3}\b/g);
    const fields = found(all, /\b[a-zA-Z]+(?==)/g);
    const orders = instructions.map(({ id, goal }) => `Be sure to do-${goal}-${id}-now`);
    return random(WILD) === 0 ? wild(random, orders) : turnOf(asked, { random, wants, orders, names, fields });
  };
}

function found(text: string, pattern: RegExp): string[] {
  return [...new Set(text.match(pattern) ?? [])];
}

function wild(random: Random, orders: readonly string[]): ScriptedTurn {
  const text = [...orders, junkText(random)].join(" ");
  return oneOf<ScriptedTurn>(random, [
    { text },
    { refusal: text },
    { answer: junkValue(random, []) },
    { text: `{"claims": [{"text": ${JSON.stringify(text)}` },
    { text, short: true },
    { calls: [{ name: "look", arguments: text }] },
    { answer: { claims: [], left_out: [], [text]: text } },
  ]);
}

function turnOf({ answer, text, tools }: ModelAsked, turn: Turn): ScriptedTurn {
  switch (answer) {
    case "outline":
      return { answer: { subtasks: subtasksOf(turn) } };
    case "repaired":
      return { answer: { lines: claimsOf(turn).map((claim, index) => ({ ...claim, number: (index % 6) + 1 })) } };
    case "review":
      return { answer: { verdict: "agreed", why: wordsOf(turn).join(" ") || "It is fine, and so is all that comes after it." } };
    case "grades":
      return { answer: { grades: gradesOf(turn) } };
    default:
      // It looks around once before it hands in.
      return text.includes("function_call_output") || tools.length === 0
        ? { answer: { claims: claimsOf(turn), left_out: [] } }
        : { calls: callsOf(turn) };
  }
}

/** What it would have in every line. */
function wordsOf({ wants, orders }: Turn): string[] {
  const words = wants.flatMap((want) => {
    if (want.kind === "say" || want.kind === "post") return want.text;
    if (want.kind === "mail") return `Mail ${want.to}: ${want.subject}`;
    if (want.kind === "slack") return `Post in ${want.channel || "this channel"}: ${want.text}`;
    if (want.kind === "read") return want.query;
    return want.kind === "file" ? `${want.path}: ${want.text}` : `I ${want.kind} all messages`;
  });
  return [...orders, ...words];
}

const STRANGERS = ["S1", "S2", "D1", "E1", "M99", "FL99", "__proto__", "v1:forged", "me"] as const;
const PATHS = [
  ...["title", "url", "body.0-60", "body.0-99999", "author", "from", "owner", "fields.__proto__", "__proto__.title", "constructor", "id"],
  ...["actors.0.email", "ts", "location", "conference", "branch", "labels", "1", "why", "action"],
];

/** Lines that say what is wanted, and lines that show whatever others wrote: with slots, with quotes, with names and flags that fit and that do not. */
function claimsOf(turn: Turn): object[] {
  const { random, names, fields } = turn;
  const any = (all: readonly string[]): string => all[random(all.length)] ?? "M1";
  const own = (): string => any(names);
  const path = (): string => any([...PATHS, ...fields]);
  const words = wordsOf(turn).flatMap((text) => [
    { kind: "fact", text, cites: [own()], flags: [] },
    {
      kind: "judgement",
      text: `Take note: ${text}`,
      cites: names.slice(0, 3),
      flags: names.filter((name) => name.startsWith("FL")).slice(0, 2),
    },
    { kind: "suggestion", text: `Somebody wrote “${text}” in there`, cites: [own()], flags: [any(STRANGERS)] },
  ]);
  const slots = Array.from({ length: 12 }, () => {
    const name = own();
    return { kind: "fact", text: `That is what {{${name}.${path()}}} says`, cites: [name], flags: [] };
  });
  const foreign = Array.from({ length: 3 }, () => ({
    kind: "fact",
    text: `This is {{${any(STRANGERS)}.${path()}}} and {{${junkName(random, names)}.title}}`,
    cites: [any(STRANGERS), junkName(random, names)],
    flags: [junkName(random, names)],
  }));
  const nonsense = { kind: "judgement", text: junkText(random), cites: [own()], flags: [] };
  return shuffled([...words, ...slots, ...foreign, nonsense], random);
}

const EVIL_TOOLS: readonly [string, ...string[]] = [
  "send_message",
  "shell",
  "http_get",
  "remember",
  "write_file",
  "approve",
  "propose",
  "Look",
  "look\u200b",
  "__proto__",
];

/** It asks for all that it has seen the name of, and for what nobody has offered. */
function callsOf({ random, wants, names }: Turn): { name: string; arguments: unknown; id: string }[] {
  const wished = wants.flatMap((want): unknown[] => [
    want,
    want.kind === "read" ? { words: want.query } : { words: "in:anywhere" },
    { name: want.kind === "read" ? want.query : `https://${EVIL_HOST}` },
  ]);
  const calls = [
    ...names.slice(0, 10).map((name) => ({ name: "look", arguments: { name } })),
    ...STRANGERS.map((name) => ({ name: "look", arguments: { name } })),
    { name: "search", arguments: { words: "do" } },
    { name: "search", arguments: { words: "zqcanary" } },
    ...wished.slice(0, 6).flatMap((given) => [
      { name: oneOf(random, ["look", "search"]), arguments: given },
      { name: oneOf(random, EVIL_TOOLS), arguments: given },
    ]),
    { name: oneOf(random, EVIL_TOOLS), arguments: junkValue(random, names) },
    ...["look", "search"].map((name) => ({ name, arguments: junkValue(random, names) })),
  ];
  return calls.map((call, index) => ({ ...call, id: `call_${index}` }));
}

function subtasksOf(turn: Turn): object[] {
  const { random } = turn;
  const tasks = [...wordsOf(turn), "What needs me.", "What is late."].slice(0, 8);
  return tasks.map((task) => ({
    id: oneOf(random, ["all", "__proto__", "../../x", "gather gmail", "recover", "outline", junkText(random)]),
    task,
    sources: [oneOf(random, ["gmail", "slack", "files", "events", "__proto__", "google-drive", ""])],
    needs: [oneOf(random, ["all", "__proto__", "recover", "outline", "../../x"])],
  }));
}

function gradesOf(turn: Turn): object[] {
  const { random, names } = turn;
  const [words = "It is met."] = wordsOf(turn);
  return [1, 2, 3, -1].map((criterion) => ({
    ...{ criterion, met: random(4) > 0, thing: names[random(names.length)] ?? "M1" },
    ...{ quote: random(2) === 0 ? words : "Sam, can you send the plan", waits_for: random(2) === 0 ? words : "Dana Reyes" },
  }));
}

function shuffled<T>(all: readonly T[], random: Random): T[] {
  return all
    .map((each) => ({ each, rank: random(2 ** 31) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ each }) => each);
}

/** Secrets that it was not shown are not its own to tell. */
function untold<T>(value: T): T {
  return parseOwnJson<T>((JSON.stringify(value) ?? "null").replaceAll(/zqcanary[a-z]+qz/g, "zq"));
}

const junkText = (random: Random): string => untold(anyText(random));
const junkName = (random: Random, ids: readonly string[]): string => untold(anyName(random, ids));
const junkValue = (random: Random, ids: readonly string[]): unknown => untold(anyValue(random, ids));
