import { Hono } from "hono/tiny";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { PermanentError, toStoredError } from "../core/errors.ts";
import { MODEL_ROLES } from "../core/model.ts";
import type { Operations } from "../core/ports/operations.ts";

/** Requests are a few words; in bytes. */
const LARGEST_BODY = 64 * 1024;

const instant = z.iso.datetime();
const acknowledgement = z.strictObject({
  kind: z.enum(["done", "snooze", "mute", "not_a_risk"]),
  until: instant.exactOptional(),
  by: z.string(),
  at: instant,
});
const requests = {
  run: z.strictObject({ automation: z.string(), asOf: instant.exactOptional(), dryRun: z.boolean() }),
  draft: z.strictObject({ sentence: z.string() }),
  ask: z.strictObject({ question: z.string(), reads: z.array(z.string()), automation: z.string().exactOptional() }),
  cancel: z.strictObject({ why: z.string() }),
  backfill: z.strictObject({ from: instant, to: instant, dryRun: z.boolean() }),
  replay: z.strictObject({ model: z.string().exactOptional(), prompts: z.partialRecord(z.enum(MODEL_ROLES), z.string()).exactOptional() }),
  decide: z.strictObject({ approved: z.boolean(), by: z.string(), why: z.string().exactOptional(), seen: z.string().exactOptional() }),
  acknowledge: z.strictObject({ acknowledgement: acknowledgement.optional(), reader: z.string().exactOptional() }),
  forget: z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("person"),
      names: z.array(z.string().min(2)).min(1),
      firstName: z.string().min(2).exactOptional(),
      key: z.string().exactOptional(),
    }),
    z.strictObject({ kind: z.literal("source"), connectors: z.array(z.string()), connection: z.string().exactOptional() }),
  ]),
  pause: z.strictObject({ paused: z.boolean() }),
  note: z.strictObject({ text: z.string(), by: z.string(), from: z.string(), days: z.int().exactOptional() }),
  noteBack: z.strictObject({ by: z.string() }),
  cancelAsks: z.strictObject({ item: z.string().exactOptional() }),
  consent: z.strictObject({ by: z.string(), hash: z.string().exactOptional() }),
};

/**
 * What the daemon does for commands, behind a socket that only its owner can open. Refusals are answered as stored errors. `examine`
 * says how accounts and secrets look from this process.
 */
export function createControlApp(operations: Operations, examine: () => Promise<object>): Hono {
  const app = new Hono().use(bodyLimit({ maxSize: LARGEST_BODY, onError: ({ json }) => json(toStoredError(tooLarge()), 413) }));
  app.get("/checks", async ({ json }) => json(await examine()));
  app.post("/runs", async ({ req, json }) => json({ run: await operations.run(requests.run.parse(await req.json())) }));
  app.post("/drafts", async ({ req, json }) => {
    const { sentence } = requests.draft.parse(await req.json());
    return json({ file: await operations.draft(sentence) });
  });
  app.post("/questions", async ({ req, json }) => json({ run: await operations.ask(requests.ask.parse(await req.json())) }));
  app.get("/runs/:run/ended", async ({ req, json }) => json(await operations.ended(req.param("run"))));
  app.post("/runs/:run/cancel", async ({ req, json }) => {
    const { why } = requests.cancel.parse(await req.json());
    return json({ cancelled: await operations.cancel(req.param("run"), why) });
  });
  app.post("/runs/:run/retry", async ({ req, json }) => {
    await operations.retry(req.param("run"));
    return json({});
  });
  app.post("/runs/:run/replay", async ({ req, json }) => {
    return json(await operations.replay({ run: req.param("run"), ...requests.replay.parse(await req.json()) }));
  });
  app.post("/messages/:prefix", async ({ req, json }) => {
    return json(await operations.decideMessage(req.param("prefix"), requests.decide.parse(await req.json())));
  });
  app.post("/findings/:prefix", async ({ req, json }) => {
    const { acknowledgement: said, reader } = requests.acknowledge.parse(await req.json());
    return json(await operations.acknowledge(req.param("prefix"), said, reader));
  });
  app.post("/automations/:automation", async ({ req, json }) => {
    const { paused } = requests.pause.parse(await req.json());
    await operations.setPaused(req.param("automation"), paused);
    return json({ paused });
  });
  app.post("/automations/:automation/consent", async ({ req, json }) => {
    await operations.accept(req.param("automation"), requests.consent.parse(await req.json()));
    return json({});
  });
  app.post("/automations/:automation/notes", async ({ req, json }) => {
    return json(await operations.addNote(req.param("automation"), requests.note.parse(await req.json())));
  });
  app.post("/automations/:automation/notes/:note", async ({ req, json }) => {
    const { by } = requests.noteBack.parse(await req.json());
    return json({ removed: await operations.removeNote(req.param("automation"), req.param("note"), by) });
  });
  app.post("/automations/:automation/asks/cancel", async ({ req, json }) => {
    const { item } = requests.cancelAsks.parse(await req.json());
    return json(await operations.cancelAsks(req.param("automation"), item));
  });
  app.post("/automations/:automation/backfill", async ({ req, json }) => {
    const span = requests.backfill.parse(await req.json());
    return json(await operations.backfill({ automation: req.param("automation"), ...span }));
  });
  app.post("/forget", async ({ req, json }) => json(await operations.forget(requests.forget.parse(await req.json()))));
  app.onError((error, { json }) => json(toStoredError(isMalformed(error) ? malformed(error) : error), 400));
  return app;
}

function tooLarge(): PermanentError {
  return new PermanentError("usage", "expected a request of at most 64 kB, got a larger one", { hint: "Requests are a few words." });
}

function isMalformed(error: Error): boolean {
  return error instanceof z.ZodError || error instanceof SyntaxError;
}

function malformed(error: Error): PermanentError {
  const message = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
  return new PermanentError("usage", `expected a request as this version sends it, got: ${message}`, {
    hint: "Use the same version of Chief for commands and daemon.",
  });
}
