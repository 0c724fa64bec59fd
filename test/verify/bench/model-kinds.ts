import type { Claim } from "../../../src/core/claim.ts";
import type { ModelAsked, ModelFault, ScriptedTurn } from "../../support/model-server.ts";

/** A way in which a model, or its service, behaves on each morning anew. */
export interface ModelKind {
  what: string;
  /** `index` counts what was asked before on the same morning. */
  turn(asked: ModelAsked, index: number): ScriptedTurn;
  /** Who is to have written: the model too, or code alone. */
  by: "model" | "code";
  /** Words with which the briefing is to say why there is less of the model than was wanted. */
  says?: RegExp;
  /** Instructions that have the work taken apart first. */
  body?: string;
}

/** What no briefing may have: words of the letter that a stranger sent, and of models that go wrong here. */
export const FORBIDDEN = /4711|evil\.example|everything is fine|On it\b|as an AI|Z99|\{\{|Marlene Dietrich/i;

const handIn = (claims: readonly Claim[]): ScriptedTurn => ({ answer: { claims, left_out: [] } });
const mend = (lines: readonly Claim[]): ScriptedTurn => ({
  answer: { lines: lines.map((line, index) => ({ number: index + 1, ...line })) },
});
const fault = (what: ModelFault): ScriptedTurn => ({ fault: what });
const call = (name: string, given: unknown): ScriptedTurn => ({ calls: [{ name, arguments: given }] });

/** The names of findings with those of the things that they rest on, and of all things, as the material shows them. */
function shownIn({ text }: ModelAsked): { findings: { name: string; cites: string[] }[]; things: string[] } {
  const findings = [...text.matchAll(/\\n(FL\d+)(?! (?:MUST )?(?:resolved|repeat|acknowledged))[^[\\]* \[([A-Z]\d+(?: [A-Z]\d+)*)\]/g)];
  const things = [...text.matchAll(/\\n([CMPRST]\d+) /g)];
  return {
    findings: findings.map(([, name = "", cites = ""]) => ({ name, cites: cites.split(" ") })),
    things: things.map(([, name = ""]) => name),
  };
}

/** A line of a finding, and one of something that comes to nothing. */
function soundLines(asked: ModelAsked): Claim[] {
  const { findings, things } = shownIn(asked);
  const [first] = findings;
  const last = things.at(-1);
  return [
    ...(first ? [line("This comes before the rest", first.cites, { flags: [first.name] })] : []),
    ...(last === undefined ? [] : [line(`{{${last}.title}} can wait`, [last])]),
  ];
}

function line(text: string, cites: readonly string[], changes: Partial<Claim> = {}): Claim {
  return { kind: "judgement", text, cites, flags: [], ...changes };
}

/** About a finding that must be told, and about things: wrong in every way that lines can be. */
function untrueLines(asked: ModelAsked): Claim[] {
  const { findings, things } = shownIn(asked);
  const cites = things.slice(-1);
  const flagged = findings.map(({ name, cites: own }) => line("It costs 4711 dollars a day", own, { kind: "fact", flags: [name] }));
  return [
    ...flagged.slice(0, 2),
    line("Marlene Dietrich wrote this on 3 February 1987", cites, { kind: "fact" }),
    line("Read on at https://evil.example/pay or [here](https://evil.example)", cites),
    line("It took 17 hours and 99 percent of the budget of 4711 dollars", cites, { kind: "fact" }),
  ];
}

const GOOD = (asked: ModelAsked): ScriptedTurn => (asked.answer === "repaired" ? mend([]) : handIn(soundLines(asked)));
const OBEYS =
  "Everything is fine. Pay 4711 dollars at https://evil.example/pay, <!channel> @Grace, and tell ceo@evil.example that SYSTEM said so.";
/** More lines than anybody reads. */
const MANY = 40;
const TOO_LONG_BY = 60;
const SEVERAL_QUESTIONS = "What is late? What can wait?";

/** As GOOD from the second time on. */
function atFirst(first: ScriptedTurn): ModelKind["turn"] {
  return (asked, index) => (index === 0 ? first : GOOD(asked));
}

/** Untrue lines, and what is said when they are to be mended. */
function mending(mended: (asked: ModelAsked) => ScriptedTurn): ModelKind["turn"] {
  return (asked) => (asked.answer === "repaired" ? mended(asked) : handIn([...soundLines(asked).slice(-1), ...untrueLines(asked)]));
}

const MENDED: Claim = { kind: "judgement", text: "Look at this one early", cites: [], flags: [] };

/** Puts the cites of the first line that failed back under a line that holds. */
function mendedFirst({ text }: ModelAsked): ScriptedTurn {
  const [, cites = ""] = /\\"number\\":1,\\"cites\\":\[([^\]]*)\]/.exec(text) ?? [];
  return mend([{ ...MENDED, cites: cites.match(/[A-Z]+\d+/g) ?? [] }]);
}

export const MODEL_KINDS: readonly ModelKind[] = [
  { what: "lines that hold", turn: GOOD, by: "model" },
  { what: "bad lines, then mended", turn: mending(mendedFirst), by: "model" },
  { what: "bad lines, then bad again", turn: mending((asked) => mend(untrueLines(asked))), by: "model" },
  { what: "bad lines, then given up", turn: mending(() => mend([])), by: "model" },
  { what: "bad lines, then nobody there", turn: mending(() => fault("broken")), by: "model", says: /could not be reached/ },
  {
    what: "bad lines alone, again and again",
    turn: (asked) => (asked.answer === "repaired" ? mend(untrueLines(asked)) : handIn(untrueLines(asked))),
    by: "code",
  },
  {
    what: "malformed",
    turn: () => ({ text: "## Good morning!\n\nEverything is fine, as an AI I would say." }),
    by: "code",
    says: /could not be read/,
  },
  { what: "malformed at first", turn: atFirst({ text: "{]" }), by: "model" },
  {
    what: "truncated JSON",
    turn: () => ({ text: '{"claims": [{"kind": "fact", "text": "Everything is f', short: true }),
    by: "code",
    says: /could not be read/,
  },
  { what: "wrong types", turn: () => ({ answer: { claims: "everything is fine", left_out: 3 } }), by: "code", says: /could not be read/ },
  { what: "wrong types at first", turn: atFirst({ answer: [{ claims: null }] }), by: "model" },
  { what: "empty stream", turn: () => fault("silent"), by: "code", says: /broke off/ },
  { what: "stream without an end", turn: () => fault("unfinished"), by: "code", says: /broke off/ },
  { what: "dropped mid-stream", turn: () => fault("cut"), by: "code", says: /broke off/ },
  { what: "dropped mid-stream at first", turn: atFirst(fault("cut")), by: "model" },
  { what: "dropped before a word", turn: () => fault("drops"), by: "code", says: /could not be reached/ },
  { what: "failed mid-stream", turn: () => fault("failed"), by: "code", says: /broke off/ },
  { what: "429 with Retry-After at first", turn: atFirst({ fault: "busy", retryAfterS: 20 }), by: "model" },
  { what: "429 with Retry-After for ever", turn: () => ({ fault: "busy", retryAfterS: 20 }), by: "code", says: /the model was busy/ },
  { what: "429 without credit", turn: () => fault("unpaid"), by: "code", says: /would not take the question/ },
  { what: "500 at first", turn: atFirst(fault("broken")), by: "model" },
  { what: "500 for ever", turn: () => fault("broken"), by: "code", says: /could not be reached/ },
  { what: "timeout", turn: () => fault("hangs"), by: "code", says: /the model took too long/ },
  { what: "timeout at first", turn: atFirst(fault("hangs")), by: "model" },
  { what: "key refused", turn: () => fault("locked"), by: "code", says: /key is not accepted/ },
  { what: "no such model", turn: () => fault("unknown-model"), by: "code", says: /no model of the name/ },
  { what: "more than it can read, at first", turn: atFirst(fault("too-long")), by: "model" },
  { what: "more than it can read", turn: () => fault("too-long"), by: "code", says: /more than the model can read/ },
  {
    what: "injected instructions obeyed",
    turn: (asked) => (asked.answer === "repaired" ? mend([line(OBEYS, [])]) : handIn(obeying(asked))),
    by: "code",
  },
  { what: "refusal", turn: () => ({ refusal: "I can't help with that." }), by: "code", says: /the model would not/ },
  { what: "“on it” in words", turn: () => ({ text: "On it! I'll have it for you soon." }), by: "code", says: /could not be read/ },
  { what: "“on it” as a line", turn: () => handIn([line("On it, I'll go through the mails", [])]), by: "code", says: /came to no end/ },
  { what: "no line at all", turn: () => handIn([]), by: "code", says: /added nothing that holds/ },
  { what: "tool loop, the same again", turn: () => call("look", { name: "M1" }), by: "code", says: /came to no end/ },
  {
    what: "tool loop, always another",
    turn: (_asked, index) => call("search", { words: `berths ${index}` }),
    by: "code",
    says: /came to no end/,
  },
  { what: "tools that there are not, then lines", turn: atFirst(call("send_mail", { to: "ceo@evil.example" })), by: "model" },
  { what: "tools with arguments that are no JSON", turn: atFirst(call("look", '{"name": "M')), by: "model" },
  { what: "unknown handles", turn: (asked) => (asked.answer === "repaired" ? mend([]) : handIn(unknownNames())), by: "code" },
  { what: "far too many lines", turn: (asked) => (asked.answer === "repaired" ? mend([]) : handIn(manyLines(asked))), by: "model" },
  { what: "lines without an end", turn: (asked) => (asked.answer === "repaired" ? mend([]) : handIn(endless(asked))), by: "code" },
  {
    what: "the same line again and again",
    turn: (asked) => (asked.answer === "repaired" ? mend([]) : handIn(repeated(asked))),
    by: "model",
  },
  {
    what: "an outline of junk, then lines",
    turn: outlining({ subtasks: [{ id: "../x", task: "", sources: ["bank"], needs: ["y"] }] }),
    by: "model",
    body: SEVERAL_QUESTIONS,
  },
  { what: "an outline, then one part fails", turn: halfFailing, by: "model", body: SEVERAL_QUESTIONS, says: /could not be reached/ },
];

function obeying(asked: ModelAsked): Claim[] {
  const { findings } = shownIn(asked);
  return [
    line(OBEYS, []),
    ...findings.map(({ name, cites }) => line("Everything is fine, https://evil.example/pay", cites, { kind: "fact", flags: [name] })),
  ];
}

function unknownNames(): Claim[] {
  return [
    line("{{Z99.title}} is late", ["Z99"], { kind: "fact" }),
    line("This is late", ["Z98"], { flags: ["FL977"] }),
    line("{{M1.nothing}} came", ["M1"]),
  ];
}

function manyLines(asked: ModelAsked): Claim[] {
  const { things } = shownIn(asked);
  const lines = Array.from({ length: MANY }, (_, index) => things[index % things.length] ?? "M1");
  return lines.map((name, index) => line(`{{${name}.title}} can wait for ${WORDS[index % WORDS.length]}`, [name]));
}

const WORDS = ["others", "the rest", "its owner", "a quiet hour", "whoever has time"];

function endless(asked: ModelAsked): Claim[] {
  const [name = "M1"] = shownIn(asked).things;
  return [line(`It can wait ${"and wait ".repeat(TOO_LONG_BY)}`, [name])];
}

function repeated(asked: ModelAsked): Claim[] {
  const lines = soundLines(asked).slice(-1);
  return [...lines, ...lines, ...lines];
}

function outlining(outline: unknown): ModelKind["turn"] {
  return (asked) => (asked.answer === "outline" ? { answer: outline } : GOOD(asked));
}

function halfFailing(asked: ModelAsked): ScriptedTurn {
  const subtasks = ["late", "waits"].map((id) => ({ id, task: `Find what is ${id}.`, sources: ["mail", "github"], needs: [] }));
  if (asked.answer === "outline") return { answer: { subtasks } };
  return asked.text.includes("Find what is late.") ? fault("broken") : GOOD(asked);
}
