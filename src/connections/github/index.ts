import type { GitHubConnection } from "../../core/connection.ts";
import { listOf } from "../../lib/text.ts";
import type { Given, Service } from "../service.ts";
import { checkGitHub } from "./check.ts";
import { explainScope, needsOf, tokenForm } from "./permissions.ts";

/** An account at GitHub, by a token of a person's own or an app of the organisation. */
export const githubService: Service<GitHubConnection> = {
  kind: "github",
  title: "GitHub",
  serves: { deliveries: ["plan.github"], connectors: ["github"], events: ["github"] },
  guide(uses) {
    const { address, titles } = tokenForm(uses);
    return [
      `Open this address, choose under Repository access what Chief is to read, and press Generate token. Of the permissions it needs ${listOf(titles)}, ${uses.writes.length === 0 ? "each Read-only" : "Issues with Read and write and all others Read-only"}, which are filled in:\n${address}`,
      "Copy the token: GitHub shows it once. If an organisation owns the repositories, choose it as the resource owner first; it may have to approve the token.",
      "An app of your organisation does instead of a token: add --set app.id=ID --set app.installation=ID --secret app.privateKey=file:PATH.",
      "To be told at once rather than to ask every two minutes, add --secret webhookSecret=env:NAME, and have a webhook of GitHub with that secret post JSON to /github/ and the name of the connection.",
    ];
  },
  questions: [
    {
      key: "token",
      what: "Personal access token (github_pat_...)",
      secret: true,
      variable: "GITHUB_TOKEN",
      form: { pattern: /^(?:github_pat_|gh[opsu]_)\S+$/, wish: "start with github_pat_, or with ghp_, gho_, ghu_ or ghs_" },
      when: (given) => !isApp(given),
    },
    { key: "app.installation", what: "Id of the app's installation", secret: false, when: isApp },
    {
      key: "app.privateKey",
      what: "Private key of the app",
      secret: true,
      variable: "GITHUB_APP_PRIVATE_KEY",
      form: { pattern: /^-----BEGIN [A-Z ]*PRIVATE KEY-----/, wish: "be the text of a PEM file" },
      when: isApp,
    },
    {
      key: "webhookSecret",
      what: "Secret of the webhooks",
      secret: true,
      optional: true,
      form: { pattern: /^.{16,}$/s, wish: "have 16 characters or more" },
      when: () => false,
    },
  ],
  check: checkGitHub,
  needs: needsOf,
  explainScope,
  example(connection) {
    return ["reads:", connection === undefined ? "  - github" : `  - github: { connection: ${connection} }`];
  },
};

function isApp(given: Given): boolean {
  return given["app.id"] !== undefined;
}
