import { after } from "node:test";
import { join } from "node:path";
import { symlink } from "node:fs/promises";
import { icsConnector } from "../../../src/connectors/ics/index.ts";
import { describeConnector } from "../contract.ts";
import { calendar, createWorkspace, event, removeWorkspaces } from "./workspace.ts";
import { prepared } from "../workspaces.ts";

after(removeWorkspaces);

const STANDUP = event("UID:standup", "DTSTART:20261116T090000Z", "DTEND:20261116T091500Z", "RRULE:FREQ=DAILY", "SUMMARY:Standup");

describeConnector({
  connector: icsConnector,
  prepare: async () =>
    prepared(await createWorkspace({ "work.ics": calendar(STANDUP, event("UID:one", "DTSTART;VALUE=DATE:20261120", "SUMMARY:Day out")) })),
  prepareHostile: async () =>
    prepared(
      await createWorkspace({
        "$(touch canary).ics": calendar(
          event(
            "UID:__proto__",
            "DTSTART:20261120T090000Z",
            "SUMMARY:hostile \u001b]0;x\u0007 <script>alert(1)</script> $(touch canary) \u202e",
          ),
          event("UID:constructor", "DTSTART:20261120T090000Z", "DESCRIPTION:hostile [x](javascript:alert(1))", "URL:javascript:alert(1)"),
        ),
      }),
    ),
  prepareBroken: async () => {
    const root = await createWorkspace({ "good.ics": calendar(STANDUP), "binary.ics": Buffer.from([1, 0, 2, 0]) });
    await symlink("loop.ics", join(root, "calendar/loop.ics"));
    return prepared(root, { paths: ["calendar", "calendar/loop.ics", "missing.ics"] });
  },
  prepareTooMuch: async () =>
    prepared(await createWorkspace({ "bomb.ics": calendar(event("UID:bomb", "DTSTART:20261116T090000Z", "RRULE:FREQ=SECONDLY")) })),
  isStanding: () => true,
});
