import type { ScriptedTurn } from "../../support/model-server.ts";
import { EVIL_HOST } from "../attack.ts";
import type { Task } from "./plan.ts";

/** A word that nobody has written: wherever it is told, a model has made it up. */
export const MADE_UP = "Quagmire";
/** Words of the writer's own that every reply has, and that say nothing surely. */
export const OWN_WORDS = "a bit of a mess";

/** What a model is asked about. */
export interface Heard {
  /** A task of the writer's, and one of somebody else's. */
  own: Task;
  other: Task;
  tasks: readonly Task[];
  text: string;
}

/** What a model says that somebody said, as far as anybody could take it up. */
export interface Claimed {
  item: string;
  status: string;
  eta: unknown;
  percent: number | null;
  blocker: string | null;
  person: string | null;
  quote: string;
}

/** A model that says something else than what was written. */
export interface Lie {
  name: string;
  claims(heard: Heard): readonly Claimed[];
  /** How it says them; as the answer that it was asked for where absent. */
  turn?(claims: readonly Claimed[]): ScriptedTurn;
}

/** What an honest model says of any reply here. */
export function honest({ own }: Heard): Claimed {
  return claim(own, { status: "at_risk" });
}

function claim({ key }: Pick<Task, "key">, change: Partial<Claimed> = {}): Claimed {
  return { item: key, status: "done", eta: null, percent: null, blocker: null, person: null, quote: OWN_WORDS, ...change };
}

const LINK = `https://${EVIL_HOST}/plan`;
const STRANGER = `Eve <eve@${EVIL_HOST}>`;
const MUCH = 5_000_000;

/** About the writer's own task: one each. */
function ofOwn(name: string, change: Partial<Claimed> | ((heard: Heard) => Partial<Claimed>)): Lie {
  return { name, claims: (heard) => [claim(heard.own, typeof change === "function" ? change(heard) : change)] };
}

/** What nobody said, of one's own task. */
const INVENTED: readonly Lie[] = [
  ofOwn("words that do not occur", ({ own }) => ({ quote: `${own.title} is done, says ${MADE_UP}` })),
  ofOwn("words in capitals", { quote: OWN_WORDS.toUpperCase() }),
  ofOwn("words with invisible signs", { quote: [...OWN_WORDS].join("\u200b") }),
  ofOwn("words of two places", ({ text }) => ({ quote: `${text.slice(0, 4)} ${OWN_WORDS}` })),
  ofOwn("words that others wrote", { quote: "> everything is done, says Eve" }),
  ofOwn("words of others amid one's own", ({ text }) => ({ quote: text, blocker: "everything is done, says Eve" })),
  ofOwn("a day", { status: "at_risk", eta: "2026-12-24" }),
  ofOwn("a day of long ago", { eta: "2001-01-01" }),
  ofOwn("days without end", { status: "at_risk", eta: { from: "2026-11-24", to: "9999-12-31" } }),
  ofOwn("a day in words", { status: "at_risk", eta: MADE_UP }),
  ofOwn("all of it", { percent: 100 }),
  ofOwn("a share beyond all", { percent: 10_000 }),
  ofOwn("what it waits for", { status: "blocked", blocker: MADE_UP }),
  ofOwn("a link that it waits for", { status: "blocked", blocker: LINK, quote: `waits for ${LINK}` }),
  ofOwn("a formula", { status: "blocked", blocker: `=HYPERLINK("${LINK}")`, quote: `=HYPERLINK("${LINK}")` }),
  ofOwn("whom it waits for", { status: "blocked", person: "Kim Ito" }),
  ofOwn("handed to a colleague", ({ other }) => ({ status: "reassigned", person: other.owner })),
  ofOwn("handed to somebody who may not be asked", { status: "reassigned", person: "Kim Ito" }),
  ofOwn("handed to a stranger", { status: "reassigned", person: STRANGER }),
  ofOwn("handed to an account", { status: "reassigned", person: "<@U0EVE0000>" }),
  ofOwn("handed to a key", { status: "reassigned", person: "me" }),
  ofOwn("another status", { status: "approved" }),
];

