import { inspectAll, type Inspection, type InspectionParts } from "../connect/inspect.ts";
import { lackHint, stateInWords } from "../connect/words.ts";
import { formatInstant } from "../../render/prose.ts";
import { ok, problem, warning, type Check } from "./check.ts";

const A_DAY_MS = 86_400_000;
/** An account that ends sooner than this is told of while there is time to do something about it. */
const SOON_MS = 7 * A_DAY_MS;

/** Whether the services of the workspace's accounts let us in. Each is asked who we are, and nothing is changed there. */
export async function checkConnections(parts: InspectionParts, now: number): Promise<Check[]> {
  const inspections = await inspectAll(parts);
  const { timezone } = parts.workspace.calendar;
  return inspections.map((inspection) =>
    judge(inspection, now, (at) => formatInstant(at, { timezone, asOf: new Date(now).toISOString() })),
  );
}

function judge(inspection: Inspection, now: number, show: (at: string) => string): Check {
  const name = `Connection ${inspection.name}`;
  const { state, account, error, kind } = inspection;
  if (state === "lacks") return problem(name, stateInWords(inspection), lackHint(inspection));
  if (!account) {
    const say = state === "refused" ? problem : warning;
    return say(name, stateInWords(inspection), error?.hint ?? "Try again in a minute.");
  }
  if (account.expiresAt !== undefined && Date.parse(account.expiresAt) - now < SOON_MS) {
    return warning(name, `works until ${show(account.expiresAt)}`, `Run \`chief connect ${kind} ${inspection.name} --replace\` before.`);
  }
  return ok(name, `works: ${account.name}`);
}
