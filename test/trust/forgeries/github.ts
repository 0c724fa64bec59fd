import { createHmac } from "node:crypto";
import { createGitHubListener } from "../../../src/web/github-hooks.ts";
import { createHealthApp } from "../../../src/web/health.ts";
import { listen } from "../../../src/web/listen.ts";
import { createFakeClock } from "../../support/clock.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { hub, JSON_TYPE } from "../../web/hook-world.ts";
import { flipped, repeated, without, type Closing, type Forgery, type Tally } from "./forgery.ts";
import { openPoster } from "./poster.ts";

const SECRET = "the secret of the webhooks";
const BODY = JSON.stringify({ action: "opened", number: 17, repository: { full_name: "dana/shop" } });
const SIGNED = hub(BODY, SECRET);
const ABOUT = { "x-github-event": "pull_request", "x-github-delivery": "delivery" };

/** Sends forged requests to `/github/<connection>`, and among them genuine ones, which are then sent again. */
export async function forgeGitHub(context: Closing): Promise<Tally> {
  const clock = createFakeClock();
  let nudges = 0;
  const take = createGitHubListener({
    connections: () => ({ main: { kind: "github", token: "", api: "https://api.github.com", webhookSecret: "file:secret" } }),
    readSecret: () => SECRET,
    nudge: () => void (nudges += 1),
    clock,
    logger: silentLogger,
  });
  const { port, close } = await listen(
    createHealthApp(() => Promise.resolve({ ready: true })),
    { host: "127.0.0.1", port: 0 },
    take,
  );
  const post = openPoster(context, port, close);
  const forgeries = [...missing(), ...wrongSecrets(), ...repeated([SIGNED]), ...tooLarge(), ...flipped([SIGNED], BODY)];
  const accepted: string[] = [];
  const genuine: string[] = [];
  const send = async ({ what, headers, body = BODY }: Forgery): Promise<void> => {
    const before = nudges;
    const status = await post("/github/main", { ...ABOUT, ...headers }, body);
    if (status === 202 || nudges > before) accepted.push(`${what}: ${status}`);
  };
  for (const [index, forgery] of forgeries.entries()) {
    if (index % 10 === 0) {
      const body = JSON.stringify({ action: "opened", number: index });
      genuine.push(body);
      await clock.advance(100);
      await post("/github/main", { ...ABOUT, "x-github-delivery": `genuine-${index}`, ...hub(body, SECRET) }, body);
    }
    await send(forgery);
  }
  const replays = genuine.map((body) => ({ what: "sent before", headers: hub(body, SECRET), body }));
  const renamed = replays.map((each, index) => ({ ...each, headers: { ...each.headers, "x-github-delivery": `other-${index}` } }));
  for (const replay of [...replays, ...renamed]) {
    await clock.advance(100);
    await send(replay);
  }
  const valid = genuine.length;
  return { cases: forgeries.length + replays.length + renamed.length, accepted, valid, validAccepted: nudges - accepted.length };
}

function missing(): Forgery[] {
  const right = SIGNED["x-hub-signature-256"] ?? "";
  const sha1 = createHmac("sha1", SECRET).update(BODY).digest("hex");
  const values = [
    "",
    "sha256=",
    "sha256",
    right.slice(7),
    right.toUpperCase(),
    right.slice(0, -1),
    `${right}0`,
    `sha1=${sha1}`,
    `sha256=${sha1}`,
  ];
  return [
    { what: "no header at all", headers: JSON_TYPE },
    { what: "an empty body", headers: hub("", SECRET), body: "" },
    { what: "the secret as a token", headers: { ...JSON_TYPE, authorization: `Bearer ${SECRET}` } },
    { what: "a sha1", headers: { ...JSON_TYPE, "x-hub-signature": `sha1=${sha1}` } },
    { what: "another header", headers: { ...without(SIGNED, "x-hub-signature-256"), "x-hub-signature": right } },
    ...values.map((value) => ({ what: `the signature ${value}`, headers: { ...JSON_TYPE, "x-hub-signature-256": value } })),
  ];
}

function wrongSecrets(): Forgery[] {
  const secrets = ["", "x", SECRET.toUpperCase(), `${SECRET} `, `${SECRET}\n`, SECRET.slice(1), "undefined", "null", "file:secret"];
  return secrets.map((secret) => ({ what: `the secret ${secret}`, headers: hub(BODY, secret) }));
}

function tooLarge(): Forgery[] {
  const body = Buffer.alloc(10 * 1024 * 1024, 0x61);
  return [{ what: "10 MB", headers: hub(body, "x"), body }];
}
