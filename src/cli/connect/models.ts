import { showModels, withModels, type WrittenModels } from "../../config/written-models.ts";
import type { Account, ListedModel } from "../../connections/service.ts";
import { PermanentError } from "../../core/errors.ts";
import { findNearest } from "../../lib/text.ts";
import { listUpTo } from "../expect-model.ts";
import { readChief, writeChief } from "./chief-file.ts";
import { guessSizes } from "./model-sizes.ts";
import type { Making } from "./making.ts";
import type { Prompter } from "./prompter.ts";

/** What OpenAI has for each size, as long as nobody names another. */
const USUAL = { small: "gpt-6-luna", large: "gpt-6.1-terra" };
const WHAT = { small: "Small model, which sorts and checks", large: "Large model, which writes" };

/** Has the person say which models of a new connection are asked from now on; where nobody can be asked, says the lines that do it. */
export async function offerModels(making: Making, { models: listed = [] }: Pick<Account, "models">): Promise<void> {
  const { session, service, name, prompter, workspace } = making;
  if (!service.serves.models || workspace.models) return;
  const named = { connection: name, small: usual("small", listed), large: usual("large", listed) };
  session.say(`\nNo model is asked until config/chief.yaml says so, since it is shown what automations read:\n\n${showModels(named)}\n`);
  if (!prompter) return session.say("Add these lines to let models write.");
  const isWanted = await unlessStopped(name, prompter.confirm("Let these models write, and add the lines?", false));
  if (!isWanted) return session.say(`${notWritten(name)}.`);
  const chosen = await unlessStopped(name, choose(named, listed, prompter));
  await writeChief(workspace.root, withModels(await readChief(workspace.root), chosen));
  session.say("Added. `model: none` in an automation keeps its data from them.");
}

function notWritten(name: string): string {
  return `The connection ${name} is written, the models are not`;
}

/** Whoever stops here has made a connection all the same. */
async function unlessStopped<Answer>(name: string, answer: Promise<Answer>): Promise<Answer> {
  return answer.catch((error: unknown) => {
    if (!(error instanceof PermanentError) || error.code !== "interrupted") throw error;
    throw new PermanentError("interrupted", `expected an answer, got a stop. ${notWritten(name)}`, {
      hint: "The lines above, added to config/chief.yaml, let models write.",
    });
  });
}

/** A server that has others has its own. */
function usual(size: keyof typeof USUAL, listed: readonly ListedModel[]): string {
  const ids = listed.map(({ id }) => id);
  return ids.includes(USUAL[size]) ? USUAL[size] : (guessSizes(ids)?.[size] ?? USUAL[size]);
}

async function choose(named: WrittenModels, listed: readonly ListedModel[], prompter: Prompter): Promise<WrittenModels> {
  const small = await chooseOne("small", named.small, listed, prompter);
  const large = await chooseOne("large", named.large, listed, prompter);
  return { ...named, small, large };
}

async function chooseOne(size: keyof typeof WHAT, first: string, listed: readonly ListedModel[], prompter: Prompter): Promise<string> {
  const ids = listed.map(({ id }) => id);
  for (let question = `${WHAT[size]} [${first}]: `; ;) {
    const answer = (await prompter.ask(question)) || first;
    if (ids.length === 0 || ids.includes(answer)) return answer;
    question = `There is none of that name${nearestIn(answer, ids)} There ${ids.length === 1 ? "is" : "are"} ${listUpTo(ids)}.\n${WHAT[size]} [${first}]: `;
  }
}

function nearestIn(answer: string, ids: readonly string[]): string {
  const nearest = findNearest(answer, ids);
  return nearest === undefined ? "." : `; did you mean ${nearest}?`;
}
