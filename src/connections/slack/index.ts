import type { SlackConnection } from "../../core/connection.ts";
import type { Service } from "../service.ts";
import { checkSlack } from "./check.ts";
import { collect, featuresOf, featuresToAskFor, SCOPES } from "./features.ts";
import { manifestAddress, slackManifest } from "./manifest.ts";

/** A Slack app of the user's own, made from a manifest that asks for what the automations use. */
export const slackService: Service<SlackConnection> = {
  kind: "slack",
  title: "Slack",
  serves: { deliveries: ["slack"], connectors: ["slack"], events: ["slack"] },
  manifest: (uses) => slackManifest(featuresToAskFor(uses)),
  guide(uses) {
    const features = featuresToAskFor(uses);
    const listens = collect(features, "events").length > 0;
    return [
      `Open this address, choose your workspace, and press Next and Create. What the app may do is filled in:\n${manifestAddress(features)}`,
      "On the app's page press Install to Workspace, and copy the Bot User OAuth Token under OAuth & Permissions.",
      ...(listens
        ? [
            "To be heard when you answer in Slack, press Generate Token and Scopes under Basic Information, App-Level Tokens, add the scope connections:write, and copy that token too.",
            "Where Slack can reach Chief at an address of yours, it may post there instead: switch Socket Mode off, enter https://YOUR-ADDRESS/slack/NAME, NAME being that of the connection, as Request URL under Event Subscriptions and under Interactivity, and give the Signing Secret of Basic Information with --secret signingSecret=PLACE in place of the token.",
          ]
        : []),
    ];
  },
  questions: [
    {
      key: "token",
      what: "Bot User OAuth Token (xoxb-...)",
      secret: true,
      variable: "SLACK_BOT_TOKEN",
      form: { pattern: /^(?:xoxe\.)?xoxb-\S+$/, wish: "start with xoxb-" },
    },
    {
      key: "appToken",
      what: "App-level token (xapp-...); leave it empty if Chief is only to write",
      secret: true,
      variable: "SLACK_APP_TOKEN",
      optional: true,
      form: { pattern: /^xapp-\S+$/, wish: "start with xapp-" },
    },
    { key: "signingSecret", what: "Signing secret", secret: true, optional: true, when: () => false },
  ],
  check: checkSlack,
  needs(_connection, uses) {
    return collect(featuresOf(uses), "scopes").map((scope) => ({ scope, what: SCOPES[scope] ?? "" }));
  },
  explainScope: (scope) => SCOPES[scope],
  example(connection) {
    return ["writes:", `  - slack: { to: me${connection === undefined ? "" : `, connection: ${connection}`} }`];
  },
};
