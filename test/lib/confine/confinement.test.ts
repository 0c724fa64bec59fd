import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { mkdir, readFile, realpath, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { z } from "zod";
import { readCommand, runCommand, type Command } from "../../../src/lib/command.ts";
import type { Need } from "../../../src/lib/confine/box.ts";
import { confinementFor, findObstacle, type Confinement } from "../../../src/lib/confine/confinement.ts";
import { temporaryFolder } from "../../support/repository.ts";
import { narrowPath } from "../../support/search-path.ts";

const ownNode = await realpath(process.execPath);
const answers = z.record(z.string(), z.unknown());
const HOSTILE = join(import.meta.dirname, "hostile-child.ts");

/** Node itself in a box with these folders. */
async function boxNode(folders: readonly string[], more: Partial<Need> = {}): Promise<Confinement> {
  return confinementFor({ program: ownNode, folders: [dirname(ownNode), ...folders], network: false, ...more }, "refused");
}

/** The box, or undefined where this machine has none: then it says why, and how it could. */
function boxOf(confinement: Confinement): Command["wrap"] {
  if (confinement.kind === "confined") return confinement.wrap;
  assert.equal(confinement.kind, "refused");
  assert.match(confinement.reason, /bubblewrap/);
  assert.match(confinement.hint, /\w+ .*\.$/);
  return undefined;
}

function nodeCommand(args: readonly string[], wrap: NonNullable<Command["wrap"]>, changes: Partial<Command> = {}): Command {
  const fixed = { program: ownNode, signal: new AbortController().signal, maxBytes: 100_000, separator: "\n" as const, installHint: "" };
  return { ...fixed, args, wrap, ...changes };
}

/** Servers of this machine that a child may try to reach. */
async function openServers(context: TestContext, folder: string) {
  const abstract = `chief-test-${randomUUID()}`;
  const reached: string[] = [];
  const open = async (where: object, name: string) => {
    const server = createServer((socket) => {
      reached.push(name);
      socket.end();
    });
    context.after(() => server.close());
    await once(server.listen(where), "listening");
    return server.address();
  };
  const address = await open({ host: "127.0.0.1", port: 0 }, "port");
  const socket = join(folder, "server.sock");
  await open({ path: socket }, "socket");
  if (process.platform === "linux") await open({ path: `\0${abstract}` }, "abstract");
  assert.ok(typeof address === "object" && address !== null);
  return { port: address.port, words: [String(address.port), socket, abstract], reached };
}

test("a hostile program in the box reads what is granted, and can do nothing else", async (context) => {
  const folder = await temporaryFolder();
  const granted = join(folder, "granted");
  const hidden = join(granted, "data");
  const secret = join(folder, ".ssh", "id_ed25519");
  await mkdir(hidden, { recursive: true });
  await mkdir(dirname(secret));
  await writeFile(join(granted, "file"), "granted");
  await writeFile(join(hidden, "chief.db"), "private");
  await writeFile(secret, "private");
  const marker = `marker-${randomUUID()}`;
  process.env["CHIEF_TEST_MARKER"] = marker;
  context.after(() => delete process.env["CHIEF_TEST_MARKER"]);
  const { reached, words: servers } = await openServers(context, folder);
  const wrap = boxOf(await boxNode([granted, import.meta.dirname], { hidden: [hidden] }));
  if (!wrap) return;

  const known = [granted, secret, hidden, marker, String(process.pid), ...servers];
  const [answer = ""] = await readCommand(nodeCommand([HOSTILE, ...known], wrap));
  const { hostname: name, variables, interfaces, readsGranted, ...could } = answers.parse(JSON.parse(answer));
  assert.deepEqual(
    Object.entries(could).filter(([, value]) => value !== false),
    [],
  );
  assert.equal(Object.keys(could).length, 17);
  assert.equal(readsGranted, "granted");
  assert.deepEqual([variables, interfaces], [["HOME", "LC_ALL", "PATH", "PWD"], []]);
  assert.notEqual(name, hostname());
  assert.deepEqual(reached, []);
  assert.deepEqual([await readFile(join(granted, "file"), "utf8"), readdirSync(granted).toSorted()], ["granted", ["data", "file"]]);
});

test("the same program outside of the box could do most of it", async (context) => {
  const folder = await temporaryFolder();
  const hidden = join(folder, "data");
  await mkdir(hidden);
  for (const path of ["file", "secret", "data/chief.db"]) await writeFile(join(folder, path), "private");
  const { reached, words: servers } = await openServers(context, folder);
  const known = [folder, join(folder, "secret"), hidden, "none", String(process.pid), ...servers];
  const [answer = ""] = await readCommand({ ...nodeCommand([HOSTILE, ...known], (each) => each) });
  const could = answers.parse(JSON.parse(answer));
  for (const what of ["readsSecret", "readsHidden", "writes", "overwrites", "removes", "signals", "reachesPort", "reachesSocket"]) {
    assert.ok(could[what] !== false, what);
  }
  assert.ok(reached.includes("port") && reached.includes("socket"));
});

test("where the network is granted, this machine's servers are reached", async (context) => {
  const folder = await temporaryFolder();
  const { port, reached } = await openServers(context, folder);
  const wrap = boxOf(await boxNode([], { network: true }));
  if (!wrap) return;
  const script = `require("net").connect(${port}, "127.0.0.1").on("connect", () => process.exit(0)).on("error", () => process.exit(1))`;
  await readCommand(nodeCommand(["-e", script], wrap));
  assert.deepEqual(reached, ["port"]);
});

/** Resolves once no process of this machine has the mark among its words. */
async function untilGone(mark: string): Promise<void> {
  while (findMarked(mark)) await new Promise((resolve) => setImmediate(resolve));
}

function findMarked(mark: string): boolean {
  return readdirSync("/proc").some((name) => {
    try {
      return /^\d+$/.test(name) && name !== String(process.pid) && readFileSync(`/proc/${name}/cmdline`, "utf8").includes(mark);
    } catch {
      return false;
    }
  });
}

/** Starts a program of its own in another session, and both go on for ever. */
const LASTING =
  'require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 9)", process.argv[1]], { detached: true, stdio: "ignore" });' +
  'setInterval(() => console.log("on"), 5)';

test("a child that is stopped takes even those along that it started apart", { timeout: 30_000 }, async () => {
  const wrap = boxOf(await boxNode([]));
  if (!wrap) return;
  const mark = randomUUID();
  const controller = new AbortController();
  let wasThere = false;
  const going = runCommand(nodeCommand(["-e", LASTING, mark], wrap, { signal: controller.signal }), () => {
    wasThere ||= findMarked(mark);
    controller.abort(new Error("enough"));
  });
  await assert.rejects(going, /enough/);
  assert.ok(wasThere);
  await untilGone(mark);
});

test("a child does not outlive us, however we end", { timeout: 30_000 }, async () => {
  const wrap = boxOf(await boxNode([]));
  if (!wrap) return;
  const mark = randomUUID();
  const { program, args } = wrap({ program: ownNode, args: ["-e", LASTING, mark] });
  const parent = spawn(ownNode, [
    "-e",
    `require("child_process").spawn(${JSON.stringify(program)}, ${JSON.stringify(args)}, { stdio: "inherit", detached: true })`,
  ]);
  await once(parent.stdout, "data");
  assert.ok(findMarked(mark));
  parent.kill("SIGKILL");
  await untilGone(mark);
});

test("that the box's program was killed is told like that of any other", async () => {
  const wrap = boxOf(await boxNode([]));
  if (!wrap) return;
  await assert.rejects(readCommand(nodeCommand(["-e", 'process.kill(process.pid, "SIGKILL")'], wrap)), { code: "command-killed" });
  await assert.rejects(readCommand(nodeCommand(["-e", "process.exit(128)"], wrap)), { code: "command-failed" });
});

test("where bubblewrap is missing, what is not trusted is refused with the way out, and the rest runs as it is", async (context) => {
  await narrowPath(context);
  const need = { program: "git", folders: [], network: false };
  const refused = await confinementFor(need, "refused");
  assert.partialDeepStrictEqual(refused, { kind: "refused" });
  assert.ok(refused.kind === "refused" && /bubblewrap/.test(refused.reason) && refused.hint.length > 20);
  assert.equal((await confinementFor(need, "unconfined")).kind, "unconfined");
});

test("where bubblewrap is installed and forbidden, the reason is the one that it gives, and it is asked once", async (context) => {
  const folder = await temporaryFolder();
  const asked = join(folder, "asked");
  await narrowPath(context, `echo once >> '${asked}'; echo 'bwrap: setting up uid map: Permission denied' >&2; exit 1`);
  const obstacles = [await findObstacle(), await findObstacle()];
  for (const obstacle of obstacles) {
    assert.match(obstacle?.reason ?? "", /not allowed to work: bwrap: setting up uid map: Permission denied$/);
    assert.match(obstacle?.hint ?? "", /AppArmor/);
  }
  assert.equal(await readFile(asked, "utf8"), "once\n");
});

test("a program that the box would not show is not put into it", async (context) => {
  // A box that always works, so that it is not the machine that says no.
  await narrowPath(context, "exit 0");
  const found = await confinementFor({ program: "git", folders: [], network: false }, "refused");
  assert.ok(found.kind === "refused" && found.reason.endsWith("/git is out of the box's sight"), JSON.stringify(found));
  assert.ok(found.unseen?.[0]?.endsWith("/git"));
  const missing = await confinementFor({ program: "no-such-program", folders: [], network: false }, "refused");
  assert.ok(missing.kind === "refused" && /not installed/.test(missing.reason));
});
