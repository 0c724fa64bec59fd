import { createRepository, type PlannedCommit, type TestRepository } from "./repository.ts";

const PARTS = ["cart", "search", "orders", "billing", "login", "mail", "reports", "admin"];
const PEOPLE = ["Ann", "Ben", "Chen", "Dana"].map((name) => `${name} <${name.toLowerCase()}@example.org>`);
const HOUR_MS = 60 * 60 * 1000;

/** A project that merged so many branches in the weeks up to an instant, in every form that there is: merge commits, squashed ones, and pushes. */
export async function createMergedHistory(merges: number, until: string, folder?: string): Promise<TestRepository> {
  const start = Date.parse(until) - 4 * 7 * 24 * HOUR_MS;
  const step = Math.floor((Date.parse(until) - start) / (merges + 1));
  const commits = Array.from({ length: merges }, (_, index) => planOf(index, start + (index + 1) * step));
  const root = { at: new Date(start - HOUR_MS).toISOString(), message: "Begin\n", files: { "readme.md": "Shop\n" } };
  return createRepository([root, ...commits.flat()], folder);
}

/** How many steps of `main` a history of that many merges has beside its first commit: each merge is one. */
function planOf(index: number, time: number): PlannedCommit[] {
  const part = PARTS[index % PARTS.length] ?? "";
  const author = PEOPLE[(index * 3) % PEOPLE.length] ?? "";
  const at = new Date(time).toISOString();
  const files = { [`src/${part}/file-${index % 50}.ts`]: `export const value = ${index};\n`.repeat(1 + (index % 20)) };
  if (index % 4 === 3) return [{ at, author, message: `feat(${part}): improve ${part} ${index} (#${index})\n`, files }];
  const branch = `work/${index}`;
  const earlier = new Date(time - (1 + (index % 40)) * 60_000).toISOString();
  const own = { at: earlier, author, branch, from: "main", message: `Improve ${part} ${index}\n`, files };
  const message =
    index % 2 === 0 ? `Merge branch '${branch}'\n` : `Merge pull request #${index} from shop/${branch}\n\nImprove ${part} ${index}\n`;
  return [own, { at, author, merge: [branch], message, files }];
}
