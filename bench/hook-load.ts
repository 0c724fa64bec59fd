import { createHmac } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { inFlight } from "./noop-engine.ts";

const KEY = "the-secret-of-the-bench";
export const SECRET = `whsec_${Buffer.from(KEY).toString("base64")}`;

export interface Load {
  /** Answers a second. */
  perSecond: number;
  /** How many answers had each status. */
  statuses: ReadonlyMap<number, number>;
  p50Ms: number;
  p99Ms: number;
}

let events = 0;
const END_OF_HEAD = "\r\n\r\n";

/** Posts signed events over `width` connections that stay open, each waiting for an answer before the next. Written on sockets, so that the server is what is measured. */
export async function postEvents(port: number, width: number, count: number): Promise<Load> {
  const requests = Array.from({ length: count }, requestOf);
  const idle = await Promise.all(Array.from({ length: width }, () => open(port)));
  const times: number[] = [];
  const statuses = new Map<number, number>();
  const start = performance.now();
  await inFlight(width, count, async (index) => {
    const socket = idle.pop();
    const request = requests[index];
    if (!socket || !request) throw new Error("expected a connection to be free, got none");
    const sentAt = performance.now();
    const status = await exchange(socket, request);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    times.push(performance.now() - sentAt);
    idle.push(socket);
  });
  const perSecond = (count / (performance.now() - start)) * 1_000;
  for (const socket of idle) socket.destroy();
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { perSecond, statuses, p50Ms: at(0.5), p99Ms: at(0.99) };
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1").setNoDelay(true);
  await once(socket, "connect");
  return socket;
}

/** Resolves with the status of the answer. */
function exchange(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve) => {
    const answer: Buffer[] = [];
    const take = (chunk: Buffer): void => {
      answer.push(chunk);
      if (!isWhole(answer)) return;
      socket.off("data", take);
      resolve(Number(Buffer.concat(answer).toString("latin1", "HTTP/1.1 ".length, "HTTP/1.1 200".length)));
    };
    socket.on("data", take);
    socket.write(request);
  });
}

function isWhole(answer: readonly Buffer[]): boolean {
  const text = Buffer.concat(answer).toString("latin1");
  const head = text.indexOf(END_OF_HEAD);
  return head !== -1 && text.length >= head + END_OF_HEAD.length + Number(/content-length: (\d+)/.exec(text)?.[1]);
}

/** About what a build server tells. */
function requestOf(): Buffer {
  events += 1;
  const body = JSON.stringify({
    title: `Build ${events} of shop has failed`,
    status: "failed",
    repository: { name: "shop", owner: "acme", private: true },
    build: { number: events, branch: "main", commit: "5f9c9991f5f9c9991f5f9c9991f5f9c9991f5f9c", minutes: 7.5 },
    labels: ["nightly", "linux"],
    url: `https://ci.example.com/acme/shop/builds/${events}`,
  });
  const seconds = Math.floor(new Date().getTime() / 1_000);
  const id = `msg_${process.pid}_${events}`;
  const signature = createHmac("sha256", KEY).update(`${id}.${seconds}.${body}`).digest("base64");
  const head = [
    "POST /hooks/deploys HTTP/1.1",
    "host: 127.0.0.1",
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    `webhook-id: ${id}`,
    `webhook-timestamp: ${seconds}`,
    `webhook-signature: v1,${signature}`,
  ];
  return Buffer.from(`${head.join("\r\n")}${END_OF_HEAD}${body}`);
}
