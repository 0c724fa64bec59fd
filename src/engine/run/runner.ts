import type { Correspondence } from "../../analysis/chase/letters/correspondence.ts";
import type { Letters } from "../../analysis/context/names.ts";
import { mostWordsOf } from "../../core/automation.ts";
import type { Briefing } from "../../core/briefing.ts";
import type { Verdict } from "../../core/claim.ts";
import type { Graded } from "../../core/goal.ts";
import type { Written } from "../../core/ports/agent.ts";
import type { Context, Workflow } from "../../core/ports/engine.ts";
import { withOwner } from "../../core/person.ts";
import type { Run } from "../../core/run.ts";
import { withAllowedLinks } from "../../policy/links.ts";
import type { AnalystDesk } from "./analyst.ts";
import { addressing } from "./addressing.ts";
import { createAsking } from "./asking.ts";
import { assign, type Assigned } from "./assign.ts";
import { ASKS } from "../../analysis/chase/evidence.ts";
import { correspond } from "./chase/correspond.ts";
import { openChase, type Chase } from "./chase/open.ts";
import type { Concluded, Verified } from "./analyst-work.ts";
import { finish } from "./finish.ts";
import { freeze, type Frozen } from "./freeze.ts";
import { gather, type Gathering } from "./gather.ts";
import { EVENTS } from "./gather-events.ts";
import { grade } from "./grade.ts";
import { keepDocument } from "./keep-document.ts";
import { narrowedIn } from "./narrowed.ts";
import type { Judges, RunnerParts } from "./parts.ts";
import { askedSince, inThread } from "./question.ts";
import { review } from "./review.ts";
import { keepVerdicts } from "./verdicts.ts";
import { write } from "./write.ts";

interface Opened {
  frozen: Frozen;
  gathering: Gathering;
  /** Absent where nobody is asked. */
  chase?: Chase;
  desk: AnalystDesk;
  judges: Judges;
}

interface Worked {
  /** What is written to people beside the briefing; absent where nobody is asked. */
  letters?: Correspondence;
  /** Of what was concluded. */
  hash: string;
  briefing: Briefing;
  goal: readonly Graded[];
}

/** What came of the last check, with what came of those before it. */
export interface Judged extends Verified {
  verdicts: readonly Verdict[];
}

/** What a run has to say, held against its evidence, and what it says it of. */
export interface Told extends Worked {
  frozen: Frozen;
  chase?: Chase;
  gathering: Gathering;
  judges: Judges;
}

type Composed = Assigned & { written: Written; signal: AbortSignal };
type Drafted = Assigned & { draft: Briefing; signal: AbortSignal };

/** What every automation does when it runs, one stage after the other; each stage's outcome is kept. */
export function createRunner(parts: RunnerParts): Workflow {
  return async (context, run) => {
    const told = await tell(context, parts, run);
    const reviews = await review(context, parts, run, told);
    const concluded = await parts.store.documents.get<Concluded>(told.hash);
    return finish(parts, run, { ...told, concluded, reviews });
  };
}

/** The stages up to the one that checks the whole: nothing is decided or sent yet, and nothing remembered. */
export async function tell(context: Context, parts: RunnerParts, run: Run): Promise<Told> {
  const start = await freeze(context, parts, run);
  const gathering = await gather(context, parts, run, start);
  const frozen = knowing(start, gathering);
  const { memory, automation } = frozen;
  const desk = parts.analyst.spread({ ...gathering, changes: memory.changes ?? [], timezone: automation.timezone });
  const judges = (await parts.judges?.(frozen.automation, frozen.workspace)) ?? {};
  const chase = await openChase(context, parts, run, { frozen, judges });
  const asking = chase && { chase };
  return {
    frozen,
    gathering,
    judges,
    ...asking,
    ...(await workAndLeave(context, parts, run, { frozen, gathering, desk, judges, ...asking })),
  };
}

/** Who is known, the owner by what the services call them too, and so whom this run writes to. */
function knowing(frozen: Frozen, { me }: Gathering): Frozen {
  const { automation, events, workspace } = frozen;
  const people = withOwner(workspace.people, me);
  return { ...frozen, ...addressing(automation, events, people), workspace: { ...workspace, people } };
}

/** The desk takes much room, for which the end of a run has no use. */
async function workAndLeave(context: Context, parts: RunnerParts, run: Run, opened: Opened): Promise<Worked> {
  try {
    return await work(context, parts, run, opened);
  } finally {
    await opened.desk.close();
  }
}

