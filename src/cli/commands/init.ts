import { cp, mkdir, readdir } from "node:fs/promises";
import { join, relative, resolve } from "node:path";

import { printJson } from "../print.ts";
import type { Session } from "../session.ts";
import { shippedDirectory } from "../../shipped.ts";

/** Makes a workspace: the shipped automations and configuration, to be changed at will. What is there already stays as it is. */
export async function run(session: Session, [wanted = ""]: readonly string[]): Promise<number> {
  const directory = resolve(session.env["INIT_CWD"] ?? process.cwd(), wanted);
  const made = await copyMissing(directory);
  if (session.json) printJson(session, { directory, made });
  else {
    for (const file of made) session.print(`made ${file}`);
    if (made.length === 0) session.print(`${directory} has everything already.`);
    session.say(`Next: chief start --dir ${relative(process.cwd(), directory) || "."}`);
  }
  return 0;
}

async function copyMissing(directory: string): Promise<string[]> {
  const made: string[] = [];
  for (const folder of ["automations", "config"]) {
    await mkdir(join(directory, folder), { recursive: true });
    const there = new Set(await readdir(join(directory, folder)));
    for (const file of await readdir(join(shippedDirectory, folder))) {
      if (there.has(file)) continue;
      await cp(join(shippedDirectory, folder, file), join(directory, folder, file));
      made.push(join(folder, file));
    }
  }
  return made;
}
