import { createAddresses } from "../../src/config/addresses.ts";
import { createDeliveries, type DeliveryParts } from "../../src/deliveries/registry.ts";
import { systemClock } from "../../src/lib/clock.ts";

/** What deliveries are given where nothing is configured. */
export function deliveryParts(changes: Partial<DeliveryParts> = {}): DeliveryParts {
  const screen = { print: () => {}, columns: () => 80, color: false };
  const addresses = createAddresses(() => ({ root: "", dataDirectory: "", webhooks: {}, pings: {}, connections: {} }), {});
  return { screen, clock: systemClock, ...addresses, people: () => ({ all: [] }), ...changes };
}

/** Every delivery that is shipped. */
export function shippedDeliveries(changes: Partial<DeliveryParts> = {}): ReturnType<typeof createDeliveries> {
  return createDeliveries(deliveryParts(changes));
}
