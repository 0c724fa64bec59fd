import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findUnconnected } from "../../connections/unconnected.ts";
import type { Automation } from "../../core/automation.ts";
import { cargoOf, type Briefing } from "../../core/briefing.ts";
import { PermanentError } from "../../core/errors.ts";
import { takesBriefings, type WriteGrant } from "../../core/grant.ts";
import type { Preview } from "../../core/ports/outside.ts";
import type { Store } from "../../core/ports/store.ts";
import type { MessageProposal } from "../../core/proposal.ts";
import type { Workspace } from "../../core/workspace.ts";
import { newHosts } from "../../engine/run/new-hosts.ts";
import { circumstancesOf } from "../../engine/run/propose.ts";
import { choiceOf, countOf } from "../../lib/text.ts";
import { approversOf } from "../../policy/audiences.ts";
import { decide } from "../../policy/decide.ts";
import { reasonInWords } from "../../render/hold-words.ts";
import { deliveriesOf } from "../../shipped.ts";
import { PREVIEWS } from "../../store/forget/scour.ts";
import { exitCodeOfRun } from "../failure.ts";
import { findRun } from "../find-run.ts";
import { pickAutomation, withOperations, withReading } from "../open.ts";
import { parseInstant, type Options } from "../options.ts";
import { printJson } from "../print.ts";
import type { Session } from "../session.ts";
import { findWrittenQuestions } from "../written-questions.ts";

/** What one place, or one person there, would get. */
interface Outgoing {
  grant: WriteGrant;
  /** Those of the grant, or of one of its addressees. */
  options: WriteGrant["options"];
  briefing: Briefing;
  /** What the file that shows it is called. */
  file: string;
}

/** A message as it would go out, with the file that shows how it would look. */
interface Shown extends Preview {
  grant: WriteGrant;
  /** Where it would go, in words. */
  where: string;
  file?: string;
}

/** The same with whose yes it would wait for, and why, as far as that is known before anybody is asked who reads there. */
interface Judged extends Shown {
  waits: Waiting | undefined;
}

interface Waiting {
  approvers: readonly string[];
  /** Each a sentence. */
  reasons: readonly string[];
}

/** Runs an automation without sending or remembering anything, and shows what each of its places would get, and who would be asked what. */
export async function run(session: Session, [wanted = ""]: readonly string[], options: Options): Promise<number> {
  const asOf = options.text("asOf");
  const request = { automation: wanted, dryRun: true, ...(asOf !== undefined && { asOf: parseInstant("--as-of", asOf) }) };
  const ended = await withOperations(session, async ({ operations }) => operations.ended(await operations.run(request)));
  await withReading(session, async (reading) => {
    const { store, workspace } = reading;
    const { id, briefing: hash, error } = await findRun(store.runs, ended.id);
    if (hash === undefined) throw nothingWritten(id, error?.message);
    const told = await store.documents.get<Briefing>(hash);
    const automation = await pickAutomation(session, reading, ended.automation);
    const { name, writes } = automation;
    const questions = await findWrittenQuestions(store, id, automation);
    const outgoing: Outgoing[] = [
      ...questions.map(({ grant, addressee: { person, options }, briefing }) => ({
        grant,
        options,
        briefing,
        file: `${grant.name}-${person}`,
      })),
      ...writes.filter(takesBriefings).map((grant) => ({ grant, options: grant.options, briefing: told, file: grant.name })),
    ];
    const shown = await Promise.all(
      outgoing.map(async (each) => ({ ...(await show(workspace, automation, each)), waits: await findWaiting(store, automation, each) })),
    );
    const unconnected = await findUnconnected([automation], workspace.connections);
    if (session.json) printJson(session, { run: id, quiet: told.quiet, previews: shown.map(toJson), unconnected });
    else printShown(session, name, shown);
    for (const { message, hint } of unconnected) session.say(`\nWarning: ${message}. ${hint}`);
  });
  return exitCodeOfRun(ended);
}

async function show(workspace: Workspace, { id }: Automation, { grant, options, briefing, file: name }: Outgoing): Promise<Shown> {
  const delivery = await deliveriesOf(workspace).load(grant.delivery);
  const preview = delivery.preview(briefing, options);
  const shown = { ...preview, grant, where: delivery.describe(options) };
  if (preview.page === undefined) return shown;
  const folder = join(workspace.dataDirectory, PREVIEWS);
  const file = join(folder, `${id}-${name}.html`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(file, preview.page, { mode: 0o600 });
  return { ...shown, file };
}

/** Undefined where it would be sent without asking, or is only written down. */
async function findWaiting(store: Store, automation: Automation, { grant, options, briefing }: Outgoing): Promise<Waiting | undefined> {
  if (grant.staged) return undefined;
  const { name, delivery } = grant;
  const proposal: MessageProposal = { kind: "message", automation: automation.id, grant: name, delivery, options };
  const known = {
    ...(await circumstancesOf({ store }, proposal, cargoOf(briefing))),
    ...(await newHosts({ store }, automation, proposal, briefing)),
  };
  const verdict = decide(automation, proposal, known);
  if (verdict.decision !== "hold") return undefined;
  return { approvers: approversOf(automation, grant, known.acceptedHash), reasons: verdict.reasons.map(reasonInWords) };
}

function printShown(session: Session, name: string, shown: readonly Judged[]): void {
  session.say(shown.length === 0 ? `${name} writes nowhere.` : `${name} would send ${countOf(shown.length, "message")}; nothing was sent.`);
  for (const { where, text, grant, file, waits } of shown) {
    session.say(`\n${capitalised(where)}${grant.staged ? " (staged: written down, not sent)" : ""}:`);
    if (waits) session.say(`It would wait for a yes from ${namesInWords(waits.approvers)}. ${waits.reasons.join(" ")}`);
    session.print(text.trimEnd());
    if (file !== undefined) session.say(`As it would look there: ${file}`);
  }
}

function namesInWords(keys: readonly string[]): string {
  return choiceOf(keys.map((key) => (key === "me" ? "you" : key)));
}

function toJson({ grant, where, text, exact, file, waits }: Judged) {
  return {
    grant: grant.name,
    delivery: grant.delivery,
    where,
    staged: grant.staged === true,
    waits: waits ?? null,
    text,
    exact,
    file: file ?? null,
  };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function nothingWritten(run: string, reason: string | undefined): PermanentError {
  return new PermanentError("preview-failed", `expected the run ${run} to write a briefing, got none: ${reason ?? "it was stopped"}`, {
    hint: `\`chief show ${run}\` tells how far it came.`,
  });
}
