import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import type { PlanUpdate } from "../../../src/core/briefing.ts";
import type { Item } from "../../../src/core/item.ts";
import type { Connector } from "../../../src/core/ports/outside.ts";
import { filesConnector } from "../../../src/connectors/files/index.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { contextFor } from "../../connectors/contract.ts";
import { changing, sendingPlan } from "./world.ts";

/** Where all of them lie, until the tests are over. */
export const folder = await mkdtemp(join(tmpdir(), "chief-plan-"));
after(() => rm(folder, { recursive: true }));
export const plan = await shippedDeliveries().load("plan");

export const FIELDS = { status: "status", eta: "eta", blocker: "blocked_by" };
const WINDOW = { from: "2026-11-13T08:00:00.000Z", to: "2099-01-01T00:00:00.000Z" };
export type Changes = PlanUpdate["changes"];

/** A workspace with one plan in it. */
export async function workspace(path: string, text: string) {
  const root = await mkdtemp(join(folder, "workspace-"));
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
  const connector: Connector = filesConnector;
  const read = async (): Promise<readonly Item[]> =>
    (await connector.fetch(contextFor(connector, { root, options: { paths: [path], as: "plan" }, window: WINDOW }))).items;
  const item = async (key: string): Promise<Item> => {
    const found = (await read()).find(({ fields }) => fields["key"] === key);
    assert.ok(found, `${path} has no task ${key}`);
    return found;
  };
  const sending = async (key: string, changes: Changes, fields: object = FIELDS, values?: object) =>
    sendingPlan(plan, { file: { path, fields, ...(values && { values }) } }, changing(await item(key), changes), { root });
  return { root, path, item, read, sending, text: () => readFile(join(root, path), "utf8") };
}

export const AT_RISK: Changes = [
  { field: "status", from: "on_track", to: "at_risk" },
  { field: "eta", from: "2026-11-24", to: "2026-11-26" },
  { field: "blocker", from: null, to: "Ben" },
];

interface Form {
  path: string;
  text: string;
  /** Lines that go and come. */
  change: readonly [from: string, to: string];
  changes?: Changes;
}

export const FORMS: Readonly<Record<string, Form>> = {
  "a CSV file": {
    path: "plan/launch.csv",
    text: '# launch: Spring\n# date: 2026-12-01\nid,task,owner,status,eta,blocked_by\nT-1,"Docs, all",Ana,In progress,2026-11-24,\nT-2,Load test,Ben,In progress,,\n',
    change: ['T-1,"Docs, all",Ana,In progress,2026-11-24,\n', 'T-1,"Docs, all",Ana,at risk,2026-11-26,Ben\n'],
  },
  "a CSV file with a mark of byte order, semicolons, quotation marks, blank lines and line ends of Windows": {
    path: "plan.csv",
    text: '\ufeffid;task;status;eta;blocked_by;owner\r\nT-0;"Two\r\nlines";Done;;;\r\n\r\nT-1; "Docs" ;"In progress" ; 2026-11-24 ;;Ana\r\nT-2;Load test;At risk;;;Ben',
    change: ['"In progress" ; 2026-11-24 ;;Ana\r\n', '"At risk" ; 2026-11-26 ;Ben;Ana\r\n'],
  },
  "a row that ends before its last columns": {
    path: "plan.csv",
    text: "id,task,status,eta,owner,blocked_by\nT-1,Docs,In progress,2026-11-24\nT-2,Test,Todo\n",
    change: ["T-1,Docs,In progress,2026-11-24\n", "T-1,Docs,at risk,2026-11-26,,Ben\n"],
  },
  "a YAML file": {
    path: "plan.yaml",
    text: "launch: Spring # in spring\ntasks:\n  - id: T-0\n    task: Other\n  # the first\n  - id: T-1\n    task: Docs\n    status: 'In progress' # as of Monday\n    eta: 2026-11-24\n\n  - { id: T-2, task: Load test }\n",
    change: [
      "    status: 'In progress' # as of Monday\n    eta: 2026-11-24\n",
      "    status: 'at risk' # as of Monday\n    eta: 2026-11-26\n    blocked_by: Ben\n",
    ],
  },
  "an entry in braces": {
    path: "plan.yml",
    text: "- { id: T-1, task: Docs, status: In progress, eta: 2026-11-24 }\r\n- { id: T-2, task: Test }\r\n",
    change: ["status: In progress, eta: 2026-11-24 }", "status: at risk, eta: 2026-11-26, blocked_by: Ben }"],
  },
  "a table in Markdown": {
    path: "plan.md",
    text: "# Plan\n\n| ID | Task | Status | ETA | Blocked by |\n|----|:----:|---|---|---|\n| T-1 | Docs \\| guide | In progress | 2026-11-24 |   |\n| T-2 | Test | Off track | | |\n\nSee above.\n",
    change: ["| In progress | 2026-11-24 |   |\n", "| Off track | 2026-11-26 | Ben |\n"],
  },
  "a task list in Markdown": {
    path: "plan.md",
    text: "---\nlaunch: Spring\n---\n\n- [ ] T-0: Other @ben\n* [ ] T-1: Docs @ana eta: 2026-11-24 due: 2026-11-27  \n  text below\n- [ ] T-2: Test\n",
    change: [
      "* [ ] T-1: Docs @ana eta: 2026-11-24 due: 2026-11-27  \n",
      "* [/] T-1: Docs @ana eta: 2026-11-26 due: 2026-11-27 blocked by: Ben  \n",
    ],
    changes: [{ field: "status", from: "not_started", to: "on_track" }, ...AT_RISK.slice(1)],
  },
};
