import { cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { printJson } from "../print.ts";
import type { Session } from "../session.ts";
import { CONFIG_FOLDER } from "../../config/sources.ts";
import { systemTimezone } from "../../lib/timezone.ts";
import { shippedDirectory } from "../../shipped.ts";

const HEADING = "# The configuration of this workspace. Every key, with its default, is in chief.example.yaml.\n";

/** Makes a workspace: the shipped automations and configuration, to be changed at will. What is there already stays as it is. */
export async function run(session: Session, [wanted = ""]: readonly string[]): Promise<number> {
  const directory = resolve(session.env["INIT_CWD"] ?? process.cwd(), wanted);
  const made = await makeMissing(directory);
  if (session.json) printJson(session, { directory, made });
  else {
    for (const file of made) session.print(`made ${file}`);
    if (made.length === 0) session.print(`${directory} has everything already.`);
    session.say(`Next: ${session.call("start")} --dir ${wanted}`);
  }
  return 0;
}

/** The shipped automations and examples, and a configuration that names this machine's zone. */
async function makeMissing(directory: string): Promise<string[]> {
  const made: string[] = [];
  for (const folder of ["automations", CONFIG_FOLDER]) {
    await mkdir(join(directory, folder), { recursive: true });
    const there = new Set(await readdir(join(directory, folder)));
    for (const file of await readdir(join(shippedDirectory, folder))) {
      if (there.has(file)) continue;
      if (file === "chief.yaml") await writeFile(join(directory, folder, file), `${HEADING}timezone: ${systemTimezone()}\n`);
      else await cp(join(shippedDirectory, folder, file), join(directory, folder, file));
      made.push(join(folder, file));
    }
  }
  return made;
}
