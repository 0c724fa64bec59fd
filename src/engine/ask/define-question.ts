import { findSince } from "../../analysis/ask/since.ts";
import type { Automation } from "../../core/automation.ts";
import { DefinitionError } from "../../core/errors.ts";
import type { QuestionRequest } from "../../core/ports/operations.ts";
import type { Catalogue, Connector } from "../../core/ports/outside.ts";
import { QUESTION_ID } from "../../core/question.ts";
import type { ParsedDefinition } from "../../definitions/parse.ts";
import { pick } from "../../definitions/pick.ts";
import type { DefinitionFile } from "../../definitions/source.ts";
import { hashOf } from "../../lib/hash.ts";
import type { Problem } from "../../lib/problem.ts";

export interface QuestionParts {
  connectors: Catalogue<Connector>;
  automations(): readonly Automation[];
  /** A definition as the configuration in force has it checked. */
  parse(file: DefinitionFile): Promise<ParsedDefinition>;
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const LONGEST_QUESTION = 2_000;

/**
 * The definition by which a question is answered: it may read what was named, and write nowhere. It goes through the same checks as a file
 * does. Throws DefinitionError `question-invalid`, or PermanentError `automation-unknown`.
 */
export async function defineQuestion(parts: QuestionParts, request: QuestionRequest, asOf: string): Promise<Automation> {
  const question = request.question.trim();
  if (question === "" || question.length > LONGEST_QUESTION) throw notAQuestion(question);
  const base = request.automation === undefined ? undefined : pick(parts.automations(), request.automation);
  if (!base && request.reads.length === 0) throw nothingToRead();
  const plain = await parse(parts, [...request.reads], question);
  const since = findSince(question, { asOf, timezone: base?.timezone ?? plain.timezone });
  const asked = since === undefined ? plain : await parse(parts, await readingBack(parts, request.reads, since, asOf), question);
  return base ? within(base, asked) : asked;
}

/** Under the grants of one that is there: what it reads besides is its own. */
function within({ timezone, reads, owner, model, budget, skills }: Automation, asked: Automation): Automation {
  const names = new Set(reads.map(({ name }) => name));
  const all = [...reads, ...asked.reads.filter(({ name }) => !names.has(name))];
  const automation = { ...asked, timezone, owner, model, budget, skills, reads: all };
  return { ...automation, hash: hashOf({ reads: all, hash: asked.hash }) };
}

/** What a source tells of a span of weeks only where that is asked for, is asked for. */
function readingBack({ connectors }: QuestionParts, reads: readonly string[], since: string, asOf: string) {
  const weeks = Math.max(1, Math.ceil((Date.parse(asOf) - Date.parse(since)) / WEEK_MS));
  return Promise.all(
    reads.map(async (id) => {
      const { schema } = await connectors.load(id);
      return schema.safeParse({ weeks }).success ? { [id]: { weeks } } : id;
    }),
  );
}

async function parse({ parse: check }: QuestionParts, reads: readonly unknown[], question: string): Promise<Automation> {
  const front = [`name: A question`, "report: answer", `reads: ${JSON.stringify(reads)}`, "writes: []"];
  const text = ["---", ...front, "---", "", question, ""].join("\n");
  const { automation, problems } = await check({ id: QUESTION_ID, path: `${QUESTION_ID}.md`, text, hash: hashOf(text) });
  if (automation) return automation;
  throw notAllowed(problems);
}

function notAllowed([first]: readonly Problem[]): DefinitionError {
  return new DefinitionError("question-invalid", first?.message.replace(/\breads\[\d+\]/, "--reads") ?? "expected a question, got none", {
    ...(first?.hint !== undefined && { hint: first.hint }),
  });
}

function notAQuestion(question: string): DefinitionError {
  const got = question === "" ? "none" : `one of ${question.length}`;
  return new DefinitionError("question-invalid", `expected a question of at most ${LONGEST_QUESTION} characters, got ${got}`, {
    hint: 'Ask in a sentence or two, such as "what changed in checkout since Tuesday?".',
  });
}

function nothingToRead(): DefinitionError {
  return new DefinitionError("question-invalid", "expected to be told what may be read for the answer, got nothing", {
    hint: "Add --reads with names such as git,files, or --automation with one whose reads it may have.",
  });
}
