import { askingAgain } from "../../../src/agents/ask-again.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderMarkdown } from "../../../src/render/markdown.ts";
import { check } from "../../../src/verify/check.ts";
import { isMustMention } from "../../../src/core/finding.ts";
import { modelAt } from "../../support/model-client.ts";
import { startModel, type ModelServer } from "../../support/model-server.ts";
import { FORBIDDEN, MODEL_KINDS, type ModelKind } from "./model-kinds.ts";
import { openOffice, type OfficeDay, type OfficeMorning, type OfficePlan } from "./model-office.ts";
import { tally, type VerifyRow } from "./row.ts";

/** The mornings of one week, one after the other. */
type OfficeWeek = readonly OfficeMorning[];

/**
 * Whole runs with a scripted model behind the real client, one row for each way in which it behaves: on how many mornings the briefing was not
 * delivered, not whole, not true, or said the wrong thing of who wrote it. Must-mentions are counted beside, against the same mornings without a model.
 */
export async function measureModels(weeks: readonly OfficeWeek[], kinds: readonly ModelKind[] = MODEL_KINDS): Promise<VerifyRow[]> {
  const bare = await inOffices(weeks, async (plan, week) => briefAll(plan, week));
  const server = await startModel();
  const mentions = tally("model: must-mentions, told as without one", "mention", 0);
  try {
    const rows: VerifyRow[] = [];
    for (const kind of kinds) rows.push(await measureKind(server, kind, { weeks, bare, mentions }));
    return [...rows, mentions.row()];
  } finally {
    await server.close();
  }
}

interface Measured {
  weeks: readonly OfficeWeek[];
  /** What each morning brings without a model. */
  bare: readonly OfficeDay[];
  mentions: ReturnType<typeof tally>;
}

async function measureKind(server: ModelServer, kind: ModelKind, { weeks, bare, mentions }: Measured): Promise<VerifyRow> {
  const count = tally(`model: ${kind.what}`, "morning", 0);
  const days = await inOffices(weeks, async (plan, week, number) => {
    const state = { asked: 0, isHanging: false };
    server.script = (asked) => {
      const turn = kind.turn(asked, state.asked);
      state.asked += 1;
      state.isHanging ||= "fault" in turn && turn.fault === "hangs";
      return turn;
    };
    const model = askingAgain(modelAt(server, { api: number % 2 === 0 ? "responses" : "chat" }));
    const takeHanging = (): boolean => {
      const was = state.isHanging;
      state.isHanging = false;
      return was;
    };
    return briefAll({ ...plan, model, takeHanging, ...(kind.body !== undefined && { body: kind.body }) }, week, () => (state.asked = 0));
  });
  days.forEach((day, index) => {
    const wrong = wrongWith(day, kind);
    count.add(wrong.length > 0, () => `${day.briefing.asOf}: ${wrong.join("; ")}`);
    const without = bare[index];
    for (const flag of new Set([...mustBeTold(day), ...(without ? mustBeTold(without) : [])])) {
      const isTold = flagsOf(day).has(flag) && without !== undefined && flagsOf(without).has(flag);
      mentions.add(!isTold, () => `${kind.what}, ${day.briefing.asOf}: ${flag}`);
    }
  });
  return count.row();
}

/** Everything that is amiss with one morning's briefing, in words. */
function wrongWith({ status, briefing, evidence, messages, file }: OfficeDay, { by, says }: ModelKind): string[] {
  const text = renderMarkdown(briefing);
  const expected = evidence.sources.every(({ ok }) => ok) ? "succeeded" : "partial";
  return [
    ...(status === expected ? [] : [`the run ${status}`]),
    ...(messages.join() === "sent" ? [] : [`its messages are ${messages.join() || "none"}`]),
    ...(file.startsWith(text) ? [] : ["the file does not hold the briefing"]),
    ...check(briefing, evidence).map(({ code, message }) => `${code}: ${message}`),
    ...(FORBIDDEN.test(file) ? [`it has “${FORBIDDEN.exec(file)?.[0] ?? ""}”`] : []),
    ...(briefing.writing?.by === by ? [] : [`written by ${briefing.writing?.by ?? "nobody"}, ${briefing.writing?.short ?? ""}`]),
    ...(says === undefined || says.test(text) ? [] : [`it does not say ${says.source}: ${briefing.writing?.short ?? ""}`]),
  ];
}

function mustBeTold({ judged }: OfficeDay): string[] {
  return judged.filter(isMustMention).map(({ finding }) => finding.key);
}

function flagsOf({ briefing }: OfficeDay): ReadonlySet<string> {
  return new Set(briefing.sections.flatMap(({ bullets }) => bullets.flatMap(({ flags }) => flags)));
}

/** Each week in a folder of its own that is gone afterwards. */
async function inOffices(
  weeks: readonly OfficeWeek[],
  work: (plan: OfficePlan, week: OfficeWeek, number: number) => Promise<OfficeDay[]>,
): Promise<OfficeDay[]> {
  const days: OfficeDay[] = [];
  for (const [number, week] of weeks.entries()) {
    const folder = mkdtempSync(join(tmpdir(), "chief-office-"));
    try {
      days.push(...(await work({ folder, body: "" }, week, number)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return days;
}

async function briefAll(plan: OfficePlan, week: OfficeWeek, before: () => void = () => {}): Promise<OfficeDay[]> {
  const office = openOffice(plan);
  const days: OfficeDay[] = [];
  try {
    for (const morning of week) {
      before();
      days.push(await office.brief(morning));
    }
    return days;
  } finally {
    office.close();
  }
}
