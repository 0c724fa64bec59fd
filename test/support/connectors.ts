import { createAddresses } from "../../src/config/addresses.ts";
import { createConnectors, type ConnectorParts } from "../../src/connectors/registry.ts";

/** Every connector that is shipped, where nothing is configured unless `changes` say so. */
export function shippedConnectors(changes: Partial<ConnectorParts> = {}): ReturnType<typeof createConnectors> {
  const { connections } = createAddresses(() => ({ root: "", dataDirectory: "", webhooks: {}, pings: {}, connections: {} }), {});
  return createConnectors({ connections, ...changes });
}
