import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runGroup } from "../../../src/cli/ci/group.ts";
import { runRegion } from "../../../src/cli/ci/region.ts";
import { runTemplates } from "../../../src/cli/ci/templates.ts";
import { toOptions } from "../../../src/cli/options.ts";
import type { Session } from "../../../src/cli/session.ts";
import { ChiefError } from "../../../src/core/errors.ts";
import { chanceFrom } from "../simulator/random.ts";
import { sessionIn } from "../terminal.ts";
import type { HostileBuild, HostileKind } from "./build.ts";
import { ENCODINGS } from "./encodings.ts";
import { FOLDERS } from "./folders.ts";
import { LINES } from "./lines.ts";
import { REPORTS } from "./reports.ts";

/** All kinds by their names. */
export const KINDS: readonly (readonly [name: string, make: HostileKind])[] = [
  ...Object.entries(ENCODINGS),
  ...Object.entries(LINES),
  ...Object.entries(REPORTS).map(([name, make]) => [`reports: ${name}`, make] as const),
  ...Object.entries(FOLDERS).map(([name, make]) => [`folders: ${name}`, make] as const),
];

/** One of them, the same for the same seed; the kinds take turns. */
export function hostileBuild(seed: number, scale: number): HostileBuild & { name: string } {
  const [name, make] = KINDS[seed % KINDS.length] ?? ["nothing", () => ({ files: {}, wants: /./ })];
  return { name, ...make(chanceFrom(seed + 1), scale) };
}

export function writeBuild(folder: string, { files }: HostileBuild): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "in"), { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** What is wrong with what is told of a build that was written into a folder: nothing where each command has a clear verdict. */
export async function faultsIn(folder: string, build: HostileBuild): Promise<string[]> {
  const verdict = await verdictOn(folder, build);
  const isClear = build.wants.test(verdict);
  const unseen = UNSEEN.exec(verdict) ?? UNSEEN.exec(await regionOf(folder, build));
  return [
    ...(isClear ? [] : [`expected ${String(build.wants)}, got ${verdict.slice(0, 300)}`]),
    ...(unseen ? [`tells a terminal U+${unseen[0].charCodeAt(0).toString(16)}`] : []),
  ];
}

// oxlint-disable-next-line no-control-regex -- what no terminal may be told
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** What `chief ci group` says of a build that was written into a folder. Throws whatever is no refusal in plain words. */
async function verdictOn(folder: string, { files }: HostileBuild): Promise<string> {
  const memory = Object.hasOwn(files, "memory/causes.json") ? { history: join(folder, "memory") } : {};
  return told(folder, (session) => runGroup(session, [join(folder, "in")], toOptions({ why: true, ...memory })));
}

/** What `chief ci region` says of its log, where there is one; `chief ci templates` has to read that too. */
async function regionOf(folder: string, { files }: HostileBuild): Promise<string> {
  const log = Object.keys(files).find((path) => path.endsWith(".log"));
  if (log === undefined) return "";
  await told(folder, (session) => runTemplates(session, [join(folder, log)]));
  return told(folder, (session) => runRegion(session, [join(folder, log)], toOptions({ why: true })));
}

async function told(folder: string, call: (session: Session) => Promise<number>): Promise<string> {
  const parts: string[] = [];
  try {
    await call(sessionIn(folder, (text) => void parts.push(text)));
  } catch (error) {
    if (!(error instanceof ChiefError) || error.hint === undefined) throw error;
    parts.push(`${error.message}. ${error.hint}`);
  }
  return parts.join("\n");
}
