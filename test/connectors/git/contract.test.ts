import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import { createGitConnector } from "../../../src/connectors/git/index.ts";
import { createRepository, temporaryFolder, type PlannedCommit } from "../../support/repository.ts";
import { describeConnector, type Prepared } from "../contract.ts";

const WINDOW = { from: "2026-11-13T09:00:00.000Z", to: "2026-11-20T09:00:00.000Z" };
const STANDING: ReadonlySet<string> = new Set(["repository", "worktree", "branch"]);

const twoCommits: readonly PlannedCommit[] = [
  { at: "2026-11-18T10:00:00Z", message: "Add orders\n", files: { "src/orders.ts": "// TODO sort them\n" } },
  { at: "2026-11-19T10:00:00Z", message: "Speed up search\n", files: { "src/search.ts": "2\n" } },
];

function prepared(folder: string): Prepared {
  return { root: folder, options: { paths: ["."] }, window: WINDOW };
}

describeConnector({
  connector: createGitConnector(),
  async prepare() {
    return prepared((await createRepository(twoCommits)).folder);
  },
  async prepareHostile() {
    const message = "hostile \u001B[31mred\u001B[0m \u202Egnp.exe <script>alert(1)</script> $(touch /tmp/x) `id`\n\n--upload-pack=touch\n";
    const repository = await createRepository([
      { at: "2026-11-18T10:00:00Z", message, author: "$(id) --help <-x@example.org>", files: { "-rf\n\"'$(id)": "// TODO $(id)\n" } },
    ]);
    return prepared(repository.folder);
  },
  async prepareBroken() {
    const folder = await temporaryFolder();
    await createRepository(twoCommits, join(folder, "good"));
    const broken = await createRepository(twoCommits, join(folder, "broken"));
    await writeFile(join(broken.folder, ".git/refs/heads/main"), `${"1".repeat(40)}\n`);
    return prepared(folder);
  },
  async prepareTooMuch() {
    const commits = Array.from({ length: 2_005 }, (_, index) => ({
      at: new Date(Date.parse("2026-11-14T00:00:00Z") + index * 60_000).toISOString(),
      message: `Change ${index}\n`,
      files: { "count.txt": `${index}\n` },
    }));
    return prepared((await createRepository(commits)).folder);
  },
  isStanding: (item) => STANDING.has(item.kind),
});
