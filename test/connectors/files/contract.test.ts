import { after } from "node:test";
import { filesConnector } from "../../../src/connectors/files/index.ts";
import { describeConnector } from "../contract.ts";
import { createWorkspace, prepared, removeWorkspaces } from "./workspace.ts";

after(removeWorkspaces);

describeConnector({
  connector: filesConnector,
  prepare: async () =>
    prepared(
      await createWorkspace({
        "tasks/launch.md": "# Launch\n- [ ] Send the contract @sam due: 2026-11-20\n- [/] Load test\n- [x] Rehearse\n",
        "notes/call.md": "# Call\n\nThey liked it.\n",
      }),
      { paths: ["tasks", "notes"] },
    ),
  prepareHostile: async () =>
    prepared(
      await createWorkspace({
        "tasks.md": "- [ ] hostile \u001b]0;x\u0007 <script>alert(1)</script> $(touch canary) \u202e\n",
        "$(touch canary).md": "---\n__proto__: hostile\nconstructor: x\n---\n# hostile `touch canary`\n\n[x]: javascript:alert(1)\n",
      }),
    ),
  prepareBroken: async () =>
    prepared(await createWorkspace({ "good.md": "- [ ] a\n", "utf16.md": Buffer.from("\ufeff- [ ] b\n", "utf16le") }), {
      paths: ["good.md", "utf16.md", "missing.md"],
    }),
  prepareTooMuch: async () => prepared(await createWorkspace({ "a.md": "- [ ] a\n", "b.md": "- [ ] b\n" }), { maxFiles: 1 }),
  isStanding: (item) => item.kind === "task" && item.fields["status"] !== "done",
});
