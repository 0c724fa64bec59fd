import type { Automation } from "../../core/automation.ts";
import { namedFlowsOf } from "../../shipped.ts";
import { findPrompter, nobodyToAsk, type Prompter } from "../connect/prompter.ts";
import { pickAutomation, withOperations, withReading } from "../open.ts";
import type { Options } from "../options.ts";
import { printJson } from "../print.ts";
import type { Session } from "../session.ts";
import { signed } from "../signed.ts";

/** Accepts what an automation's file names under flows, as the file is now; or takes that back. */
export async function run(session: Session, args: readonly string[], options: Options): Promise<number> {
  const prompter = findPrompter(session.surroundings);
  try {
    return await accept(session, args, options, prompter);
  } finally {
    prompter?.close();
  }
}

interface Asked {
  automation: Automation;
  /** Each a sentence but for its end. */
  flows: readonly string[];
  isAccepted: boolean;
}

/** The same with whoever answers the question; nobody does where that is undefined. */
export async function accept(
  session: Session,
  [wanted = ""]: readonly string[],
  options: Options,
  prompter: Prompter | undefined,
): Promise<number> {
  const asked = await withReading(session, async (reading): Promise<Asked> => {
    const automation = await pickAutomation(session, reading, wanted);
    const consent = await reading.store.consents.find(automation.id);
    return { automation, flows: await namedFlowsOf(automation), isAccepted: consent?.hash === automation.hash };
  });
  if (options.flag("undo")) return undo(session, asked.automation, options);
  const { flows, isAccepted } = asked;
  if (flows.length === 0) return tell(session, asked, false, nothingToAccept(session, asked.automation));
  for (const flow of flows) session.say(`${asked.automation.name}: ${flow}.`);
  if (isAccepted) return tell(session, asked, true, "That is accepted already, for the file as it is now.");
  if (!(await isAgreed(options, prompter))) return tell(session, asked, false, "Nothing was accepted.");
  return keep(session, asked, options);
}

async function isAgreed(options: Options, prompter: Prompter | undefined): Promise<boolean> {
  if (options.flag("yes")) return true;
  if (!prompter) throw nobodyToAsk("a yes", "Add --yes to accept it.");
  return prompter.confirm("Accept that?", false);
}

function keep(session: Session, asked: Asked, options: Options): Promise<number> {
  return withOperations(session, async ({ operations, workspace }) => {
    const { id, hash } = asked.automation;
    await operations.accept(id, { hash, by: signed(workspace.owner, options) });
    return tell(session, asked, true, `Accepted for the file of ${id} as it is now: once it changes, you are asked again.`);
  });
}

function undo(session: Session, automation: Automation, options: Options): Promise<number> {
  return withOperations(session, async ({ operations, workspace }) => {
    await operations.accept(automation.id, { by: signed(workspace.owner, options) });
    return tell(session, { automation, flows: [] }, false, `Nothing is accepted for ${automation.id} any more.`);
  });
}

function tell(
  session: Session,
  { automation: { id, hash }, flows }: Pick<Asked, "automation" | "flows">,
  accepted: boolean,
  words: string,
) {
  if (session.json) printJson(session, { automation: id, hash, accepted, flows });
  else session.print(words);
  return 0;
}

function nothingToAccept(session: Session, { id }: Automation): string {
  return `${id} has nothing to accept: its file names no flow that it needs. \`${session.call("validate")}\` says where one is missing.`;
}
