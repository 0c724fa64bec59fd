import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CHIEF, ENVIRONMENT } from "./chief-args.ts";
import type { Row } from "./figures.ts";
import { peakMegabytes } from "./memory.ts";
import { inTemporaryFolder } from "./temporary.ts";
import { usage, type Usage } from "./usage.ts";

const SIZE = { letters: 10_000, dates: 2_000 };
/** Of a listing: https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/list */
const LETTERS_OF_PAGE = 500;
const DATES_OF_PAGE = 2_500;
/** Beside those that bring something, some see whose account it is. */
const MORE_CALLS = 1.01;
const NEXT_CALLS = 3;
const MOST_MEGABYTES = 300;

const Started = z.object({ origin: z.string(), conversations: z.int() });
const Journal = z.object({ calls: z.int() });

type Sync = Usage & { calls: number };

/** A whole run over a full account at Google, which is another process: the first, and the next with nothing new. */
export async function measureAccounts(): Promise<Row[]> {
  return inTemporaryFolder(async (folder) => {
    const office = fork(join(import.meta.dirname, "google-office.ts"), [SIZE.letters, SIZE.dates, Date.now() - 60_000].map(String));
    try {
      const { origin, conversations } = Started.parse(await told(office));
      writeWorkspace(folder, origin);
      const [first, next] = [await sync(office, folder), await sync(office, folder)];
      const pages = Math.ceil(SIZE.letters / LETTERS_OF_PAGE) + Math.ceil(SIZE.dates / DATES_OF_PAGE);
      // One call for each conversation, and one for where the account's history stands.
      const fewest = pages + conversations + 1;
      return [
        {
          ...toRow("first run by an account", first, Math.floor(fewest * MORE_CALLS)),
          bare: showCalls(fewest),
          ratio: first.calls / fewest,
        },
        toRow("next run with nothing new", next, NEXT_CALLS),
      ];
    } finally {
      office.kill();
    }
  });
}

async function sync(office: ChildProcess, folder: string): Promise<Sync> {
  const env = { ...process.env, ...ENVIRONMENT, XDG_STATE_HOME: join(folder, "state"), GOOGLE_TOKEN: "a-token", GOOGLE_SECRET: "a-secret" };
  const used = await usage([process.execPath, ...CHIEF, "run", "sync", "--dir", folder, "--json"], env, peakMegabytes);
  const answer = told(office);
  office.send("journal");
  return { ...used, ...Journal.parse(await answer) };
}

async function told(office: ChildProcess): Promise<unknown> {
  const messages: unknown[] = await once(office, "message");
  return messages[0];
}

function writeWorkspace(folder: string, origin: string): void {
  for (const path of ["config", "automations"]) mkdirSync(join(folder, path), { recursive: true });
  const connection = {
    kind: "google",
    clientId: "a-client",
    clientSecret: `\${env:GOOGLE_SECRET}`,
    refreshToken: `\${env:GOOGLE_TOKEN}`,
    api: `${origin}/`,
    oauth: { authorizeUrl: `${origin}/auth`, tokenUrl: `${origin}/token`, revokeUrl: `${origin}/revoke` },
  };
  writeFileSync(join(folder, "config/chief.yaml"), JSON.stringify({ timezone: "Europe/Berlin", connections: { home: connection } }));
  writeFileSync(
    join(folder, "automations/sync.md"),
    `---\nname: Sync\nwhen: always\nreads: [google-calendar, gmail: { max: ${SIZE.letters} }]\n---\nGo through @Gmail and @GCal.\n`,
  );
}

function toRow(what: string, { calls, ms, megabytes }: Sync, most: number): Row {
  return {
    what: `${what}, ${SIZE.letters.toLocaleString("en-US")} letters, ${SIZE.dates.toLocaleString("en-US")} dates`,
    chief: `${showCalls(calls)}, ${(ms / 1_000).toFixed(2)} s, ${megabytes.toFixed(0)} MB`,
    bare: "",
    wanted: `at most ${showCalls(most)}, ${MOST_MEGABYTES} MB`,
    met: calls <= most && megabytes <= MOST_MEGABYTES,
  };
}

function showCalls(calls: number): string {
  return `${calls.toLocaleString("en-US")} calls`;
}
