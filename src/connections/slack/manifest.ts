import { stringify } from "yaml";
import { collect, type Feature } from "./features.ts";

/**
 * The manifest of a Slack app that can do what these features need and nothing else: https://docs.slack.dev/reference/app-manifest
 * Whatever is heard comes by Socket Mode, so that the app needs no address that others reach.
 */
export function slackManifest(features: readonly Feature[], indent = 2): string {
  const events = collect(features, "events");
  const listens = events.length > 0;
  const answers = features.includes("answers");
  return stringify(
    {
      display_information: { name: "Chief", description: "Sends the briefings and flags of your automations." },
      features: {
        bot_user: { display_name: "Chief", always_online: false },
        app_home: { home_tab_enabled: answers, messages_tab_enabled: true, messages_tab_read_only_enabled: !listens },
      },
      oauth_config: { scopes: { bot: collect(features, "scopes") } },
      settings: {
        ...(listens && { event_subscriptions: { bot_events: events } }),
        interactivity: { is_enabled: answers },
        org_deploy_enabled: false,
        socket_mode_enabled: listens,
        token_rotation_enabled: false,
      },
    },
    { lineWidth: 0, indent },
  );
}

/** The page of Slack that makes this app: https://docs.slack.dev/app-manifests/configuring-apps-with-app-manifests */
export function manifestAddress(features: readonly Feature[]): string {
  // Short, since people copy it from a terminal: a colon may stand in an address as it is.
  const manifest = encodeURIComponent(slackManifest(features, 1).trimEnd()).replaceAll("%3A", ":");
  return `https://api.slack.com/apps?new_app=1&manifest_yaml=${manifest}`;
}
