import { request } from "node:http";
import type { Ask } from "../core/ask.ts";
import type { OutboxEntry } from "../core/delivery.ts";
import { PermanentError, TransientError, type StoredError } from "../core/errors.ts";
import type { LedgerEntry } from "../core/finding.ts";
import type { Note } from "../core/note.ts";
import type { Forgotten } from "../core/ports/privacy.ts";
import type { BackfilledSlot, Operations, Replayed } from "../core/ports/operations.ts";
import type { Run } from "../core/run.ts";
import { parseOwnJson } from "../lib/json.ts";
import type { Examined } from "./doctor/examine.ts";

/** The operations of the daemon that listens on `socket`. What it refuses comes back as the error it gave. */
export function createDaemonClient(socket: string): Operations {
  const call = <Answer>(method: string, path: string, body?: unknown) => ask<Answer>(socket, method, path, body);
  return {
    run: async (wanted) => (await call<{ run: string }>("POST", "/runs", wanted)).run,
    ask: async (wanted) => (await call<{ run: string }>("POST", "/questions", wanted)).run,
    ended: (run) => call<Run>("GET", `/runs/${encodeURIComponent(run)}/ended`),
    cancel: async (run, why) => (await call<{ cancelled: boolean }>("POST", `/runs/${encodeURIComponent(run)}/cancel`, { why })).cancelled,
    retry: async (run) => {
      await call("POST", `/runs/${encodeURIComponent(run)}/retry`);
    },
    backfill: ({ automation, ...span }) => call<BackfilledSlot[]>("POST", `/automations/${encodeURIComponent(automation)}/backfill`, span),
    replay: ({ run, ...changes }) => call<Replayed>("POST", `/runs/${encodeURIComponent(run)}/replay`, changes),
    draft: async (sentence) => (await call<{ file: string }>("POST", "/drafts", { sentence })).file,
    decideMessage: (prefix, decision) => call<OutboxEntry>("POST", `/messages/${encodeURIComponent(prefix)}`, decision),
    acknowledge: (prefix, acknowledgement, reader) =>
      call<LedgerEntry>("POST", `/findings/${encodeURIComponent(prefix)}`, { acknowledgement, reader }),
    setPaused: async (automation, paused) => {
      await call("POST", `/automations/${encodeURIComponent(automation)}`, { paused });
    },
    accept: async (automation, consent) => {
      await call("POST", `/automations/${encodeURIComponent(automation)}/consent`, consent);
    },
    addNote: (automation, note) => call<Note>("POST", `/automations/${encodeURIComponent(automation)}/notes`, note),
    removeNote: async (automation, id, by) => {
      const path = `/automations/${encodeURIComponent(automation)}/notes/${encodeURIComponent(id)}`;
      return (await call<{ removed: boolean }>("POST", path, { by })).removed;
    },
    cancelAsks: (automation, item) =>
      call<Ask[]>("POST", `/automations/${encodeURIComponent(automation)}/asks/cancel`, item === undefined ? {} : { item }),
    forget: (what) => call<Forgotten>("POST", "/forget", what),
  };
}

/** How accounts and secrets look to the daemon that listens on `socket`. Throws what it refuses, and TransientError `daemon-unreachable`. */
export function askChecks(socket: string): Promise<Examined> {
  return ask<Examined>(socket, "GET", "/checks", undefined);
}

function ask<Answer>(socketPath: string, method: string, path: string, body: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, method, path, headers: { "content-type": "application/json" } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("error", reject).on("end", () => {
        if (response.statusCode === 200) resolve(parseOwnJson<Answer>(text));
        else reject(toError(text));
      });
    });
    sent.on("error", (cause) => reject(unreachable(cause)));
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** What is no error of ours comes from a path that the daemon does not know, such as one that ends where a name was expected. */
function toError(text: string): PermanentError {
  if (!text.startsWith("{")) {
    return new PermanentError("usage", `expected the running Chief to take the command, got: ${text}`, {
      hint: "Check the names given; commands and daemon must be of one version.",
    });
  }
  const { code, message, hint } = parseOwnJson<StoredError>(text);
  return new PermanentError(code, message, hint === undefined ? {} : { hint });
}

function unreachable(cause: Error): TransientError {
  return new TransientError("daemon-unreachable", `expected whoever has the data directory to take commands, got: ${cause.message}`, {
    hint: "Another command may be at work, or Chief starting or stopping: try again in a moment.",
    cause,
  });
}
