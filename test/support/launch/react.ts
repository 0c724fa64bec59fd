import { instantOf } from "../../../src/lib/clock.ts";
import type { Saying } from "./book.ts";
import type { Member, Reaction } from "./cast.ts";
import { getButton, type Question } from "./question.ts";
import { tasksOf } from "./scenario.ts";
import type { Stage } from "./stage.ts";
import type { Letter } from "./town.ts";

/** Turns of the event loop in which something that was told is under way. */
const UNDER_WAY_TURNS = 6;
/** Slack tells every so many of them once more. */
const TOLD_TWICE = 4;

/** Somebody does about a question what they meant to do. */
export async function react(stage: Stage, member: Member, question: Question, reaction: Reaction): Promise<void> {
  stage.office.expect();
  if ("mail" in question) await writeBack(stage, member, question.mail, reaction);
  else if (reaction.by === "words") await write(stage, member, question.letter, reaction);
  else await press(stage, member, question.letter, reaction);
  const { later } = reaction;
  if (later) stage.agenda.inMinutes(later.afterMinutes, () => react(stage, member, question, later));
}

/** What they mean by it counts from now on, whenever it is heard. */
function note({ book, clock }: Stage, { key: person }: Member, { stops, isTooLate }: Reaction, says: readonly Saying[]): void {
  if (isTooLate) book.late.push({ person, at: instantOf(clock), says });
  else book.replies.push({ person, at: instantOf(clock), says, ...(stops && { stops }) });
}

type Mail = Extract<Question, { mail: unknown }>["mail"];

async function writeBack(stage: Stage, member: Member, mail: Mail, reaction: Reaction): Promise<void> {
  const { post, office, reaper } = stage;
  note(stage, member, reaction, reaction.says);
  post?.answer(mail, member, reaction.text ?? "");
  if (office.isAlive) await office.settle();
  reaper.strikes("heard");
}

async function write(stage: Stage, member: Member, letter: Letter, reaction: Reaction): Promise<void> {
  const { town, agenda } = stage;
  const { text = "", says, inThread, deletedAfterMinutes: goneAfter } = reaction;
  note(stage, member, reaction, says);
  const said = town.said(member.slack ?? "", text, inThread ? letter.ts : undefined);
  if (goneAfter !== undefined) agenda.inMinutes(goneAfter, () => tell(stage, "events_api", town.deleted(said)));
  await tell(stage, "events_api", said, isToldTwice(stage) && !reaction.isTooLate);
}

async function press(stage: Stage, member: Member, letter: Letter, reaction: Reaction): Promise<void> {
  const { town, scenario } = stage;
  for (const saying of reaction.says) {
    const title = tasksOf(scenario).find(({ key }) => key === saying.key)?.title ?? "";
    const { action, value } = getButton(letter, { key: saying.key, title }, saying.status);
    note(stage, member, reaction, [saying]);
    await tell(stage, "interactive", town.pressed(member.slack ?? "", letter, action, value), isToldTwice(stage));
  }
}

function isToldTwice({ book }: Stage): boolean {
  return book.replies.length % TOLD_TWICE === 0;
}

/** Slack tells it until it is acknowledged, and some things once more. */
async function tell(stage: Stage, type: "events_api" | "interactive", payload: unknown, isTwice = false): Promise<void> {
  const { town, office, reaper, agenda } = stage;
  const tellLater = (): void => agenda.inMinutes(1, () => tell(stage, type, payload, isTwice));
  if (!office.isAlive) return tellLater();
  const told = town.slack.tell(type, payload).then(() => "heard");
  for (let turn = 0; turn < UNDER_WAY_TURNS; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
  if (reaper.strikes("hearing")) return tellLater();
  if ((await Promise.race([told, reaper.death.then(() => "dead")])) === "dead") return tellLater();
  if (isTwice) await tell(stage, type, payload);
  if (reaper.strikes("heard")) return;
  if (office.isAlive) await office.settle();
}
