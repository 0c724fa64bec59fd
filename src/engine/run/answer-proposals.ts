import type { Automation } from "../../core/automation.ts";
import type { Assignment } from "../../core/ports/agent.ts";
import type { Answer, LookProposal, MessageProposal } from "../../core/proposal.ts";
import type { Run } from "../../core/run.ts";
import { lazy } from "../../lib/lazy.ts";
import { listOf, shorten } from "../../lib/text.ts";
import { decide, type Verdict } from "../../policy/decide.ts";
import { decideLook, type LookVerdict } from "../../policy/look.ts";
import { parseProposal } from "../../policy/parse-proposal.ts";
import type { Gathering } from "./gather.ts";
import type { RunnerParts } from "./parts.ts";
import { circumstancesOf } from "./propose.ts";
import type { Gathered } from "./read-source.ts";

/** Far more than the work of one run takes; whoever asks for more is not at work. */
const MOST_PROPOSALS = 1_000;
const LONGEST_REASON = 300;

type AskedOf = Pick<RunnerParts, "store" | "loggerOf">;

/** What proposals of one run are judged by. */
export interface Asking {
  automation: Automation;
  gathering: Pick<Gathering, "items" | "memory">;
}

/**
 * Answers what an agent asks for in one run, and writes each answer into the run's log. Nothing else comes of it: an allowed message is not
 * sent for it, and a denied one ends nothing.
 */
export function answerProposals(parts: AskedOf, run: Run, asking: Asking): Assignment["propose"] {
  const log = parts.loggerOf(run);
  const handlesOf = handlesBy(parts, asking.gathering);
  let asked = 0;
  let denied = 0;
  return async (proposal) => {
    asked += 1;
    if (asked > MOST_PROPOSALS) return tooMany(log, asked);
    const answer = answerOf(await judge(parts, asking.automation, proposal, handlesOf));
    if (answer.decision === "deny") denied += 1;
    log[answer.decision === "deny" ? "warn" : "info"]({ ...answer, denied }, "an action was asked for");
    return answer;
  };
}

type HandlesOf = (grant: string) => Promise<ReadonlySet<string>>;

async function judge(parts: AskedOf, automation: Automation, value: unknown, handlesOf: HandlesOf): Promise<Verdict | LookVerdict> {
  const parsed = parseProposal(value);
  if (!("proposal" in parsed)) return parsed;
  const { proposal } = parsed;
  return proposal.kind === "message" ? judgeMessage(parts, automation, proposal) : judgeLook(automation, proposal, handlesOf);
}

async function judgeMessage(parts: AskedOf, automation: Automation, proposal: MessageProposal): Promise<Verdict> {
  // Whom to ask what, and what to change in a plan, is for code to decide.
  return decide(automation, proposal, await circumstancesOf(parts, proposal, "briefing"));
}

async function judgeLook(automation: Automation, proposal: LookProposal, handlesOf: HandlesOf): Promise<LookVerdict> {
  return decideLook(automation, proposal, await handlesOf(proposal.grant));
}

/** The ids of what a grant brought in this run; none for a grant that there is not. Read when it is first asked for. */
function handlesBy({ store }: AskedOf, { items, memory }: Asking["gathering"]): HandlesOf {
  const isOfThisRun = lazy(async () => new Set(items));
  const known = new Map(Object.entries(memory).map(([grant, { gathered }]) => [grant, lazy(() => read(gathered))]));
  async function read(gathered: string): Promise<ReadonlySet<string>> {
    // A source that let nobody in keeps the answer that it gave before.
    const fresh = await isOfThisRun();
    const { items: hashes } = await store.documents.get<Gathered>(gathered);
    return new Set((await store.items.get(hashes.filter((hash) => fresh.has(hash)))).map(({ id }) => id));
  }
  return async (grant) => (await known.get(grant)?.()) ?? new Set();
}

function answerOf(verdict: Verdict | LookVerdict): Answer {
  if (verdict.decision === "allow") return { decision: "allow", reason: "" };
  if (verdict.decision === "deny") {
    const { code, message } = verdict.error;
    return { decision: "deny", reason: `${code}: ${shorten(message, LONGEST_REASON)}` };
  }
  return { decision: "hold", reason: `a person is asked first: ${listOf([...new Set(verdict.reasons.map(({ kind }) => kind))])}` };
}

function tooMany(log: ReturnType<AskedOf["loggerOf"]>, asked: number): Answer {
  const reason = `policy-too-many: expected at most ${MOST_PROPOSALS} proposals in a run, got more`;
  if (asked === MOST_PROPOSALS + 1) log.warn({ decision: "deny", reason }, "an action was asked for, and none that follows is looked at");
  return { decision: "deny", reason };
}
