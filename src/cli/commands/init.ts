import { cp, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";

import { printJson } from "../print.ts";
import type { Session } from "../session.ts";
import { CONFIG_FOLDER } from "../../config/sources.ts";
import { systemTimezone } from "../../lib/timezone.ts";
import { shippedDirectory } from "../../shipped.ts";

const CHIEF = "# The configuration of this workspace. Every key, with its default, is in chief.example.yaml.\n";
const PEOPLE = `# The people that automations know; people.example.yaml shows all that can be said of them.
# Write the addresses that you get mail at: without them a letter to you can't be told from one of yours.
`;
const PEOPLE_FILE = join(CONFIG_FOLDER, "people.yaml");

/** Makes a workspace: the shipped automations and configuration, to be changed at will. What is there already stays as it is. */
export async function run(session: Session, [wanted = ""]: readonly string[]): Promise<number> {
  const directory = session.absolute(wanted);
  const made = await makeMissing(directory);
  if (session.json) printJson(session, { directory, made });
  else {
    for (const file of made) session.print(`made ${file}`);
    if (made.length === 0) session.print(`${directory} has everything already.`);
    if (made.includes(PEOPLE_FILE)) {
      session.say(
        `Write your addresses into ${join(wanted, PEOPLE_FILE)}, and bring your own data by ${session.call("connect")} google, github, slack or notion; until then briefings show made-up data.`,
      );
    }
    session.say(`Next: ${session.call("start")} --dir ${wanted}`);
  }
  return 0;
}

/** The shipped automations with the checklists that they hold documents against, the examples, and a configuration that names this machine's zone and user. */
async function makeMissing(directory: string): Promise<string[]> {
  const made: string[] = [];
  for (const folder of ["automations", "checklists", CONFIG_FOLDER]) {
    await mkdir(join(directory, folder), { recursive: true });
    const there = new Set(await readdir(join(directory, folder)));
    for (const file of await readdir(join(shippedDirectory, folder))) {
      if (there.has(file) || isWritten(join(folder, file))) continue;
      await cp(join(shippedDirectory, folder, file), join(directory, folder, file));
      made.push(join(folder, file));
    }
  }
  for (const [path, text] of Object.entries(writtenFiles())) {
    if (await isThere(join(directory, path))) continue;
    await writeFile(join(directory, path), text);
    made.push(path);
  }
  return made;
}

const CHIEF_PATH = join(CONFIG_FOLDER, "chief.yaml");

function isWritten(path: string): boolean {
  return path === CHIEF_PATH || path === PEOPLE_FILE;
}

/** What is not copied, but depends on the machine and its user. */
function writtenFiles(): Record<string, string> {
  return {
    [CHIEF_PATH]: `${CHIEF}timezone: ${systemTimezone()}\n`,
    [PEOPLE_FILE]: `${PEOPLE}me:\n  name: ${JSON.stringify(userName())}\n  emails: []\n`,
  };
}

/** A container may run as a user without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "Me";
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
