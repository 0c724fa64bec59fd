import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runGroup } from "../../../src/cli/ci/group.ts";
import { toOptions } from "../../../src/cli/options.ts";
import type { Session } from "../../../src/cli/session.ts";
import { ChiefError } from "../../../src/core/errors.ts";
import { chanceFrom } from "../simulator/random.ts";
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

/** What `chief ci group` says of a build that was written into a folder. Throws whatever is no refusal in plain words. */
export async function verdictOn(folder: string, { files }: HostileBuild, session: Session): Promise<string> {
  let told = "";
  const print = (text: string): void => void (told += text);
  const memory = Object.hasOwn(files, "memory/causes.json") ? { history: join(folder, "memory") } : {};
  try {
    await runGroup({ ...session, print }, [join(folder, "in")], toOptions({ why: true, ...memory }));
  } catch (error) {
    if (!(error instanceof ChiefError) || error.hint === undefined) throw error;
    return `${error.message}. ${error.hint}`;
  }
  return told;
}

/** What is wrong with a verdict: it doesn't tell what it should, or tells what no terminal may be told; nothing where it is good. */
export function faultsOf(verdict: string, { wants }: HostileBuild): string[] {
  // oxlint-disable-next-line no-control-regex -- these are looked for
  const unseen = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.exec(verdict);
  return [
    ...(wants.test(verdict) ? [] : [`expected ${String(wants)}, got ${verdict.slice(0, 300)}`]),
    ...(unseen ? [`says U+${unseen[0].charCodeAt(0).toString(16)}`] : []),
  ];
}
