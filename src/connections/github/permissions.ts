import type { GitHubConnection } from "../../core/connection.ts";
import type { Need, Uses } from "../service.ts";

/** A permission of a fine-grained token or an app: https://docs.github.com/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens */
interface Permission {
  /** As the page that makes tokens calls it. */
  title: string;
  /** What reading it is for. */
  what: string;
  /** What a definition's `include` says to read it; always where it is absent. */
  parts?: readonly string[];
  /** An option of a definition that needs it too. */
  option?: string;
  /** Only apps can have it. */
  onlyApps?: true;
}

const PERMISSIONS: Readonly<Record<string, Permission>> = {
  actions: { title: "Actions", what: "see runs of workflows and why they failed", parts: ["checks"] },
  checks: { title: "Checks", what: "see what apps say of a commit", parts: ["checks", "pull_requests"], onlyApps: true },
  contents: {
    title: "Contents",
    what: "see commits, changed files and releases",
    parts: ["pull_requests", "releases"],
    option: "failures",
  },
  deployments: { title: "Deployments", what: "see what is rolled out, and where to", parts: ["deployments"] },
  issues: { title: "Issues", what: "see issues that wait for you", parts: ["issues"] },
  metadata: { title: "Metadata", what: "find repositories; every token has it" },
  pull_requests: { title: "Pull requests", what: "see pull requests and their reviews", parts: ["pull_requests"] },
  statuses: { title: "Commit statuses", what: "see whether a commit's checks have passed", parts: ["checks", "pull_requests"] },
};

/** Scopes of classic tokens: https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps */
const CLASSIC: Readonly<Record<string, string>> = {
  repo: "read everything in all of your repositories, and write there, of which Chief makes no use",
  public_repo: "read public repositories, and write there, of which Chief makes no use",
  "read:org": "see which teams are asked for reviews",
};

/** What a plan kept in issues is written by. */
const COMMENTS = "issues:write";
const COMMENTS_FOR = "comment on issues that are tasks of a plan";

/** What the automations need to be allowed, as `issues:read`; all there is to read where nothing goes by the connection yet. */
export function needsOf({ app }: Pick<GitHubConnection, "app">, uses: Uses): Need[] {
  const reads = neededBy(uses)
    .filter(([, { onlyApps }]) => onlyApps !== true || app !== undefined)
    .map(([name, { what }]) => ({ scope: `${name}:read`, what }));
  return uses.writes.length === 0 ? reads : [...reads, { scope: COMMENTS, what: COMMENTS_FOR }];
}

/** The page that makes a fine-grained token with these permissions filled in, and what they are called there. */
export function tokenForm(uses: Uses): { address: string; titles: string[] } {
  const needed = neededBy(uses).filter(([, { onlyApps }]) => onlyApps !== true);
  const description = uses.writes.length === 0 ? "Reads for briefings; writes nothing" : "Reads for briefings; comments on tasks of a plan";
  const query = new URLSearchParams({ name: "Chief", description });
  // https://docs.github.com/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens
  for (const [name] of needed) query.set(name, "read");
  if (uses.writes.length > 0) query.set("issues", "write");
  return {
    address: `https://github.com/settings/personal-access-tokens/new?${query.toString()}`,
    titles: needed.map(([, { title }]) => title),
  };
}

/** All there is to read where nothing goes by the connection yet; one that only writes reads no more than it must. */
function neededBy({ reads, writes }: Uses): [string, Permission][] {
  return Object.entries(PERMISSIONS).filter(
    ([, permission]) =>
      !permission.parts || (reads.length === 0 && writes.length === 0) || reads.some((options) => isNeededBy(options, permission)),
  );
}

function isNeededBy(options: Uses["reads"][number], { parts = [], option = "" }: Permission): boolean {
  const { include } = options;
  return !Array.isArray(include) || parts.some((part) => include.includes(part)) || options[option] === true;
}

/** What a permission or a classic scope is for. */
export function explainScope(scope: string): string | undefined {
  const [name = "", level] = scope.split(":");
  if (scope === COMMENTS) return COMMENTS_FOR;
  return level === "read" && Object.hasOwn(PERMISSIONS, name) ? PERMISSIONS[name]?.what : CLASSIC[scope];
}

/** The scopes of a classic token, with the permissions that `repo` comes to. */
export function scopesOfClassic(told: string): string[] {
  const scopes = told.split(",").flatMap((scope) => (scope.trim() === "" ? [] : [scope.trim()]));
  const comesTo = Object.keys(PERMISSIONS).map((name) => `${name}:read`);
  return scopes.includes("repo") ? [...scopes, ...comesTo, COMMENTS] : scopes;
}

/** The permissions of an app: whoever may write may read. */
export function scopesOfApp(permissions: Readonly<Record<string, string>>): string[] {
  return Object.entries(permissions)
    .flatMap(([name, level]) => (level === "read" ? [`${name}:read`] : [`${name}:read`, `${name}:${level}`]))
    .toSorted();
}
