import { after } from "node:test";
import { junitConnector } from "../../../src/connectors/junit/index.ts";
import { describeConnector } from "../contract.ts";
import { createWorkspace, failed, passed, removeWorkspaces, report } from "./workspace.ts";
import { prepared } from "../workspaces.ts";

after(removeWorkspaces);

describeConnector({
  connector: junitConnector,
  prepare: async () =>
    prepared(await createWorkspace({ "a.xml": report(failed("adds"), passed("takes away")), "deep/b.xml": report(passed("pays")) })),
  prepareHostile: async () =>
    prepared(
      await createWorkspace({
        "$(touch canary).xml": report(
          failed("hostile \u001b]0;x\u0007 &lt;script&gt;alert(1)&lt;/script&gt; $(touch canary) \u202e"),
          failed("__proto__", "hostile [x](javascript:alert(1))"),
        ),
      }),
    ),
  prepareBroken: async () =>
    prepared(await createWorkspace({ "good.xml": report(failed("adds")), "bad.xml": "no XML" }), { paths: ["test-results", "missing"] }),
  prepareTooMuch: async () => prepared(await createWorkspace({ "a.xml": report(failed("adds"), failed("pays")) }), { max: 1 }),
  isStanding: () => true,
});
