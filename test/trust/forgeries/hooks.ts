import { createHmac } from "node:crypto";
import { hub, JSON_TYPE, openHookWorld, SECRET, standard } from "../../web/hook-world.ts";
import { flipped, repeated, without, type Closing, type Forgery, type Tally } from "./forgery.ts";

const NOW = "2026-11-20T08:00:00.000Z";
const BODY = JSON.stringify({ title: "Deployed", environment: "production", id: 17 });
const STANDARD = standard("msg_1", NOW, BODY);
const HUB = hub(BODY);

/** Sends forged requests to `/hooks/<name>`, and among them genuine ones, which are then sent again. */
export async function forgeHooks(context: Closing): Promise<Tally> {
  const world = await openHookWorld(context);
  const forgeries = [...missing(), ...wrongSecrets(), ...repeated([STANDARD, HUB]), ...badTimes(), ...otherPlaces(), ...tooLarge()];
  forgeries.push(...flipped([STANDARD, HUB], BODY));
  const accepted: string[] = [];
  const genuine: ReturnType<typeof genuineOf>[] = [];
  const send = async ({ what, headers, body = BODY, path = "/hooks/deploys" }: Forgery): Promise<void> => {
    const { status } = await world.post(path, headers, body);
    if (status < 400 && status !== 200) accepted.push(`${what}: ${status}`);
  };
  await Promise.all(
    forgeries.map(async (forgery, index) => {
      // Between the forged ones, so that each meets the other.
      if (index % 10 === 0) {
        const sent = genuineOf(index);
        genuine.push(sent);
        await world.post("/hooks/deploys", sent.headers, sent.body);
      }
      await send(forgery);
    }),
  );
  const replays = genuine.map((sent) => ({ what: "sent before", ...sent }));
  const renamed = genuine.map((sent) => ({ what: "sent before", ...sent, headers: { ...sent.headers, "x-github-delivery": "other" } }));
  await Promise.all([...replays, ...renamed].map(send));
  const kept = await world.kept();
  return {
    cases: forgeries.length + replays.length + renamed.length,
    accepted,
    valid: genuine.length,
    validAccepted: kept.length,
  };
}

function genuineOf(index: number): { headers: Record<string, string>; body: string } {
  const body = JSON.stringify({ title: "Deployed", index });
  return { headers: index % 20 === 0 ? hub(body) : standard(`genuine_${index}`, NOW, body), body };
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

function tooLarge(): Forgery[] {
  const body = Buffer.alloc(10 * 1024 * 1024, 0x61);
  return [
    { what: "10 MB", headers: hub(body), body },
    { what: "10 MB", headers: standard("msg_large", NOW, body), body },
  ];
}
