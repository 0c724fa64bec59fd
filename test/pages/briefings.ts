import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadAutomationsOf, withOperations, withReading } from "../../src/cli/open.ts";
import { openSession } from "../../src/cli/session.ts";
import type { Briefing, Bullet, Section } from "../../src/core/briefing.ts";
import { prose } from "../../src/core/prose.ts";
import { shippedDirectory } from "../../src/shipped.ts";
import { factOf, questionBriefing, sampleBriefing } from "../render/sample.ts";

/** A briefing and what it is called in what a test says. */
export interface Named {
  name: string;
  briefing: Briefing;
}

/** What every automation of the repository, and of its example, has to say where nothing is connected. */
export async function shippedBriefings(): Promise<Named[]> {
  const own = await briefingsIn("shipped", ["automations", "config", "examples"]);
  return [...own, ...(await briefingsIn("example", ["examples/workspace"]))];
}

/** In a copy, so that nothing is left behind. */
async function briefingsIn(name: string, parts: readonly string[]): Promise<Named[]> {
  const folder = mkdtempSync(join(tmpdir(), "chief-pages-"));
  try {
    for (const part of parts) cpSync(join(shippedDirectory, part), part.includes("/") ? folder : join(folder, part), { recursive: true });
    execFileSync("git", ["init", "-q", folder]);
    return await briefingsOf(name, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function briefingsOf(name: string, folder: string): Promise<Named[]> {
  const session = {
    ...openSession({ dir: folder, json: true, noColor: true }, process),
    say: () => {},
    print: () => {},
    progress: () => {},
  };
  const { automations } = await withReading(session, (reading) => loadAutomationsOf(session, reading));
  const ended = await withOperations(session, ({ operations }) =>
    Promise.all(automations.map(async ({ id }) => operations.ended(await operations.run({ automation: id, dryRun: true })))),
  );
  return withReading(session, async ({ store }) => {
    const said = ended.map(async ({ automation, briefing }): Promise<Named[]> =>
      briefing === undefined ? [] : [{ name: `${name} ${automation}`, briefing: await store.documents.get<Briefing>(briefing) }],
    );
    return (await Promise.all(said)).flat();
  });
}

/** Texts that pages break on: of either direction, without a place to break, of other scripts. */
const HOSTILE = [
  "\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645 (abc) \u202e",
  "x".repeat(300),
  "<script>alert(1)</script> & \"'",
  "\u8a9e".repeat(200),
  "e\u0301\u0302\u0303\u0304\u0305\u0301\u0302\u0303",
  "",
];
const COLUMNS = ["What", "Why", "Owner", "By", "Next"];

/** What no automation says by itself. */
export function oddBriefings(): Named[] {
  return [
    { name: "nothing to say", briefing: sampleBriefing({ sections: [], gaps: [], citations: [], coverage: [], quiet: true }) },
    { name: "every part", briefing: sampleBriefing({ example: true, sections: [...sampleBriefing().sections, tableOf(6), curve()] }) },
    {
      name: "hostile texts",
      briefing: sampleBriefing({
        title: HOSTILE[1] ?? "",
        sections: HOSTILE.flatMap((text) => [tableOf(2, text), { ...curve(text), id: "changed", bullets: [rowOf(0, text)] }]),
      }),
    },
    { name: "a question to a person", briefing: questionBriefing() },
    { name: "60 rows", briefing: longBriefing(60) },
  ];
}

/** A table of so many rows, each with evidence of its own. */
export function longBriefing(count: number): Briefing {
  const citations = Array.from({ length: count }, (_, at) => ({
    ...{ alias: `F${at + 1}`, item: `files:contract-${at}`, title: `Contract with partner ${at}`, place: `contracts/partner-${at}.md` },
  }));
  const sections: Section[] = [tableOf(count), { id: "today", title: "Further", style: "list", bullets: [rowOf(1, "one more")] }];
  return sampleBriefing({ sections, citations, gaps: [] });
}

function tableOf(count: number, text?: string): Section {
  const bars = Array.from({ length: 5 }, (_, at) => ({
    label: prose`${factOf(text ?? `week ${at}`)}`,
    value: [factOf(at * 3)],
    cites: [],
  }));
  return {
    ...{ id: "risks", title: "At risk", style: "numbered", columns: COLUMNS },
    bullets: Array.from({ length: count }, (_, at) => ({ ...rowOf(at, text), cells: cellsOf(at, text) })),
    chart: { form: "bars", title: "What is at risk, by week", unit: "risk", points: bars },
  };
}

function curve(text = "week"): Section {
  const points = Array.from({ length: 12 }, (_, at) => ({
    ...{ label: prose`${factOf(`${text} ${at}`)}`, value: [factOf((at * 7) % 5)], cites: [] },
  }));
  const bullets = [rowOf(0, text)];
  return {
    id: "counts",
    title: "Measures",
    style: "list",
    bullets,
    chart: { form: "line", title: "Changes by week", unit: "change", points },
  };
}

function rowOf(at: number, text = `Contract ${at}`): Bullet {
  return { kind: "judgement", text: prose`${factOf(text)} is late.`, cites: [`files:contract-${at}`], flags: [] };
}

function cellsOf(at: number, text = `The contract with partner ${at}`): NonNullable<Bullet["cells"]> {
  const due = factOf("2026-11-16", "date");
  return [
    prose`${factOf(text)}`,
    prose`waits for the signature of the other side since ${due}`,
    prose`Dana Reyes`,
    [due],
    at % 3 === 0 ? [] : prose`call them`,
  ];
}
