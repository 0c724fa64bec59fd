import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import type { Clock } from "../../src/core/ports/ambient.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { createGate, type Gate } from "./gate.ts";

/** How a receiver can fail a message. `busy` and `broken` answer 429 and 500; the others leave the sender without an answer. */
export const FAULTS = ["busy", "broken", "gateway", "drops-before", "drops-after", "stores-late", "hangs-before", "hangs-after"] as const;
export type Fault = (typeof FAULTS)[number];

export interface VendorPlan {
  /** Which ones; none for a receiver that works. */
  faults: readonly Fault[];
  /** The share of calls that fail, from 0 to 1; by `seed`, the message's key and the number of the try, so that it is the same every time. */
  share: number;
  seed: number;
  /** A message fails so often at most. */
  mostPerMessage: number;
  /** The share of lookups that fail, the same way. */
  lookupShare: number;
  /** How long after its connection is gone a late message is stored. */
  lateMs: number;
  /** What `busy` asks for, in seconds. */
  retryAfterS: number;
  /** How long a sound call takes until its message is stored, whatever becomes of its caller. */
  latencyMs: number;
}

/** One request that came in. */
export interface Call {
  key: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface VendorRecord {
  /** What was stored, one entry for each time: a message that is here twice was received twice. */
  stored: Call[];
  lookups: { key: string; found: boolean | "refused"; at: number }[];
  /** Every message that was posted, with what became of the call. Times are milliseconds since the epoch. */
  calls: { key: string; fault: Fault | "none"; at: number }[];
}

/** A receiver of webhooks on a local port. */
export interface Vendor {
  readonly url: string;
  readonly lookupUrl: string;
  readonly record: VendorRecord;
  /** Resolves once a caller is left hanging, at once where one is. */
  hanging(): Promise<void>;
  close(): Promise<void>;
}

const SOUND: VendorPlan = {
  faults: [],
  share: 1,
  seed: 1,
  mostPerMessage: 3,
  lookupShare: 0,
  lateMs: 20_000,
  retryAfterS: 2,
  latencyMs: 0,
};

/** A receiver that keeps what it gets and fails as planned. `clock` is for what it stores late. */
export async function startVendor(changes: Partial<VendorPlan> = {}, clock: Clock = systemClock, port = 0): Promise<Vendor> {
  const plan = { ...SOUND, ...changes };
  const record: VendorRecord = { stored: [], lookups: [], calls: [] };
  const hanging = createGate();
  const server = createServer((request, response) => {
    // A sender that goes away in the midst of its message is nothing to fall over.
    handle(request, response, { plan, record, clock, hanging }).catch(() => response.destroy());
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${portOf(server)}`;
  return {
    url: `${origin}/messages`,
    lookupUrl: `${origin}/lookup`,
    record,
    hanging: () => hanging.opened(),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

interface World {
  plan: VendorPlan;
  record: VendorRecord;
  clock: Clock;
  hanging: Gate;
}

async function handle(request: IncomingMessage, response: ServerResponse, world: World): Promise<void> {
  if (request.url === "/record") return answer(response, 200, world.record);
  const key = String(request.headers["idempotency-key"] ?? "");
  if (request.url === "/lookup") return lookUp(key, response, world);
  const tries = world.record.calls.filter((call) => call.key === key).length;
  const fault = faultOf(world.plan, key, tries);
  world.record.calls.push({ key, fault: fault ?? "none", at: world.clock.now() });
  if (fault === "drops-before") return void response.destroy();
  const call = { key, headers: headersOf(request), body: await text(request) };
  const store = () => void world.record.stored.push(call);
  if (fault === undefined) await slowness(world);
  if (fault === undefined || fault === "drops-after" || fault === "gateway" || fault === "hangs-after") store();
  if (fault === "stores-late") world.clock.after(world.plan.lateMs, store);
  misbehave(fault, key, response, world);
}

function slowness({ plan, clock }: World): Promise<void> | undefined {
  if (plan.latencyMs === 0) return undefined;
  return new Promise((resolve) => void clock.after(plan.latencyMs, resolve));
}

function misbehave(fault: Fault | undefined, key: string, response: ServerResponse, { plan, hanging }: World): void {
  if (fault === undefined) return answer(response, 201, { id: `message ${key}` });
  if (fault === "broken") return answer(response, 500, { error: "broken" });
  if (fault === "gateway") return answer(response, 502, { error: "gateway" });
  if (fault === "busy") {
    response.setHeader("retry-after", String(plan.retryAfterS));
    return answer(response, 429, { error: "busy" });
  }
  if (fault !== "hangs-before" && fault !== "hangs-after") return void response.destroy();
  hanging.enter();
  response.once("close", () => hanging.leave());
}

function lookUp(key: string, response: ServerResponse, { plan, record, clock }: World): void {
  const tries = record.lookups.filter((lookup) => lookup.key === key).length;
  const isRefused = tries < plan.mostPerMessage && chanceOf(plan.seed, `lookup ${key}`, tries) < plan.lookupShare;
  const found = record.stored.some((call) => call.key === key);
  record.lookups.push({ key, found: isRefused ? "refused" : found, at: clock.now() });
  if (isRefused) return answer(response, tries % 2 === 0 ? 429 : 500, {});
  if (found) answer(response, 200, { id: `message ${key}` });
  else answer(response, 404, {});
}

function faultOf({ faults, share, seed, mostPerMessage }: VendorPlan, key: string, tries: number): Fault | undefined {
  if (tries >= mostPerMessage || chanceOf(seed, key, tries) >= share) return undefined;
  return faults[Math.floor(chanceOf(seed, `which ${key}`, tries) * faults.length)];
}

/** From 0 to 1, the same for the same words: FNV-1a, its bits mixed once more. */
function chanceOf(seed: number, key: string, tries: number): number {
  let hash = 0x81_1c_9d_c5 ^ seed;
  for (const sign of `${key}/${tries}`) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01_00_01_93);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c_1b_3c_6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("expected the vendor to listen on a port, got none");
  return address.port;
}

/** `node vendor.ts --faults drops-after,busy --share 0.5 --seed 7`: prints its port, and gives its record at /record. */
async function main(): Promise<void> {
  const number = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      faults: { type: "string", default: "" },
      ...{ port: number, share: number, seed: number, "most-per-message": number, "lookup-share": number, "late-ms": number },
      ...{ "retry-after-s": number, "latency-ms": number },
    },
  });
  const faults = FAULTS.filter((fault) => values.faults.split(",").includes(fault));
  const set = (name: keyof VendorPlan, text: string | undefined) => (text === undefined ? {} : { [name]: Number(text) });
  const vendor = await startVendor(
    {
      ...{ faults, ...set("share", values.share), ...set("seed", values.seed), ...set("mostPerMessage", values["most-per-message"]) },
      ...{ ...set("lookupShare", values["lookup-share"]), ...set("lateMs", values["late-ms"]) },
      ...{ ...set("retryAfterS", values["retry-after-s"]), ...set("latencyMs", values["latency-ms"]) },
    },
    systemClock,
    Number(values.port ?? 0),
  );
  process.stdout.write(`${new URL(vendor.url).port}\n`);
}

if (import.meta.main) await main();
