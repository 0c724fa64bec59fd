import { Command as Program, CommanderError } from "commander";
import { toOptions } from "./options.ts";
import { exitCodeOf, printError } from "./failure.ts";
import { openSession, type Session, type Surroundings } from "./session.ts";
import { verbs, type Verb } from "./verbs.ts";

/** Parses the command line, calls the command, and resolves with the exit code. */
export async function runCommandLine(words: readonly string[], version: string, surroundings: Surroundings): Promise<number> {
  let exitCode = 0;
  const program = createProgram(version, surroundings);
  for (const verb of verbs) addVerb(program, verb, surroundings, (code) => (exitCode = code));
  try {
    await program.parseAsync(words, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

function createProgram(version: string, { stdout, stderr }: Surroundings): Program {
  return new Program("chief")
    .description("A chief of staff that works while you are away.")
    .version(version)
    .showHelpAfterError("(chief --help lists the commands)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stderr.columns ?? 80,
    })
    .configureHelp({ showGlobalOptions: true });
}

function addVerb(program: Program, verb: Verb, surroundings: Surroundings, ended: (exitCode: number) => void): void {
  const command = program.command(verb.usage).description(verb.about);
  command.option("--dir <workspace>", "the workspace, or any folder to be read with the shipped automations");
  command.option("--json", "print data as JSON").option("--no-color", "print without colours");
  for (const [flags, about] of verb.options ?? []) command.option(flags, about);
  command.action(async (...given: unknown[]) => {
    const values = command.opts<{ dir?: string; json?: boolean; color: boolean }>();
    const session = openSession({ ...values, json: values.json === true, noColor: !values.color }, surroundings);
    const args = given
      .slice(0, -2)
      .flat()
      .filter((word) => typeof word === "string");
    ended(await call(verb, session, args, values));
  });
}

async function call(verb: Verb, session: Session, args: readonly string[], values: Readonly<Record<string, unknown>>): Promise<number> {
  try {
    return await (await verb.load()).run(session, args, toOptions(values));
  } catch (error) {
    printError(session, error);
    return exitCodeOf(error);
  }
}
