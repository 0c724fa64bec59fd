import type { Store } from "../../core/ports/store.ts";
import { valueWithoutSecrets } from "../../lib/known-secrets.ts";

/** What errors, reasons and receipts say may come from a service that answers with what it was sent: none of it is kept with a secret in it. */
export function withoutSecretsIn<S extends Pick<Store, "runs" | "outbox" | "asks" | "connections" | "alerts" | "logs">>(store: S): S {
  const { runs, outbox, asks, connections, alerts, logs } = store;
  const clean = valueWithoutSecrets;
  return {
    ...store,
    runs: {
      ...runs,
      keepStep: (step) => runs.keepStep(clean(step)),
      finish: (runId, { reason, error, asks: said, ...end }, at) =>
        runs.finish(
          runId,
          { ...end, reason: clean(reason), ...(error && { error: clean(error) }), ...(said && { asks: clean(said) }) },
          at,
        ),
      cancel: (runId, reason, at) => runs.cancel(runId, clean(reason), at),
    },
    outbox: {
      ...outbox,
      settle: (key, end, at) => outbox.settle(key, clean(end), at),
      postpone: (key, error, nextAttemptAt) => outbox.postpone(key, clean(error), nextAttemptAt),
      hold: (key, error, expiresAt, at) => outbox.hold(key, clean(error), expiresAt, at),
      ask: (key, { approval, error }, expiresAt, at) => outbox.ask(key, { approval, ...(error && { error: clean(error) }) }, expiresAt, at),
    },
    asks: { ...asks, cancel: (automation, ids, reason, at) => asks.cancel(automation, ids, clean(reason), at) },
    connections: { ...connections, keepEnded: (name, now) => connections.keepEnded(name, clean(now)) },
    alerts: { ...alerts, keep: (troubles) => alerts.keep(clean(troubles)) },
    logs: { ...logs, append: (lines) => logs.append(clean(lines)) },
  };
}
