const BOT = /\[bot\]|^(?:dependabot|renovate|github-actions|greenkeeper|snyk|pre-commit-ci|semantic-release)\b/i;
/** A folder is where a commit happened once this part of its files lies in it. */
const MOST_OF_IT = 0.6;

/** Whether an author is a program. */
export function isBot({ name, email }: { name: string; email: string }): boolean {
  return BOT.test(name) || BOT.test(email);
}

/** The deepest folder that holds most of a commit's files; undefined where they are scattered or lie at the top. */
export function folderOf(paths: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const parts = path.split("/").slice(0, -1);
    parts.forEach((_part, index) => {
      const folder = parts.slice(0, index + 1).join("/");
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    });
  }
  const candidates = [...counts].filter(([, count]) => count >= paths.length * MOST_OF_IT);
  return candidates.toSorted(([a], [b]) => b.length - a.length)[0]?.[0];
}
