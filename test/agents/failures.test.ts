import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Briefing } from "../../src/core/briefing.ts";
import { ConfigError, PermanentError, PolicyError, TransientError } from "../../src/core/errors.ts";
import type { ModelRequest } from "../../src/core/ports/model.ts";
import { renderMarkdown } from "../../src/render/markdown.ts";
import { claim, scripted, shown, type Scripted, type Turn } from "./scripted.ts";
import { briefingOf, openWorld } from "./world.ts";

const GOOD = claim("The talk can wait", ["F1"], { kind: "judgement" });
const MADE_UP = claim("It costs 4711 dollars", ["F1"]);
const NOBODY = claim("The talk can wait", ["F99"]);
const busy = (retryAfterMs = 0): Error => new TransientError("model-busy", "expected room, got none", { retryAfterMs });
const transient = (code: string): Error => new TransientError(code, "expected an answer, got none", { retryAfterMs: 0 });
const permanent = (code: string): Error => new PermanentError(code, "expected an answer, got none", { hint: "None." });

interface Planted {
  what: string;
  /** What the model does; the last is repeated. */
  turns: readonly (Turn | ((request: ModelRequest) => Turn))[];
  /** How it ends. */
  by: "model" | "code";
  replaced?: number;
  short?: RegExp;
  retries?: number;
  /** How often it is asked at most. */
  asked?: number;
}

const look = (name: string): Turn => ({ calls: [{ name: "look", arguments: { name } }] });

