import { Hono } from "hono/tiny";

/** Whether the daemon can do its work, and if not, why. */
export interface Readiness {
  ready: boolean;
  reason?: string;
}

/** `/healthz`: the process answers. `/readyz`: database and scheduler work. Neither tells anything of what is kept. */
export function createHealthApp(readiness: () => Promise<Readiness>): Hono {
  const app = new Hono();
  app.get("/healthz", (context) => context.json({ ok: true }));
  app.get("/readyz", async (context) => {
    const answer = await readiness().catch((): Readiness => ({ ready: false, reason: "the database does not answer" }));
    return context.json(answer, answer.ready ? 200 : 503);
  });
  return app;
}
