import { isFree } from "../../config/prices.ts";
import type { Automation } from "../../core/automation.ts";
import { lowerOf, type Budget } from "../../core/model.ts";
import type { Spent, SpentOn } from "../../core/ports/spending.ts";
import { plainDateOf } from "../../core/work-calendar.ts";
import { dollarsInWords } from "../../lib/dollars.ts";
import { countOf } from "../../lib/text.ts";
import { freeInWords } from "../../policy/model-words.ts";
import { costInWords, doubtsInWords, tokensInWords } from "../cost-words.ts";
import { loadAutomationsOf, withReading, type Reading } from "../open.ts";
import type { Options } from "../options.ts";
import { parseDay } from "../parse-day.ts";
import { printJson, table } from "../print.ts";
import type { Session } from "../session.ts";

const DAY_MS = 86_400_000;
/** Days that are shown where nobody says since when, today included. */
const USUAL_DAYS = 7;

/** What models were asked and cost, by day, automation and model, and what is left of today. */
export function run(session: Session, [automation]: readonly string[], options: Options): Promise<number> {
  return withReading(session, async (reading) => {
    const { timezone } = reading.workspace.calendar;
    const since = sinceOf(options.text("since"), timezone);
    const of = automation === undefined ? {} : { automation };
    const [rows, total] = await Promise.all([
      reading.store.spending.list({ since, ...of }),
      reading.store.spending.spent({ since, ...of }),
    ]);
    const left = await leftToday(session, reading, automation);
    if (session.json) printJson(session, { since, days: rows, total, today: left });
    else print(session, { since, rows, total, left, free: freeIn(rows, reading.workspace) });
    return 0;
  });
}

function sinceOf(written: string | undefined, timezone: string): string {
  const instant =
    written === undefined
      ? new Date(Date.now() - (USUAL_DAYS - 1) * DAY_MS).toISOString()
      : parseDay("--since", written, timezone, "first");
  return plainDateOf(instant, timezone);
}

/** One limit of a day: what it is of, and what of it is spent today. */
interface Left {
  /** Absent for all automations together. */
  automation?: string;
  most: Budget;
  spent: Spent;
}

interface Told {
  since: string;
  rows: readonly SpentOn[];
  total: Spent;
  left: readonly Left[];
  /** Models that cost nothing. */
  free: readonly string[];
}

function freeIn(rows: readonly SpentOn[], workspace: Reading["workspace"]): string[] {
  return [...new Set(rows.flatMap(({ model, unpriced }) => (unpriced === 0 ? model : [])))].filter((model) => isFree(workspace, model));
}

function print(session: Session, { since, rows, total, left, free }: Told): void {
  if (rows.length === 0) session.say(`No model was asked since ${since}.`);
  else {
    const heading = ["DAY", "AUTOMATION", "MODEL", "CALLS", "COST", "TOKENS"];
    const cells = rows.map((row) => [row.day, row.automation, row.model, String(row.calls), costInWords(row), tokensInWords(row)]);
    session.print(
      table([heading, ...cells, ["in all", "", "", String(total.calls), costInWords(total), tokensInWords(total)]], session.tableWidth),
    );
    for (const doubt of doubtsInWords(total)) session.print(doubt);
    if (free.length > 0) session.print(freeInWords(free).trim());
  }
  for (const each of left) session.print(leftInWords(each));
}

function leftInWords({ automation = "all automations together", most, spent }: Left): string {
  const dollars = spent.usd + spent.assumedUsd;
  const parts = [
    ...(most.usd === undefined ? [] : [`${dollarsInWords(Math.max(0, most.usd - dollars))} of ${dollarsInWords(most.usd, 10)}`]),
    ...(most.tokens === undefined
      ? []
      : [`${Math.max(0, most.tokens - spent.tokens).toLocaleString("en-US")} of ${countOf(most.tokens, "token")}`]),
  ];
  return `Left today for ${automation}: ${parts.length === 0 ? "as much as it takes, since nothing limits it" : parts.join(", ")}.`;
}

/** Of the automation that is named, or of each that asked a model today, and of all together; none where no model is to be asked. */
async function leftToday(session: Session, reading: Reading, wanted: string | undefined): Promise<Left[]> {
  const { store, workspace } = reading;
  const day = plainDateOf(new Date().toISOString(), workspace.calendar.timezone);
  const { automations } = await loadAutomationsOf(session, reading);
  const asked = new Set((await store.spending.list({ day })).map(({ automation }) => automation));
  if (!workspace.models && asked.size === 0) return [];
  const shown = automations.filter(({ id, model }) => (wanted === undefined ? asked.has(id) : id === wanted) && model !== "none");
  const of = async ({ id, budget }: Automation): Promise<Left> => {
    return { automation: id, most: lowerOf(budget.day, workspace.budgets.day), spent: await store.spending.spent({ day, automation: id }) };
  };
  const all = { most: workspace.budgets.all, spent: await store.spending.spent({ day }) };
  return [...(await Promise.all(shown.map(of))), all];
}
