import { findSecretPlace, type SecretPlaces } from "../../config/secret-places.ts";
import { readSecret } from "../../config/secrets.ts";
import { learnSecret } from "../../lib/known-secrets.ts";
import type { Question } from "../../connections/service.ts";
import { usageError } from "../options.ts";
import { nobodyToAsk, type Prompter } from "./prompter.ts";
import { referenceTo, SECRET_FORMS, type Sources } from "./sources.ts";

/** What answers come from. */
export interface Interview {
  /** Of the connection that is made. */
  name: string;
  questions: readonly Question[];
  sources: Sources;
  places: SecretPlaces;
  /** Absent where nobody can be asked. */
  prompter: Prompter | undefined;
  /** What was found on this machine: it is offered, and never taken where nobody is asked. */
  found: Answers["given"];
  /** The next line of what is piped in. */
  nextLine(): Promise<string | undefined>;
  say(text: string): void;
}

/** The answers: settings and references by key, and the secrets that were typed or piped in, by the reference that is to lead to them. */
export interface Answers {
  given: Readonly<Record<string, string>>;
  typed: ReadonlyMap<string, string>;
}

/** How people say that there is none of what is asked for. */
const NONE = "-";

const AT_A_TERMINAL = "Run the same line at a terminal: it shows what is offered, and asks. Nothing was written.";

/** Everything that the questions ask for, from the command line, the environment or the person, in this order. */
export async function gather(interview: Interview): Promise<Answers> {
  const given: Record<string, string> = Object.fromEntries(interview.sources.settings);
  const typed = new Map<string, string>();
  const keep = (question: Question, answer: string | undefined): void => {
    if (answer === undefined || (question.optional && answer === NONE)) delete given[question.key];
    else given[question.key] = answer;
  };
  for (const question of interview.questions) {
    const isNamed = interview.sources.secrets.has(question.key);
    if (!isNamed && question.when?.(given) === false) continue;
    const known = given[question.key];
    keep(question, known ?? (question.secret ? await askSecret(question, interview, typed) : await askSetting(question, given, interview)));
  }
  return { given, typed };
}

/** Leads to what Chief keeps for a key of a connection. */
export function storedReference(name: string, key: string): string {
  return `stored:${name}.${key}`;
}

async function askSetting(question: Question, given: Answers["given"], { prompter, found }: Interview): Promise<string | undefined> {
  const { key, what, optional, bySignIn } = question;
  if (bySignIn && (prompter || optional)) return undefined;
  const usual = (prompter && found[key]) ?? question.usual?.(given);
  if (!prompter) {
    if (usual !== undefined || optional) return usual;
    if (bySignIn) throw usageError("expected somebody at a terminal to look at what it is and accept it, got none", AT_A_TERMINAL);
    throw nobodyToAsk(key, `Add --set ${key}=VALUE: ${lowerFirst(what)}.`);
  }
  for (;;) {
    const typed = await prompter.ask(`${what}${usual === undefined ? "" : ` [${usual}]`}: `);
    const answer = typed === "" ? usual : typed;
    if (answer !== undefined || optional) return answer;
  }
}

async function askSecret(question: Question, interview: Interview, typed: Map<string, string>): Promise<string | undefined> {
  const { key, what } = question;
  const source = interview.sources.secrets.get(key);
  if (source?.kind === "reference") return expectForm(question, source.reference, interview.places);
  const reference = storedReference(interview.name, key);
  const keep = (secret: string): string => {
    learnSecret(secret);
    typed.set(reference, secret);
    return reference;
  };
  if (source) return keep(expectPiped(question, await interview.nextLine()));
  const usual = await findUsual(question, interview);
  if (usual !== undefined) return expectForm(question, usual, interview.places);
  if (!interview.prompter) {
    if (question.optional) return undefined;
    if (question.bySignIn) throw nobodyToAsk(key, `Sign in at a terminal, or add --secret ${key}=PLACE, where PLACE is ${SECRET_FORMS}.`);
    const variable = question.variable === undefined ? "" : `Set ${question.variable}, or add`;
    throw nobodyToAsk(key, `${variable === "" ? "Add" : variable} --secret ${key}=PLACE, where PLACE is ${SECRET_FORMS}.`);
  }
  if (question.bySignIn) return undefined;
  for (;;) {
    const answer = await interview.prompter.ask(`${what} (what you type is not shown): `, true);
    if (answer === "" && question.optional) return undefined;
    if (answer !== "" && fits(question, answer)) return keep(answer);
    interview.say(answer === "" ? "Nothing was typed." : `It has to ${question.form?.wish}. Try again.`);
  }
}

/** The variable that usually holds it, where it is set; a person is asked first, since it may be that of another account. */
async function findUsual({ variable }: Question, { places, prompter }: Interview): Promise<string | undefined> {
  if (variable === undefined || !findSecretPlace(referenceTo(variable), places)) return undefined;
  const isMeant = prompter === undefined || (await prompter.confirm(`${variable} is set. Use it?`, true));
  return isMeant ? referenceTo(variable) : undefined;
}

function expectForm(question: Question, reference: string, places: SecretPlaces): string {
  if (!fits(question, readSecret(reference, places))) throw wrongForm(question, reference);
  return reference;
}

function expectPiped(question: Question, line: string | undefined): string {
  const secret = line?.trim() ?? "";
  if (secret === "") {
    throw usageError(
      `expected a line of what is piped in to hold ${question.key}, got none`,
      "Pipe in one line for each secret that is named stdin, in the order in which they are asked for.",
    );
  }
  if (!fits(question, secret)) throw wrongForm(question, "what is piped in");
  return secret;
}

function wrongForm({ key, form }: Question, place: string) {
  return usageError(`expected ${key} to ${form?.wish}, got something else from ${place}, which is not shown`, "Copy the right one, whole.");
}

function fits({ form }: Question, secret: string): boolean {
  return form === undefined || form.pattern.test(secret);
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}
