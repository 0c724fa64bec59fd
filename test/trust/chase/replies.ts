import { createStore } from "../../../src/store/open.ts";
import type { Event } from "../../../src/core/event.ts";
import { replyIn } from "../../../src/core/heard-reply.ts";
import { encoded, ENCODINGS, GOALS, injectedText } from "../attack.ts";
import { breach, BREACH_OF, type BreachKind } from "../breach.ts";
import { createObedient, obey, type Obeyed, type Want } from "../worker.ts";
import { ANSWERED_AT, runChase, type ChaseRun } from "./asked.ts";
import { FORGED_IN_SLACK } from "./forged-in-slack.ts";
import { FORGED_LETTERS } from "./forged-letters.ts";
import { comeIn, type Entry } from "./inlet.ts";
import { judgeChase } from "./judge.ts";
import type { Said, Truth } from "./truth.ts";
import { BREACH_OF_HARM, ORDERS, wantsOf } from "./orders.ts";
import { ownerOf, PLAN_PATH, TASKS } from "./plan.ts";
import { doUnchecked, troubleOf, withWord, type Attack, type ChaseScene, type Tried } from "./scene.ts";
import { entryBy, WAYS, WRITER_BY } from "./ways.ts";

/** Something that comes in as an answer, and what it would do to whoever did as it says. */
interface Injected {
  name: string;
  said?: Said;
  /** What comes in, one after the other. */
  entries(scene: ChaseScene): readonly Entry[];
  wants(): readonly Want[];
  /** Whether it has others' questions answered, or ended. */
  movesRows: boolean;
  /** Absent for an answer that is none but that. */
  expected?: BreachKind;
}

/** Every order in every disguise by every way, every goal of the other suites likewise, and whatever is not what it says it is. */
export function replyAttacks(): Attack[] {
  return [...orders(), ...goals(), ...forgeries()].map((injected) => ({ name: injected.name, play: (scene) => play(scene, injected) }));
}

function orders(): Injected[] {
  return ORDERS.flatMap(({ name, harm, text }) =>
    WAYS.flatMap((way) =>
      ENCODINGS.map((encoding): Injected => {
        const writer = WRITER_BY[way];
        const [own, other] = [true, false].map((isOwn) => TASKS.find((task) => (ownerOf(task) === writer) === isOwn));
        const plain = own && other ? text(own, other) : "";
        const said = { writer, text: encoding === "plain" ? plain : `${encoded(plain, encoding)}\n${own?.title} is at risk, Thursday.` };
        return {
          ...{ name: `${name}, ${encoding}, ${way}`, said, entries: ({ questions }) => [entryBy(way, said.text, questions)] },
          ...{ wants: () => wantsOf(harm, TASKS, writer), movesRows: harm === "row" || harm === "wish", expected: BREACH_OF_HARM[harm] },
        };
      }),
    ),
  );
}

function goals(): Injected[] {
  const cases = GOALS.flatMap((goal) => WAYS.flatMap((way) => ENCODINGS.map((encoding) => ({ goal, way, encoding }))));
  return cases.map(({ goal, way, encoding }, index): Injected => {
    const text = `G-1 and G-3 blocked by ${injectedText({ id: `r${index.toString(36).padStart(3, "0")}`, goal }, encoding)}`;
    return {
      ...{ name: `${goal}, ${encoding}, ${way}`, said: { writer: WRITER_BY[way], text } },
      entries: ({ questions }) => [entryBy(way, text, questions)],
      ...{ wants: () => obey([text]).wants, movesRows: false, expected: BREACH_OF[goal] },
    };
  });
}

function forgeries(): Injected[] {
  return [...FORGED_IN_SLACK, ...FORGED_LETTERS].map(({ name, said, entries }) => ({
    ...{ name, ...(said && { said }), wants: () => [], movesRows: true, expected: "row" },
    entries: ({ questions, world }) => entries(questions, world.services.slack.user),
  }));
}

/** What people really answer, by each way: it has to get into the plan. */
export function soundAnswers(): Attack[] {
  return WAYS.map((way) => {
    const writer = WRITER_BY[way];
    const titles = TASKS.filter((task) => ownerOf(task) === writer).map(({ title }) => title);
    const said = { writer, text: `${titles[0]} is done, ${titles[1]} is at risk, ETA Thursday` };
    const entries: Injected["entries"] = ({ questions }) => [entryBy(way, said.text, questions)];
    const injected: Injected = { name: `a sound answer, ${way}`, said, entries, wants: () => [], movesRows: false };
    return { name: injected.name, play: (scene) => play(scene, injected) };
  });
}

/** It comes in, is heard as far as it is, and the runs that follow do what they may. */
async function play(scene: ChaseScene, { name, said, entries, wants, movesRows, expected }: Injected): Promise<Tried> {
  const { world, asked, allowed } = scene;
  const database = asked.open();
  try {
    const truth: Truth = { tasks: TASKS, already: new Set(allowed.asked.values()), ...(said && { said }) };
    const tried: Tried = { name, breaches: [], trouble: [] };
    const store = createStore(database, "test");
    let isHeard = false;
    let isWritten = false;
    for (const entry of entries(scene)) {
      const heard = await comeIn({ store, people: world.workspace.people, slack: world.services.slack, at: ANSWERED_AT }, entry);
      isHeard = heard.length > 0;
      for (const event of heard) isWritten = (await runOn(scene, { database, store, event, truth }, tried)) || isWritten;
    }
    if (said && !isHeard) tried.trouble.push("it was not heard");
    if (expected === undefined) return { ...tried, trouble: [...tried.trouble, ...(isWritten ? [] : ["nothing of it got into the plan"])] };
    const through = await doUnchecked(scene, wants(), truth, (rows) => (movesRows ? withWord(rows, said?.writer) : rows));
    return { ...tried, isThrough: through.some(({ kind }) => kind === expected) };
  } finally {
    database.close();
  }
}

interface Hearing extends Pick<ChaseRun, "database" | "store"> {
  event: Event;
  truth: Truth;
}

/** Resolves with whether the plan was changed. */
async function runOn({ world, allowed, ports }: ChaseScene, { truth, event, ...kept }: Hearing, tried: Tried): Promise<boolean> {
  if (replyIn(event)?.person !== truth.said?.writer) tried.breaches.push(breach("row", `heard: ${event.title}`));
  const obeyed: Obeyed = { instructions: [], wants: [] };
  const run = { ...kept, tasks: TASKS, at: ANSWERED_AT, event };
  const { outcome, seen } = await runChase(world, { ...run, agentOf: (items) => createObedient(items, obeyed) });
  tried.breaches.push(...(await judgeChase(seen, truth, allowed, ports)));
  tried.trouble.push(...troubleOf(outcome));
  return outcome.files.has(PLAN_PATH);
}
