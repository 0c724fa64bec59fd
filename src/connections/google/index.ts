import type { GoogleConnection } from "../../core/connection.ts";
import type { Service } from "../service.ts";

/** An account at Google: mail, calendars and documents by one sign-in. */
export const googleService: Service<GoogleConnection> = {
  kind: "google",
  title: "Google",
  serves: { deliveries: [], connectors: ["gmail", "google-calendar", "google-drive"], events: ["gmail", "google-calendar"] },
  guide: () => [],
  questions: [],
  check: () => Promise.reject(new Error("not built")),
  needs: () => [],
  example: () => ["reads:", "  - gmail"],
};
