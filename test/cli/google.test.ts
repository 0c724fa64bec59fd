import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { connect } from "../../src/cli/commands/connect.ts";
import { run as disconnect } from "../../src/cli/commands/disconnect.ts";
import { toOptions } from "../../src/cli/options.ts";
import { readCredential } from "../../src/config/credentials.ts";
import { makeFolder, spawnChief, plainEnvironment } from "../support/chief.ts";
import { CLIENT_SECRET, startGoogleSignIn, type GoogleSignIn, type SignInPlan } from "../support/google-sign-in.ts";
import { personWho, sessionIn } from "../support/terminal.ts";

const CHIEF = "timezone: UTC\n";

async function world(t: TestContext, plan: SignInPlan = {}) {
  const google = await startGoogleSignIn(t, plan);
  const folder = makeFolder(t, { "config/chief.yaml": CHIEF });
  const place = { directory: join(folder, "data"), masterKey: () => undefined };
  return {
    ...{ google, folder },
    options: (more: Readonly<Record<string, unknown>> = {}) => toOptions({ set: google.settings, ...more }),
    chief: () => readFileSync(join(folder, "config/chief.yaml"), "utf8"),
    kept: (name: string) => readCredential(place, name),
  };
}

const SECRET = [/Client secret .*not shown\): /, `${CLIENT_SECRET}\r`] as const;
const YES = [/Write it\? \[Y\/n\] /, "\r"] as const;

/** Opens the address that was printed last. */
function browsing(google: GoogleSignIn, isFarAway = false) {
  return [
    /Waiting for the browser, or for that address \(it is not shown\): /,
    async (screen: string) => {
      const address = [...screen.matchAll(/http:\S+\/auth\?\S+/g)].at(-1)?.[0] ?? "";
      if (isFarAway) return `${await google.browseFarAway(address)}\r`;
      await google.browse(address);
      return "";
    },
  ] as const;
}

test("a person signs in by the browser, and nothing secret is shown", async (t) => {
  const { google, folder, options, chief, kept } = await world(t);
  const person = personWho([SECRET, browsing(google), YES]);
  const code = await connect(sessionIn(folder, person.say), ["google", "ana"], options(), person.prompter);
  person.prompter.close();
  assert.deepEqual([code, person.left], [0, []]);
  assert.match(person.seen(), /Connected: ana\nAccount: ana@example\.com\n/);
  assert.match(person.seen(), /Expires: no, as far as the service says/);
  assert.match(person.seen(), /auth\/gmail\.readonly: read mail\n/);
  assert.doesNotMatch(person.seen(), /canary/);
  assert.match(chief(), /clientSecret: stored:ana\.clientSecret\n {4}refreshToken: stored:ana\.refreshToken\n/);
  assert.deepEqual([...google.granted.keys()], [kept("ana.refreshToken")]);
});

test("signing in again keeps the settings, takes the place of the sign-in before, and forgets when that would have ended", async (t) => {
  const { google, folder, options, chief, kept } = await world(t, { refreshTokenExpiresIn: 604_799 });
  const first = personWho([SECRET, browsing(google, true), YES]);
  await connect(sessionIn(folder, first.say), ["google"], options(), first.prompter);
  first.prompter.close();
  assert.match(first.seen(), /Google ends this sign-in within 7 days/);
  assert.match(chief(), /signedInUntil: 2/);
  const [before] = google.granted.keys();
  google.granted.clear();
  google.plan = {};
  const again = personWho([[/only sign in again\? \[Y\/n\] /, "\r"], browsing(google), YES]);
  const code = await connect(sessionIn(folder, again.say), ["google"], toOptions({ replace: true }), again.prompter);
  again.prompter.close();
  assert.deepEqual([code, again.left], [0, []]);
  assert.doesNotMatch(again.seen(), /consent screen|canary/);
  assert.doesNotMatch(chief(), /signedInUntil/);
  assert.equal(kept("google.clientSecret"), CLIENT_SECRET);
  assert.ok(kept("google.refreshToken") !== before && google.granted.has(kept("google.refreshToken") ?? ""));
});

test("a person who stops while the browser is awaited has written nothing", async (t) => {
  const { google, folder, options, chief } = await world(t);
  const person = personWho([SECRET, [/Waiting for the browser/, "\u0003"]]);
  const made = connect(sessionIn(folder, person.say), ["google"], options(), person.prompter);
  await assert.rejects(made, { code: "interrupted" });
  person.prompter.close();
  assert.deepEqual([chief(), google.granted.size], [CHIEF, 0]);
});

/** Calls the command line with nobody at a terminal. */
async function call(folder: string, words: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawnChief(folder, words, { ...plainEnvironment, ...env });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stdin.end();
  return { code: await new Promise<number | null>((done) => child.on("close", done)), said };
}

test("without a terminal a refresh token of the environment is taken, and where there is none the way is named", async (t) => {
  const { google, folder, chief } = await world(t);
  google.granted.set("1//canary-refresh", ["https://www.googleapis.com/auth/gmail.readonly"]);
  const words = ["connect", "google", "--set", ...google.settings];
  const lost = await call(folder, words, { GOOGLE_CLIENT_SECRET: CLIENT_SECRET });
  assert.equal(lost.code, 2);
  assert.match(lost.said, /expected refreshToken to be given.*\n {2}Sign in at a terminal, or add --secret refreshToken=PLACE/);
  const env = { GOOGLE_CLIENT_SECRET: CLIENT_SECRET, MINE: "1//canary-refresh" };
  const made = await call(folder, [...words, "--secret", "refreshToken=env:MINE"], env);
  assert.equal(made.code, 0, made.said);
  assert.match(made.said, /^Secret refreshToken: environment variable MINE$/m);
  assert.match(chief(), /refreshToken: \$\{env:MINE\}/);
  assert.doesNotMatch(lost.said + made.said, /canary/);
});

test("what is disconnected is taken back by Google; where it can't be, that is said and it is taken out all the same", async (t) => {
  for (const [revocation, said] of [
    [undefined, /The service has taken back what it had granted\./],
    [
      { status: 503, body: "" },
      /has not taken back what it had granted: expected Google to answer, got the status 503\.\n {2}Take Chief's access/,
    ],
  ] as const) {
    const { google, folder, options, chief } = await world(t);
    const person = personWho([SECRET, browsing(google), YES]);
    const session = sessionIn(folder, person.say);
    await connect(session, ["google"], options(), person.prompter);
    if (revocation) google.plan = { revocation };
    await disconnect(session, ["google"]);
    person.prompter.close();
    assert.match(person.seen(), said);
    assert.equal(google.granted.size, revocation ? 1 : 0);
    assert.equal(chief(), `${CHIEF}\nconnections: {}\n`);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    assert.doesNotMatch(files.map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1")).join(), /canary/);
  }
});
