import { deliveryOf, type OutboxState } from "../../core/delivery.ts";
import type { Database } from "../database/database.ts";

/** Has a run say what became of its messages; to be called within the change that moves one of them. */
export function prepareRunDelivery(database: Database): (run: string | null) => void {
  const states = database.prepare<[string], { state: OutboxState }>("select state from outbox where run = ?");
  const tell = database.prepare("update runs set delivery = ? where id = ?");
  return (run) => {
    if (run !== null) tell.run(deliveryOf(states.all(run)), run);
  };
}
