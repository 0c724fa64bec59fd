/** Hosts whose pages for commits, branches and tags are known. */
const HOSTS = new Map([
  ["github.com", { commit: "commit", tag: "releases/tag" }],
  ["gitlab.com", { commit: "-/commit", tag: "-/tags" }],
  ["codeberg.org", { commit: "commit", tag: "releases/tag" }],
]);
const FORMS = [/^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+)$/, /^(?:[\w.-]+@)?([\w.-]+):([^/].*)$/];
const PATH = /^[\w.-]+(?:\/[\w.-]+)+$/;

/** The web pages of a repository. */
export interface WebPages {
  commit(sha: string): string;
  tag(name: string): string;
}

/** The pages of the repository that a remote's address leads to, user and password left out; undefined for hosts that are not known. */
export function findWebPages(remote: string | undefined): WebPages | undefined {
  const match = FORMS.map((form) => form.exec(remote ?? "")).find((found) => found !== null);
  const host = match?.[1]?.toLowerCase() ?? "";
  const path = match?.[2]?.replace(/\/+$/, "").replace(/\.git$/, "") ?? "";
  const pages = HOSTS.get(host);
  if (pages === undefined || !PATH.test(path)) return undefined;
  const base = `https://${host}/${path}`;
  return {
    commit: (sha) => `${base}/${pages.commit}/${sha}`,
    tag: (name) => `${base}/${pages.tag}/${encodeURIComponent(name)}`,
  };
}
