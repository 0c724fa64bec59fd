import { OWNER_ONLY } from "../../core/audience.ts";
import type { Connector } from "../../core/ports/outside.ts";
import { placesOf } from "../../lib/places.ts";
import { junitSchema, type JunitOptions } from "./schema.ts";

/** Test results in folders of the workspace, as JUnit and most other test runners write them. */
export const junitConnector: Connector<JunitOptions> = {
  id: "junit",
  title: "JUnit",
  alias: "J",
  schema: junitSchema,
  mentions: ["JUnit", "Test results", "Tests"],
  describe: (options) => `test reports in ${placesOf(options.paths)}`,
  audience: () => OWNER_ONLY,
  // Most starts read nothing.
  fetch: async (context) => (await import("./fetch-reports.ts")).fetchReports(context),
};
