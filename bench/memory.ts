import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Megabytes of memory that a process holds; 0 where it has ended. */
export function residentMegabytes(pid: number): number {
  return statusMegabytes(pid, "VmRSS");
}

/** The most that a process has held so far, where the system keeps it, else what it holds; 0 where it has ended. */
export function peakMegabytes(pid: number): number {
  return statusMegabytes(pid, "VmHWM");
}

function statusMegabytes(pid: number, figure: "VmRSS" | "VmHWM"): number {
  if (!existsSync("/proc/self")) return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
  try {
    const [, kilobytes = "0"] = new RegExp(`^${figure}:\\s+(\\d+)`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return 0;
  }
}

/** Megabytes of a process and of all that it started, where the system tells who started whom; else of the process alone. */
export function treeMegabytes(pid: number): number {
  return residentMegabytes(pid) + childrenOf(pid).reduce((sum, child) => sum + treeMegabytes(child), 0);
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}
