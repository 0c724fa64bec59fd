/** What a mistake in such a file costs more than elsewhere, by what readers call it. */
const RISKY: readonly (readonly [area: string, pattern: RegExp])[] = [
  ["migrations", /(?:^|\/)(?:migrations?|db\/migrate|alembic\/versions|flyway)\//i],
  ["sign-in", /(?:^|\/)(?:auth|authn|authz|authentication|authorization|oauth2?|sso|saml|login|permissions?)(?:\/|[-_.])/i],
  ["billing", /(?:^|\/)(?:billing|payments?|invoic(?:e|es|ing)|subscriptions?|pricing)(?:\/|[-_.])/i],
  [
    "infrastructure",
    /(?:^|\/)(?:terraform|infra|infrastructure|helm|k8s|kubernetes|ansible|pulumi)\/|\.tf(?:vars)?$|(?:^|\/)(?:dockerfile|docker-compose[^/]*\.ya?ml)$/i,
  ],
  [
    "CI",
    /(?:^|\/)\.(?:github\/(?:workflows|actions)|circleci|buildkite)\/|(?:^|\/)(?:\.gitlab-ci\.ya?ml|jenkinsfile|azure-pipelines\.ya?ml)$/i,
  ],
  ["the public API", /(?:^|\/)(?:openapi|swagger)[^/]*\.(?:ya?ml|json)$|\.proto$|(?:^|\/)schema\.graphqls?$|(?:^|\/)public[-_]?api\//i],
];
/** What tests and texts say breaks nothing. */
const HARMLESS = /(?:^|\/)(?:tests?|specs?|__tests__|fixtures|docs?)\/|\.(?:test|spec)\.[a-z]+$|_test\.[a-z]+$|\.(?:md|mdx|rst|txt)$/i;

/** The areas that changed files touch in which a mistake costs most, each once, in words such as `migrations`. */
export function riskyAreasOf(paths: readonly string[]): string[] {
  const harmful = paths.filter((path) => !HARMLESS.test(path));
  return RISKY.flatMap(([area, pattern]) => (harmful.some((path) => pattern.test(path)) ? [area] : []));
}