const PLANTED: readonly Planted[] = [
  { what: "is busy at first", turns: [busy(), { claims: [GOOD] }], by: "model", retries: 2, asked: 2 },
  { what: "is busy all the time", turns: [busy()], by: "code", short: /the model was busy/, retries: 2, asked: 3 },
  { what: "wants to be asked again tomorrow", turns: [busy(86_400_000)], by: "code", short: /the model was busy/, retries: 2, asked: 1 },
  { what: "answers 500", turns: [transient("model-unreachable")], by: "code", short: /could not be reached/, asked: 1 },
  { what: "breaks off in its answer", turns: [transient("model-cut-off")], by: "code", short: /broke off/, asked: 1 },
  { what: "breaks off once", turns: [transient("model-cut-off"), { claims: [GOOD] }], by: "model", retries: 1, asked: 2 },
  { what: "answers what can't be read", turns: [permanent("model-unreadable")], by: "code", short: /could not be read/, asked: 1 },
  { what: "is not known", turns: [permanent("model-unknown")], by: "code", short: /no model of the name/, asked: 1 },
  { what: "is shut", turns: [permanent("reauth-needed")], by: "code", short: /key is not accepted/, asked: 1 },
  {
    what: "may cost no more",
    turns: [new PolicyError("over-budget", "expected test to spend at most $1 a day, got $1", { hint: "Wait." })],
    by: "code",
    short: /leaves no room for another answer \(expected test to spend at most \$1 a day/,
    asked: 1,
  },
  {
    what: "fails as nobody knew",
    turns: [new TypeError("terminated")],
    by: "code",
    short: /failed in a way that Chief does not know/,
    asked: 1,
  },
  {
    what: "has no key",
    turns: [new ConfigError("secret-missing", "expected KEY to lead to a secret, got nothing", { hint: "Set KEY before the start." })],
    by: "code",
    short: /the key of the model is not set: set KEY before the start\./,
    asked: 1,
  },
  { what: "would not", turns: [{ refusal: "I can't help with that." }], by: "code", short: /the model would not/, asked: 1 },
  {
    what: "promises first",
    turns: [{ claims: [claim("On it, I'll look into the tasks.", [])] }, { claims: [GOOD] }],
    by: "model",
    asked: 2,
  },
  { what: "promises for ever", turns: [{ claims: [claim("I will get back to you", [])] }], by: "code", short: /came to no end/, asked: 3 },
  { what: "has nothing to add", turns: [{ claims: [] }], by: "code", short: /added nothing that holds/, asked: 1 },
  { what: "asks the same again and again", turns: [look("F1")], by: "code", short: /came to no end/, asked: 4 },
  {
    what: "asks for ever",
    turns: [({ input }) => ({ calls: [{ name: "search", arguments: { words: `word ${input.length}` } }] })],
    by: "code",
    short: /came to no end/,
    asked: 8,
  },
  {
    what: "asks for tools that there are not",
    turns: [{ calls: [{ name: "send_mail", arguments: { to: "eve" } }] }, { claims: [GOOD] }],
    by: "model",
    asked: 2,
  },
  {
    what: "asks for tools with junk",
    turns: [{ calls: [{ name: "look", arguments: undefined }] }, { claims: [GOOD] }],
    by: "model",
    asked: 2,
  },
  { what: "answers in other types", turns: [{ answer: { claims: "all is well" } }, { claims: [GOOD] }], by: "model", asked: 2 },
  { what: "answers in other types for ever", turns: [{ answer: [1, 2] }], by: "code", short: /came to no end/, asked: 3 },
  {
    what: "names what there is not, and mends it",
    turns: [{ claims: [NOBODY] }, { answer: { lines: [{ number: 1, ...GOOD }] } }],
    by: "model",
    asked: 2,
  },
  {
    what: "names what there is not, again and again",
    turns: [{ claims: [NOBODY] }, { answer: { lines: [{ number: 1, ...NOBODY }] } }],
    by: "code",
    replaced: 1,
    asked: 3,
  },
  {
    what: "makes up a number, and gives the line up",
    turns: [{ claims: [MADE_UP, GOOD] }, { answer: { lines: [] } }],
    by: "model",
    replaced: 1,
    asked: 2,
  },
  {
    what: "makes up a number, and can't be asked any more",
    turns: [{ claims: [MADE_UP, GOOD] }, transient("model-unreachable")],
    by: "model",
    replaced: 1,
    short: /could not be reached/,
    asked: 2,
  },
  {
    what: "mends lines by numbers that there are not",
    turns: [
      { claims: [MADE_UP] },
      {
        answer: {
          lines: [
            { number: 0, ...GOOD },
            { number: 7, ...GOOD },
          ],
        },
      },
    ],
    by: "code",
    replaced: 1,
    asked: 2,
  },
  { what: "mends in other types", turns: [{ claims: [MADE_UP] }, { answer: "mended" }], by: "code", replaced: 1, asked: 2 },
  { what: "can read only a little", turns: [permanent("model-too-long"), { claims: [GOOD] }], by: "model", asked: 2 },
  { what: "can read nothing", turns: [permanent("model-too-long")], by: "code", short: /more than the model can read/, asked: 3 },
];

describe("a briefing is written, and says by whom, where the model", () => {
  for (const planted of PLANTED) {
    const { what, turns, by, replaced = 0, short, retries = 0, asked } = planted;
    it(what, async (t) => {
      const model = scripted((request, index) => {
        const turn = turns[Math.min(index, turns.length - 1)] ?? assert.fail("expected a turn");
        return typeof turn === "function" ? turn(request) : turn;
      });
      const life = openWorld(t, { retries }).start(model);
      const run = await life.run("one");
      assert.equal(run.status, "succeeded");
      assertWhole(await briefingOf(life, run), { by, replaced, short });
      assert.equal(model.asked.length, asked);
    });
  }
});

interface Told extends Pick<Planted, "by" | "replaced"> {
  short: RegExp | undefined;
}

/** Whatever the model does, what code has to tell is told. */
function assertWhole(briefing: Briefing, { by, replaced, short }: Told): void {
  const text = renderMarkdown(briefing);
  assert.match(text, /Send the contract was due Wed 18 Nov/);
  assert.match(text, /Book the room is due today/);
  assert.match(text, /Read 3 tasks/);
  assert.doesNotMatch(text, /4711|F99|On it|get back to you/);
  assert.equal(text.includes("The talk can wait"), by === "model");
  assert.deepEqual([briefing.writing?.by, briefing.writing?.replaced], [by, replaced]);
  assert.match(text, by === "model" ? /A model wrote some of these lines/ : /Written by code alone/);
  if (short) assert.match(text, short);
  else assert.equal(briefing.writing?.short, undefined);
}

describe("a model that asks for what it may not see", () => {
  async function answersTo(t: Parameters<typeof openWorld>[0], ...calls: Turn[]): Promise<Scripted> {
    const model = scripted((_request, index) => calls[index] ?? { claims: [GOOD] });
    await openWorld(t).start(model).run("one");
    return model;
  }

  it("is told that it was denied, and that nothing is there", async (t) => {
    const model = await answersTo(t, { calls: [{ name: "shell", arguments: { command: "id" } }] }, look("Z1"), {
      calls: [{ name: "look", arguments: { handle: 3 } }],
    });
    const told = shown(model.asked.at(-1) ?? assert.fail("expected a request"));
    assert.match(told, /denied: there is no tool "shell"\. Nothing was read or done\./);
    assert.match(told, /unknown: nothing is called "Z1"/);
    assert.match(told, /wrong: [^]*name[^]*Nothing was read or done\./);
  });

  it("gets a thing in full between marks, by its name", async (t) => {
    const model = await answersTo(t, look("F1"), { calls: [{ name: "search", arguments: { words: "contract" } }] });
    const told = shown(model.asked.at(-1) ?? assert.fail("expected a request"));
    assert.match(told, /<<<\w{16} F1\n[^]*Write the talk[^]*>>>/);
    assert.match(told, /Found: F2/);
  });

  it("gets nothing of a source that its part of the work is not about", async (t) => {
    const reads = [
      { name: "files", audience: [], connector: "files", options: { paths: ["tasks.md"], maxFiles: 100 } },
      { name: "ics", audience: [], connector: "ics", options: { paths: ["own.ics"], ahead: "14d", behind: "1d" } },
    ];
    const subtasks = ["ics", "files"].map((source) => ({ id: source, task: `Read ${source}.`, sources: [source], needs: [] }));
    const model = scripted((request) => {
      if (request.role === "orchestrator") return { answer: { subtasks } };
      return request.input.length > 4 ? { claims: [GOOD] } : look("F1");
    });
    const world = openWorld(t, { reads, body: "- the calendar\n- the tasks\n" });
    world.write("own.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
    await world.start(model).run("one");
    const told = model.asked.filter(({ input }) => input.length > 4).map(shown);
    assert.equal(told.length, 2);
    assert.match(told.find((text) => text.includes("Read ics.")) ?? "", /denied: it is not of ics\. Nothing was read or done\./);
    assert.match(told.find((text) => text.includes("Read files.")) ?? "", /<<<\w{16} F1\n/);
  });

  it("gets at most sixteen things at once", async (t) => {
    const words = Array.from({ length: 40 }, (_, index) => `word${index}`);
    const model = await answersTo(t, { calls: words.map((word) => ({ name: "search", arguments: { words: word } })) });
    const told = shown(model.asked[1] ?? assert.fail("expected a second question"));
    assert.equal(told.match(/more than 16 things at once/g)?.length, 24);
  });

  it("has no tools at its last turn", async (t) => {
    const model = await answersTo(t, ...Array.from({ length: 8 }, () => look("F1")));
    assert.deepEqual(
      model.asked.map(({ tools }) => tools.length),
      [2, 2, 2, 0],
    );
    assert.match(shown(model.asked.at(-1) ?? assert.fail("expected a request")), /This is your last turn/);
  });
});
