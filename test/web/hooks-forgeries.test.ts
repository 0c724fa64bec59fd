import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import type { OutgoingHttpHeaders } from "node:http";
import { test } from "node:test";
import { answerOf, hub, JSON_TYPE, openHookWorld, SECRET, standard, type HookWorld } from "./hook-world.ts";

const NOW = "2026-11-20T08:00:00.000Z";
const BODY = JSON.stringify({ title: "Deployed", environment: "production", id: 17 });
const STANDARD = standard("msg_1", NOW, BODY);
const HUB = hub(BODY);

interface Forgery {
  what: string;
  headers: OutgoingHttpHeaders;
  body?: string | Buffer;
  path?: string;
}

test("of about 1,500 forgeries none is accepted, and every request that is rightly signed is, once", async (t) => {
  const world = await openHookWorld(t);
  const forgeries = [...missing(), ...wrongSecrets(), ...repeated(), ...badTimes(), ...otherPlaces(), ...flipped()];
  assert.ok(forgeries.length > 1_400, `${forgeries.length} forgeries`);
  const accepted: string[] = [];
  const genuine: Promise<number>[] = [];
  await Promise.all(
    forgeries.map(async ({ what, headers, body = BODY, path = "/hooks/deploys" }, index) => {
      // Between the forged ones, so that each meets the other.
      if (index % 10 === 0) genuine.push(postGenuine(world, index));
      const { status } = await world.post(path, headers, body);
      if (status !== 401) accepted.push(`${what}: ${status}`);
    }),
  );
  assert.deepEqual(accepted, []);
  const statuses = await Promise.all(genuine);
  assert.deepEqual([...new Set(statuses)], [202]);
  const kept = await world.kept();
  assert.deepEqual([kept.length, new Set(kept).size], [genuine.length, genuine.length]);
});

test("what was overheard starts nothing again: not repeated, not under another name, not later", async (t) => {
  const world = await openHookWorld(t);
  assert.equal((await world.post("/hooks/deploys", HUB, BODY)).status, 202);
  const renamed = { ...HUB, "webhook-id": "msg_2", "webhook-timestamp": STANDARD["webhook-timestamp"] };
  for (const headers of [HUB, renamed, { ...HUB, "x-github-delivery": "another" }]) {
    const { status, text } = await world.post("/hooks/deploys", headers, BODY);
    assert.deepEqual([status, text], [200, '{"status":"known"}']);
  }
  assert.equal((await world.post("/hooks/deploys", STANDARD, BODY)).status, 202);
  const answers = await Promise.all(Array.from({ length: 50 }, () => world.post("/hooks/deploys", STANDARD, BODY)));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  assert.equal((await world.post("/hooks/deploys", { ...STANDARD, "webhook-id": "msg_3" }, BODY)).status, 401);
  world.clock.jump("2026-11-20T08:05:01.000Z");
  assert.equal((await world.post("/hooks/deploys", STANDARD, BODY)).status, 401);
  assert.equal((await world.kept()).length, 2);
});

test("the same event five times at once is accepted once", async (t) => {
  const world = await openHookWorld(t);
  const answers = await Promise.all(Array.from({ length: 5 }, () => world.post("/hooks/deploys", STANDARD, BODY)));
  assert.deepEqual(
    answers.map(({ status }) => status).sort((a, b) => a - b),
    [200, 200, 200, 200, 202],
  );
  assert.deepEqual(await world.kept(), ["msg_1"]);
});

test("a signed text can't be cut into id, time and body in another place", async (t) => {
  const world = await openHookWorld(t);
  const seconds = STANDARD["webhook-timestamp"];
  const body = `${seconds}.a text that begins with a time`;
  const headers = { ...standard("msg_4", NOW, body), "content-type": "text/plain" };
  const moved = { ...headers, "webhook-id": `msg_4.${seconds}` };
  assert.equal((await world.post("/hooks/deploys", moved, body.slice(body.indexOf(".") + 1))).status, 401);
  assert.equal((await world.post("/hooks/deploys", headers, body)).status, 202);
});

test("10 MB are refused before they are read, whether their length is told or not, and the connection is closed", async (t) => {
  const world = await openHookWorld(t);
  const body = Buffer.alloc(10 * 1024 * 1024, 0x61);
  const told = await world.post("/hooks/deploys", hub(body), body);
  assert.deepEqual([told.status, told.headers.connection], [413, "close"]);
  const request = world.open("/hooks/deploys", { ...hub(body), "transfer-encoding": "chunked" });
  const untold = await answerOf(request, body);
  assert.deepEqual([untold.status, untold.headers.connection], [413, "close"]);
  const lying = await world.post("/hooks/deploys", hub(BODY), Buffer.alloc(256 * 1024 + 1));
  assert.equal(lying.status, 413);
  assert.deepEqual(await world.kept(), []);
});

async function postGenuine(world: HookWorld, index: number): Promise<number> {
  const body = JSON.stringify({ title: "Deployed", index });
  const headers = index % 20 === 0 ? hub(body) : standard(`genuine_${index}`, NOW, body);
  return (await world.post("/hooks/deploys", headers, body)).status;
}

function without(headers: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
}