async function work(context: Context, parts: RunnerParts, run: Run, opened: Opened): Promise<Worked> {
  const { documents } = parts.store;
  const keep = <T>(stage: string, outcome: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    keepDocument(context, documents, stage, outcome);
  const { hash, tellsAnew } = await context.step("analyse", (signal) => analyse(parts, opened, signal));
  opened.desk.recall(hash);
  const assigned = { ...opened, letters: await lettersOf(parts, opened.frozen), evidence: evidenceOf(opened), tellsAnew };
  const verdicts = keepVerdicts();
  const asking = createAsking(context, parts.clock, opened.frozen.automation.runTimeoutMs);
  const written = isWorthWriting(opened, tellsAnew)
    ? await write(context, { agent: parts.agent, documents }, verdicts.of(assign(parts, run, assigned, asking)))
    : { bullets: [] };
  const draft = await keep("compose", (signal) => compose(run, { ...assigned, written, signal }));
  const verified = await keep("verify", async (signal): Promise<Judged> => {
    return { ...(await verify(parts, run, { ...assigned, draft, signal })), verdicts: verdicts.all() };
  });
  const { briefing, goal } = await grade(context, documents, run, { ...assigned, briefing: verified.briefing });
  const { automation, events } = opened.frozen;
  const letters = opened.chase && (await correspond(context, parts, run, { ...assigned, chase: opened.chase }));
  return { hash, goal, ...(letters && { letters }), briefing: inThread(withAllowedLinks(briefing, automation.links), events) };
}

async function analyse({ store }: RunnerParts, { frozen, desk, chase }: Opened, signal: AbortSignal) {
  const { calendar, people, rules } = frozen.workspace;
  const { ledger, automation } = frozen;
  const known = { ledger, narrowed: narrowedIn(frozen), ...historyOf(frozen) };
  const asking = chase && { chase: chase.state };
  const input = { ...known, ...asking, calendar, people, thresholds: rules, reader: automation.owner };
  const { concluded, tellsAnew } = await desk.analyse(input, signal);
  return { hash: await store.documents.putJson("analyse", concluded), tellsAnew };
}

/** The gate of `when`, decided before anything that costs is asked to write. */
function isWorthWriting({ frozen: { automation }, gathering: { news } }: Opened, tellsAnew: boolean): boolean {
  return automation.when === "always" || tellsAnew || (automation.when === "changed" && news.length > 0);
}

/** First letter of a source's things, by connector. */
async function lettersOf({ connectors }: RunnerParts, { automation }: Frozen): Promise<Letters> {
  const used = await Promise.all([...new Set(automation.reads.map((grant) => grant.connector))].map((id) => connectors.load(id)));
  return { [EVENTS]: "E", [ASKS]: "A", ...Object.fromEntries(used.map((connector) => [connector.id, connector.alias])) };
}

function compose(run: Run, { frozen, gathering, letters, written, desk, signal }: Composed): Promise<Briefing> {
  const { automation, workspace } = frozen;
  const { calendar, people } = workspace;
  const known = { ...sinceOf(frozen, gathering.asOf), ...historyOf(frozen) };
  return desk.compose({ automation, run: run.id, calendar, people, aliases: letters, ...written, ...known }, signal);
}

function historyOf({ history }: Frozen): Pick<Frozen, "history"> {
  return history ? { history } : {};
}

/** From when on is asked, or else when the reader was told last, as far as that lies before this briefing. */
function sinceOf({ automation, memory: { reportedTo } }: Frozen, asOf: string): { since?: string } {
  const asked = askedSince(automation, asOf);
  if (asked !== undefined) return { since: asked };
  return reportedTo !== undefined && reportedTo <= asOf ? { since: reportedTo } : {};
}

function evidenceOf({ frozen, gathering }: Opened): Assigned["evidence"] {
  const { people, calendar } = frozen.workspace;
  return { people, calendar, mostWords: mostWordsOf(frozen.automation.report), ...sinceOf(frozen, gathering.asOf) };
}

/** Holds every line against its evidence, whoever wrote it. */
async function verify(parts: RunnerParts, run: Run, { draft, desk, evidence, signal }: Drafted): Promise<Verified> {
  const verified = await desk.verify({ draft, evidence }, signal);
  for (const { code, message } of verified.violations) parts.loggerOf(run).warn({ code }, `a line was replaced: ${message}`);
  return verified;
}
