import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainAgent } from "../../src/agents/plain.ts";
import { fieldsOf } from "../../src/core/event.ts";
import { prepareVerify } from "../../src/web/hooks-signature.ts";
import { newContents } from "./contents.ts";
import type { Scene } from "./scene.ts";
import { SERVER_SCENES } from "./server-scenes.ts";
import type { TrustWorld } from "./world.ts";

const plainly = { contents: newContents(), agentOf: () => plainAgent } as const;

/** Every setting by which a repository can name a program, a hook, a remote that is one, and a branch that looks like an option. */
async function hostileRepository(world: TrustWorld): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "chief-marker-"));
  const marker = join(folder, "marker");
  const run = `sh -c 'env > ${marker}'`;
  const settings = [
    "core.fsmonitor",
    "core.sshCommand",
    "core.pager",
    "core.editor",
    "diff.external",
    "gpg.program",
    "credential.helper",
    "core.alternateRefsCommand",
    "filter.x.clean",
    "filter.x.smudge",
    "diff.x.textconv",
    "uploadpack.packObjectsHook",
  ];
  await world.run({
    ...{ ...plainly, group: "git", shape: "owner" },
    prepare(root) {
      const git = (...args: string[]): unknown => execFileSync("git", ["-C", join(root, "shop"), ...args], { stdio: "pipe" });
      for (const key of settings) git("config", key, run);
      git("config", "remote.origin.url", `ext::${run}`);
      git("config", "remote.origin.uploadpack", run);
      git("update-ref", `refs/heads/--upload-pack=${marker}`, "HEAD");
      writeFileSync(join(root, "shop/.gitattributes"), "* filter=x diff=x\n");
      for (const hook of ["post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman"]) {
        writeFileSync(join(root, "shop/.git/hooks", hook), `#!/bin/sh\n${run}\n`, { mode: 0o755 });
      }
    },
  });
  const wrong = existsSync(marker) ? ["a program that the repository names was run"] : [];
  rmSync(folder, { recursive: true });
  return wrong;
}

async function sharedChannel(world: TrustWorld): Promise<string[]> {
  world.services.isShared = true;
  try {
    const { journal } = await world.run({ ...plainly, group: "files", shape: "accepted" });
    const posts = journal.requests.filter(({ path }) => path.includes("chat.postMessage"));
    return posts.map(() => "a channel was written to that another company shares");
  } finally {
    world.services.isShared = false;
  }
}

async function linkedFolder(world: TrustWorld): Promise<string[]> {
  const elsewhere = mkdtempSync(join(tmpdir(), "chief-elsewhere-"));
  await world.run({
    ...{ ...plainly, group: "files", shape: "owner" },
    prepare(root) {
      rmSync(join(root, "briefings"), { recursive: true, force: true });
      symlinkSync(elsewhere, join(root, "briefings"));
    },
  });
  const written = readdirSync(elsewhere);
  rmSync(join(world.root, "briefings"));
  rmSync(elsewhere, { recursive: true });
  return written.map((name) => `${name} was written outside of the workspace`);
}

/** A hook that is called without the right signature; the payload names an automation of its own. */
function forgedHook(): Promise<string[]> {
  const body = Buffer.from('{"automation":"gmail-owner","session":"main","agent":"root"}');
  const verify = prepareVerify("deploys", "a-secret-of-the-deploys-hook");
  const forged = [
    {},
    { "x-hub-signature-256": "" },
    { "x-hub-signature-256": `sha256=${"0".repeat(64)}` },
    { "x-hub-signature": "sha1=00" },
    { "webhook-signature": "v1," },
  ];
  const taken = forged.filter((headers) => verify(headers, body, 0) !== undefined);
  return Promise.resolve(taken.map((headers) => `taken with ${JSON.stringify(headers)}`));
}

function pollutedPrototype(): Promise<string[]> {
  const text = '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},"a":{"__proto__":{"isAdmin":true}}}';
  fieldsOf(JSON.parse(text));
  return Promise.resolve(Reflect.get({}, "isAdmin") === undefined ? [] : ["every object was changed"]);
}

/** A message that waits for a person is let go once, however often it is said. */
async function replayedApproval(world: TrustWorld): Promise<string[]> {
  const taken: boolean[] = [];
  await world.run({
    ...{ ...plainly, group: "files", shape: "wider" },
    async afterwards({ outbox }) {
      const [held] = await outbox.list({ states: ["held"] });
      for (let again = 0; again < 3; again += 1) {
        if (held?.approval) {
          const yes = { approved: true, by: "me", content: held.approval.content };
          taken.push(await outbox.decide(held.key, yes, held.nextAttemptAt));
        }
      }
    },
  });
  const count = taken.filter(Boolean).length;
  return count === 1 ? [] : [`a message was let go ${count} times`];
}

export const SCENES: readonly Scene[] = [
  { name: "a repository that runs programs", seenIn: "n8n git node", play: hostileRepository },
  { name: "a channel that another company has come to share", seenIn: "Slack Connect", play: sharedChannel },
  { name: "a folder that leads elsewhere", seenIn: "path traversal by links", play: linkedFolder },
  { name: "a hook that anybody calls", seenIn: "OpenClaw, GHSA-xh72", play: forgedHook },
  { name: "a payload that changes every object", seenIn: "prototype pollution", play: pollutedPrototype },
  { name: "an approval that is used again", seenIn: "GHSA-796m", play: replayedApproval },
  ...SERVER_SCENES,
];

/** What there is nothing of today that could be attacked so. */
export const NO_SUCH_SURFACE: readonly string[] = [
  "a dashboard that a page in the same browser calls (CVE-2026-25253)",
  "tools that run at the provider of a model",
];
