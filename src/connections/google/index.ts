import type { GoogleConnection } from "../../core/connection.ts";
import type { Service, Uses } from "../service.ts";
import { apisFor, enableAddress } from "./apis.ts";
import { checkGoogle } from "./check.ts";
import { revokeGoogle } from "./revoke.ts";
import { SCOPE_WORDS, scopesOf, scopesToAskFor } from "./scopes.ts";
import { signInToGoogle } from "./sign-in.ts";

/** An account at Google: mail, calendars and documents by one sign-in, through an OAuth client of the user's own. */
export const googleService: Service<GoogleConnection> = {
  kind: "google",
  title: "Google",
  serves: { deliveries: [], connectors: ["gmail", "google-calendar", "google-drive"], events: ["gmail", "google-calendar"] },
  guide,
  questions: [
    { key: "clientId", what: "Client ID (ends with apps.googleusercontent.com)", secret: false },
    { key: "clientSecret", what: "Client secret", secret: true, variable: "GOOGLE_CLIENT_SECRET" },
    { key: "refreshToken", what: "Refresh token", secret: true, variable: "GOOGLE_REFRESH_TOKEN", bySignIn: true },
    { key: "signedInUntil", what: "End of the sign-in", secret: false, bySignIn: true, when: () => false },
  ],
  signIn: signInToGoogle,
  revoke: revokeGoogle,
  check: checkGoogle,
  needs(_connection, uses) {
    return scopesOf(uses).map((scope) => ({ scope, what: SCOPE_WORDS[scope] ?? "" }));
  },
  explainScope: (scope) => SCOPE_WORDS[scope],
  example(connection) {
    return ["reads:", connection === undefined ? "  - gmail" : `  - gmail: { connection: ${connection} }`];
  },
};

function guide(uses: Uses): string[] {
  return [
    "Make a project in Google's console, or choose one: https://console.cloud.google.com/projectcreate",
    `Enable what the automations read: ${enableAddress(apisFor(scopesToAskFor(uses)))}`,
    [
      "Fill in the consent screen: https://console.cloud.google.com/auth/overview. In a Google Workspace choose Internal. Else choose External,",
      "and press Publish app under Audience, so that it says In production: while it says Testing, Google ends every sign-in after 7 days.",
      "For yourself nothing has to be verified: where Google warns of an unverified app, press Advanced and go on.",
    ].join("\n"),
    "Make a client of the type Desktop app, and have its id and secret at hand: https://console.cloud.google.com/auth/clients/create",
  ];
}
