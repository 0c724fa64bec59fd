import { dirname } from "node:path";

/** One git setting that overrules whatever the repository says. */
type Setting = readonly [key: string, value: string];

/**
 * Settings under which git runs no program but itself, opens no connection, writes nothing, and prints the same
 * on every machine. A repository's own config is written by whoever made the repository, so it is hostile until overruled.
 * https://git-scm.com/docs/git-config
 */
const SETTINGS: readonly Setting[] = [
  ["core.hooksPath", "/dev/null"],
  ["core.fsmonitor", "false"],
  ["core.untrackedCache", "false"],
  ["core.pager", "cat"],
  ["core.editor", "false"],
  ["core.askPass", ""],
  ["core.sshCommand", "false"],
  ["core.gitProxy", ""],
  ["core.alternateRefsCommand", "false"],
  ["core.attributesFile", "/dev/null"],
  // A repository could name any file of the machine as a list of what to ignore, and see by what is told which lines it has.
  ["core.excludesFile", "/dev/null"],
  ["core.quotePath", "false"],
  // Larger files count as binary: they are not compared line by line.
  ["core.bigFileThreshold", "1m"],
  ["credential.helper", ""],
  ["protocol.allow", "never"],
  ["gpg.program", "false"],
  ["gpg.ssh.program", "false"],
  ["gpg.x509.program", "false"],
  ["log.showSignature", "false"],
  ["log.showRoot", "true"],
  ["log.follow", "false"],
  ["mailmap.file", "/dev/null"],
  ["diff.external", ""],
  ["diff.orderFile", "/dev/null"],
  ["diff.ignoreSubmodules", "all"],
  ["diff.autoRefreshIndex", "false"],
  ["diff.interHunkContext", "0"],
  ["diff.suppressBlankEmpty", "false"],
  ["diff.relative", "false"],
  ["submodule.recurse", "false"],
  ["status.submoduleSummary", "false"],
  ["color.ui", "false"],
  ["column.ui", "never"],
  ["i18n.logOutputEncoding", "UTF-8"],
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
];

/** Flags for every command that compares contents. */
export const DIFF_FLAGS = [
  "--no-ext-diff",
  "--no-textconv",
  "--no-renames",
  "--no-color",
  "--ignore-submodules=all",
  "--src-prefix=a/",
  "--dst-prefix=b/",
] as const;

/**
 * The variables under which git reads `folder`: neither the machine's nor the user's config, no way up to a repository around
 * `folder`, no connection, no lock. `filters` are the drivers that the repository configured: their programs would run whenever
 * a file is compared, so each is overruled by name.
 */
export function gitEnvironment(folder: string, filters: readonly string[] = []): Record<string, string> {
  return {
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_CEILING_DIRECTORIES: dirname(folder),
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_ALLOW_PROTOCOL: "",
    GIT_NO_LAZY_FETCH: "1",
    // Both show other commits in the place of those that were made.
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_GRAFT_FILE: "/dev/null",
    GIT_PAGER: "cat",
    GIT_EDITOR: "false",
    ...asVariables([...SETTINGS, ...filters.flatMap(disabled)]),
  };
}

function disabled(filter: string): Setting[] {
  const empty = ["clean", "smudge", "process"].map((use): Setting => [`filter.${filter}.${use}`, ""]);
  return [...empty, [`filter.${filter}.required`, "false"]];
}

/** As variables and not as `-c`, since the name of a filter may hold an equals sign. */
function asVariables(settings: readonly Setting[]): Record<string, string> {
  const variables: Record<string, string> = { GIT_CONFIG_COUNT: String(settings.length) };
  for (const [index, [key, value]] of settings.entries()) {
    variables[`GIT_CONFIG_KEY_${index}`] = key;
    variables[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return variables;
}
