import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { parseOwnJson } from "../../lib/json.ts";
import { analystWork } from "./analyst-work.ts";

const { task, json } = z.object({ task: z.enum(["analyse", "compose", "verify"]), json: z.string() }).parse(workerData);
const work: (input: never) => unknown = analystWork[task];

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(JSON.stringify(work(parseOwnJson<never>(json))));
