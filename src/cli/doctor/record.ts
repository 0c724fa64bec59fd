import type { AuditStore } from "../../core/ports/audit.ts";
import type { Reader } from "../../render/prose.ts";
import { verdictInWords } from "../audit-words.ts";
import { ok, problem, type Check } from "./check.ts";

/** Whether the record of decisions and sends is as it was written. */
export async function checkRecord(audit: AuditStore, reader: Reader): Promise<Check> {
  const verdict = await audit.verify();
  const says = verdictInWords(verdict, reader);
  if (!verdict.fault) return ok("Record", says);
  return problem("Record", says, "Find out who can write to the data directory. `chief audit --verify` tells the first broken entry.");
}
