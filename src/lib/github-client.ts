import type { Octokit } from "octokit";
import type { Connections, GitHubConnection } from "../core/connection.ts";

/** https://docs.github.com/rest/about-the-rest-api/api-versions */
export const GITHUB_API_VERSION = "2026-03-10";

/** GitHub's own client. It tries nothing twice and logs nothing: what becomes of a failure is decided by whoever calls. */
export async function openGitHub(
  { api, token, app }: GitHubConnection,
  { readSecret, signal }: Pick<Connections, "readSecret"> & { signal: AbortSignal },
): Promise<Octokit> {
  // Loaded when GitHub is first asked, so that a start does not wait for it.
  const { Octokit: Client } = await import("octokit");
  const nothing = (): void => {};
  const client = new Client({
    baseUrl: api,
    ...(token !== undefined && { auth: readSecret(token) }),
    ...(app && { authStrategy: await appAuth(), auth: authOf(app, readSecret) }),
    userAgent: "chief",
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    retry: { enabled: false },
    throttle: { enabled: false },
    request: { signal },
  });
  client.hook.before("request", (options) => {
    options.headers["x-github-api-version"] = GITHUB_API_VERSION;
  });
  return client;
}

async function appAuth() {
  const { createAppAuth } = await import("@octokit/auth-app");
  return createAppAuth;
}

function authOf({ id, installation, privateKey }: NonNullable<GitHubConnection["app"]>, readSecret: Connections["readSecret"]) {
  return { appId: id, installationId: installation, privateKey: readSecret(privateKey) };
}
