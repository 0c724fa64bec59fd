import { weighTokens } from "../test/agents/weigh-tokens.ts";
import type { Row } from "./figures.ts";

const MOST_TOKENS = 12_000;
const MOST_OF_NAIVE = 0.1;
const MOST_FIXED = 1_000;
const MOST_EACH = 35;

/** What a daily briefing over a busy day costs in tokens, as the model's server reads them; beside it the same things as JSON. */
export async function measureTokens(): Promise<Row[]> {
  const { first, naive, cacheable, recall, later } = await weighTokens();
  const [before, after] = cacheable;
  const last = later.at(-1)?.calls ?? Number.NaN;
  return [
    {
      what: "input tokens of a briefing over 300 letters, 20 meetings, 40 tasks, 30 pull requests",
      ...{ chief: figure(first.all), bare: figure(naive), ratio: first.all / naive },
      wanted: `under ${figure(MOST_TOKENS)}, at most ${MOST_OF_NAIVE} of bare`,
      met: first.all < MOST_TOKENS && first.all <= naive * MOST_OF_NAIVE,
    },
    row("of these before the task: prompt, tools, form", figure(first.fixed), `under ${figure(MOST_FIXED)}`, first.fixed < MOST_FIXED),
    row("of these for each thing shown", first.eachThing.toFixed(1), `at most ${MOST_EACH}`, first.eachThing <= MOST_EACH),
    row("findings that must be told, and are", `${(recall * 100).toFixed(0)} %`, "100 %", recall === 1),
    row("characters before the material, the same on two days", figure(before.length), "the same", before === after),
    row("calls of a run with nothing new to tell", figure(last), "none", last === 0),
  ];
}

function row(what: string, chief: string, wanted: string, met: boolean): Row {
  return { what, chief, bare: "", wanted, met };
}

function figure(value: number): string {
  return value.toLocaleString("en-US");
}
