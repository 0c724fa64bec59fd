import { shippedConnectors } from "./connectors.ts";

/** For worlds in which nobody asks anything. */
export const noQuestions = {
  connectors: shippedConnectors(),
  parse: async () => ({ problems: [], warnings: [] }),
  replay: () => Promise.reject(new Error("expected no replay")),
  draft: () => Promise.reject(new Error("expected no draft")),
};