/** Nothing, a part, or something else where a signature should be. */
function missing(): Forgery[] {
  const names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
  const sha1 = createHmac("sha1", SECRET).update(BODY).digest("hex");
  const signature = STANDARD["webhook-signature"] ?? "";
  const bare = signature.slice(3);
  const hex = HUB["x-hub-signature-256"] ?? "";
  const values = [
    "",
    "v1",
    "v1,",
    ",",
    " ",
    bare,
    `v2,${bare}`,
    `v1a,${bare}`,
    `V1,${bare}`,
    `v1, ${bare}`,
    `v1,${bare}=`,
    `${signature},`,
  ];
  const hubValues = [
    "",
    "sha256=",
    "sha256",
    hex.slice(7),
    hex.toUpperCase(),
    hex.slice(0, -1),
    `${hex}0`,
    `sha1=${sha1}`,
    `sha256=${sha1}`,
  ];
  return [
    { what: "no header at all", headers: JSON_TYPE },
    { what: "the secret as a token", headers: { ...JSON_TYPE, authorization: `Bearer ${SECRET}` } },
    { what: "a sha1", headers: { ...JSON_TYPE, "x-hub-signature": `sha1=${sha1}` } },
    ...names.map((name) => ({ what: `no ${name}`, headers: without(STANDARD, name) })),
    ...names.map((name) => ({ what: `an empty ${name}`, headers: { ...STANDARD, [name]: "" } })),
    ...values.map((value) => ({ what: `the signature ${value}`, headers: { ...STANDARD, "webhook-signature": value } })),
    ...hubValues.map((value) => ({ what: `the signature ${value}`, headers: { ...JSON_TYPE, "x-hub-signature-256": value } })),
    { what: "a right signature of one kind behind a wrong one of the other", headers: { ...HUB, ...STANDARD, "webhook-id": "other" } },
  ];
}

function wrongSecrets(): Forgery[] {
  const secrets = [
    "",
    "x",
    SECRET.toUpperCase(),
    `${SECRET} `,
    `${SECRET}\n`,
    SECRET.slice(1),
    "whsec_",
    "undefined",
    "null",
    "file:secret",
  ];
  return secrets.flatMap((secret) => [
    { what: `the secret ${secret}`, headers: standard("msg_1", NOW, BODY, secret) },
    { what: `the secret ${secret}`, headers: hub(BODY, secret) },
  ]);
}

/** The same header twice, which servers read in different ways. */
function repeated(): Forgery[] {
  const all = Object.entries({ ...without(STANDARD, "content-type"), ...without(HUB, "content-type") });
  return all.flatMap(([name, value]) =>
    [
      [value, value],
      [value, "x"],
      ["x", value],
      [value, ""],
      ["", value],
      [value, value, value],
    ].map((values) => ({
      what: `${name}: ${values.join(" and ")}`,
      headers: { ...(name.startsWith("x-") ? HUB : STANDARD), [name]: values },
    })),
  );
}

/** Rightly signed, but for a time that is not now. */
function badTimes(): Forgery[] {
  const off = [301, 600, 3_600, 86_400, 31_536_000];
  const signed = [...off, ...off.map((seconds) => -seconds)].map((seconds) => {
    const at = new Date(Date.parse(NOW) + seconds * 1_000).toISOString();
    return { what: `${seconds} s off`, headers: standard("msg_1", at, BODY) };
  });
  const seconds = STANDARD["webhook-timestamp"] ?? "";
  const forms = [
    `${seconds}.0`,
    `+${seconds}`,
    `0x${Number(seconds).toString(16)}`,
    `${seconds}000`,
    `-${seconds}`,
    NOW,
    "now",
    "1e9",
    "NaN",
  ];
  return [
    ...signed,
    ...forms.map((form) => {
      const signature = createHmac("sha256", SECRET).update(`msg_1.${form}.${BODY}`).digest("base64");
      return { what: `the time ${form}`, headers: { ...STANDARD, "webhook-timestamp": form, "webhook-signature": `v1,${signature}` } };
    }),
  ];
}

/** A signature elsewhere than in its header. */
function otherPlaces(): Forgery[] {
  const signature = encodeURIComponent(STANDARD["webhook-signature"] ?? "");
  const queries = [
    `token=${SECRET}`,
    `secret=${SECRET}`,
    `webhook-signature=${signature}`,
    `x-hub-signature-256=${HUB["x-hub-signature-256"]}`,
  ];
  return queries.map((query) => ({ what: query, headers: JSON_TYPE, path: `/hooks/deploys?${query}` }));
}

/** Every byte of what is signed and of its signature, each with several of its bits turned. */
function flipped(): Forgery[] {
  const headers = [STANDARD, HUB].flatMap((set) =>
    Object.entries(without(set, "content-type")).flatMap(([name, value]) =>
      flipsOf(value).map((flip) => ({ what: `${name}: ${flip}`, headers: { ...set, [name]: flip } })),
    ),
  );
  const bodies = [STANDARD, HUB].flatMap((set) => flipsOf(BODY).map((body) => ({ what: body, headers: set, body })));
  return [...headers, ...bodies];
}

/** A header may not begin or end with a space, which would be taken off. */
function flipsOf(text: string): string[] {
  const flips: string[] = [];
  for (let place = 0; place < text.length; place += 1) {
    for (const bit of [1, 2, 4, 8, 16, 32]) {
      const code = text.charCodeAt(place) ^ bit;
      if (code > 0x20 && code < 0x7f) flips.push(text.slice(0, place) + String.fromCharCode(code) + text.slice(place + 1));
    }
  }
  return flips;
}
