import type { GitHubConnection } from "../../core/connection.ts";
import type { Service } from "../service.ts";

/** An account at GitHub, by a token of a person's own or an app of the organisation. */
export const githubService: Service<GitHubConnection> = {
  kind: "github",
  title: "GitHub",
  serves: { deliveries: [], connectors: ["github"], events: ["github"] },
  guide: () => [],
  questions: [],
  check: () => Promise.reject(new Error("not built")),
  needs: () => [],
  example: () => ["reads:", "  - github"],
};
