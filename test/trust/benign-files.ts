import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Where a shipped automation may write in the world; the first is where it writes as it is shipped. */
const SINKS: readonly { name: string; writes: string; isOwn: boolean }[] = [
  { name: "console", writes: "  - console\n", isOwn: true },
  { name: "mail", writes: "  - email: { to: [me] }\n", isOwn: true },
  { name: "slack", writes: "  - slack: { to: me }\n", isOwn: true },
];

const folder = join(import.meta.dirname, "../../automations");
const shipped = readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "readme.md");

/** What some of what is shipped goes through. */
const PAPERS = {
  "contracts/hosting.md": "# Hosting\n\nPayment is due within 60 days.\n",
  "checklists/contract.md": '- payment (high): near "payment": at most 30 days\n',
  "transcripts/2026-11-18-sync.txt": "Dana: Let's go with the small plan.\nLee: I'll order it by Friday.\n",
};

/** The ids of the automations that the benign runs take turns with. */
export function benignIds(): { id: string; isOwn: boolean }[] {
  const own = SINKS.flatMap(({ name, isOwn }) => shipped.map((file) => ({ id: `${basename(file, ".md")}-${name}`, isOwn })));
  return [...own, { id: "to-team", isOwn: false }, { id: "to-dana", isOwn: false }, { id: "channel-to-itself", isOwn: false }];
}

/** What is shipped, by accounts of the world, and three that write to others with their owner's word. */
export function benignFiles(channel: string): Record<string, string> {
  const files = SINKS.flatMap(({ name, writes }) =>
    shipped.map((file) => [`automations/${basename(file, ".md")}-${name}.md`, inWorld(file, writes)] as const),
  );
  const more = {
    "automations/to-team.md": definition("files", `slack: { to: ${channel}, name: risk }`, "slack"),
    "automations/to-dana.md": definition("junit: { paths: [test-results] }", "email: { to: [dana] }", "email"),
    "automations/channel-to-itself.md": definition(`slack: { channels: [${channel}] }`, `slack: { to: ${channel}, name: risk }`),
  };
  return { ...Object.fromEntries(files), ...more, ...PAPERS };
}

function inWorld(file: string, writes: string): string {
  return (
    readFileSync(join(folder, file), "utf8")
      .replace("  - gmail\n", "  - gmail: { connection: mail }\n")
      .replace("  - google-calendar\n", "  - google-calendar: { connection: dates }\n")
      .replace("  - github\n", "  - github: { repositories: [dana/shop], include: [pull_requests, issues] }\n")
      .replace("  - github: { weeks:", "  - github: { repositories: [dana/shop], weeks:")
      .replace("  - github: { failures:", "  - github: { repositories: [dana/shop], failures:")
      .replace("  - files\n", "  - files: { paths: [tasks] }\n")
      .replace("  - git: { ", "  - git: { paths: [shop], ")
      .replace("  - git\n", "  - git: { paths: [shop] }\n")
      // There is no Notion in the world.
      .replace("  - notion\n", "")
      .replaceAll("@Notion", "Notion")
      .replace(/^quiet: .*\n/m, "")
      .replace(/^writes:\n(?: {2}.*\n)+/m, `quiet: always\nwrites:\n${writes}`)
  );
}

function definition(read: string, write: string, sink?: string): string {
  const from = /^\w+/.exec(read)?.[0];
  const flows = sink === undefined ? "" : `flows: [{ from: ${from}, to: ${sink} }]\n`;
  return `---\nname: For others\nreads:\n  - ${read}\nwrites:\n  - ${write}\n${flows}quiet: always\n---\n\nTell them what is new.\n`;
}
