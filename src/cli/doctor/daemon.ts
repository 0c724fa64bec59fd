import { request } from "node:http";
import type { Workspace } from "../../core/workspace.ts";
import { durationInWords } from "../../lib/duration.ts";
import { isTaken } from "../../store/health.ts";
import { socketPath } from "../socket.ts";
import { ok, problem, problemOf, warning, type Check } from "./check.ts";

/** How long a daemon may take to say how it is. */
const ANSWER_MS = 5_000;
/** The schedule is looked at once a minute at least, so what is later than this was overlooked. */
const LARGEST_LAG_MS = 120_000;

type Place = Pick<Workspace, "dataDirectory">;

/** Whether Chief is running, and does its work. */
export async function checkDaemon(place: Place): Promise<{ check: Check; running: boolean }> {
  try {
    if (!isTaken(place.dataDirectory)) {
      return { running: false, check: warning("Daemon", "not running: nothing starts by itself", "Start it with `chief start`.") };
    }
    return { running: true, check: await checkAnswer(place) };
  } catch (error) {
    return { running: false, check: problemOf("Daemon", error) };
  }
}

/** `earliest` is when the next time of any schedule is due. */
export function checkLag(earliest: string | undefined, now: number): Check {
  if (earliest === undefined) return ok("Schedule", "nothing is due");
  const lagMs = now - Date.parse(earliest);
  if (lagMs <= LARGEST_LAG_MS) return ok("Schedule", "on time");
  const late = durationInWords(Math.floor(lagMs / 60_000) * 60_000);
  return problem("Schedule", `behind: something was due ${late} ago`, "Start Chief again, and look at what it logs.");
}

async function checkAnswer(place: Place): Promise<Check> {
  const answer = await askReadiness(place).catch((error: unknown) => ({ status: 0, text: String(error) }));
  if (answer.status === 200) return ok("Daemon", "running and ready");
  if (answer.status === 0) {
    return problem(
      "Daemon",
      "the data directory is in use, but nobody answers",
      "A command may be at work: ask again; else stop that process.",
    );
  }
  return problem("Daemon", `running, but not ready: ${reasonIn(answer.text)}`, "Wait a moment; if it stays so, look at what it logs.");
}

/** By the socket for commands, which is there whatever the port. */
function askReadiness({ dataDirectory }: Place): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const where = { socketPath: socketPath(dataDirectory), path: "/readyz", timeout: ANSWER_MS };
    const sent = request(where, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("error", reject).on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on("timeout", () => sent.destroy(new Error("no answer in time"))).on("error", reject);
    sent.end();
  });
}

function reasonIn(text: string): string {
  return /"reason":"([^"]*)"/.exec(text)?.[1] ?? "it does not say why";
}