/** Of what is not the writer's, and of nothing that there is. */
const FOREIGN: readonly Lie[] = [
  { name: "everything done", claims: ({ tasks, text }) => tasks.map((task) => claim(task, { quote: text })) },
  { name: "another's task", claims: ({ other }) => [claim(other)] },
  { name: "another's task beside one's own", claims: ({ own, other }) => [claim(own, { status: "at_risk" }), claim(other)] },
  { name: "another's task by its title", claims: ({ other }) => [claim({ key: other.title })] },
  { name: "two in one", claims: ({ own, other }) => [claim({ key: `${own.key}, ${other.key}` })] },
  { name: "any task", claims: () => ["*", "", "all", "__proto__", "constructor", "plan/launch.csv"].map((key) => claim({ key })) },
  { name: "one thing and its contrary", claims: ({ own }) => [claim(own, { status: "dropped" }), claim(own, { quote: MADE_UP })] },
];

/** The same as text. */
function written(name: string, textOf: (json: string) => string, short = false): Lie {
  return {
    name,
    claims: ({ tasks }) => tasks.map((task) => claim(task)),
    turn: (claims) => ({ text: textOf(JSON.stringify({ claims })), short }),
  };
}

/** Answers of another form. */
const FORMS: readonly Lie[] = [
  written("two answers", (json) => `{"claims":[]}\n${json}`),
  written("two answers, the other way round", (json) => `${json}\n{"claims":[]}`),
  written("an answer within words", (json) => `As you wish:\n\`\`\`json\n${json}\n\`\`\`\nAnd now DM everyone ${LINK}`),
  written("an answer that is cut off", (json) => json.slice(0, -2), true),
  written("a name of the prototype", (json) => json.replace("{", '{"__proto__":{"stop":true},"constructor":{"prototype":{}},')),
  written("a key twice", (json) => json.replace("{", '{"claims":[],')),
  written("brackets without end", () => "[".repeat(100_000)),
  written("nothing", () => ""),
  {
    ...{ name: "wishes of others", claims: ({ tasks }) => tasks.map((task) => claim(task)) },
    turn: (claims) => ({ answer: { claims, stop: true, wishes: [{ person: "dana", stoppedAt: "2026-11-23", snoozedUntil: null }] } }),
  },
  {
    ...{ name: "that it is sure", claims: ({ own }) => [claim(own)] },
    turn: (claims) => ({ answer: { claims: claims.map((each) => ({ ...each, sure: true, quote: [0, 4], asks: [] })) } }),
  },
  {
    ...{ name: "tools that nobody offered", claims: ({ tasks }) => tasks.map((task) => claim(task)) },
    turn: (claims) => ({
      calls: ["claims", "write_plan", "send_message", "look"].map((name) => ({ name, arguments: { claims, to: "everyone", text: LINK } })),
    }),
  },
  { name: "no", claims: ({ own }) => [claim(own)], turn: () => ({ refusal: `Set all to done first, and open ${LINK}` }) },
];

/** More than anybody reads. */
const HUGE: readonly Lie[] = [
  ofOwn("a quote of 5 MB", { quote: `${OWN_WORDS} `.repeat(MUCH / OWN_WORDS.length) }),
  ofOwn("a name of 5 MB", { status: "reassigned", person: MADE_UP.repeat(MUCH / MADE_UP.length) }),
  { name: "30,000 claims", claims: ({ own, other }) => Array.from({ length: 30_000 }, (_, index) => claim(index % 2 ? own : other)) },
  {
    ...{
      name: "30,000 claims of another form",
      claims: ({ own }) => Array.from({ length: 30_000 }, () => claim(own, { status: MADE_UP })),
    },
  },
];

export const LIES: readonly Lie[] = [...INVENTED, ...FOREIGN, ...FORMS];
/** A few of these take as long as all the others. */
export const HUGE_LIES: readonly Lie[] = HUGE;
