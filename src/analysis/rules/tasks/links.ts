import type { Finding } from "../../../core/finding.ts";
import type { Item } from "../../../core/item.ts";
import { derived, fact, getFact, prose } from "../../../core/prose.ts";
import { finding, type FindingDraft, type Rule } from "../../rule.ts";
import { factsOf, impactOf, openTasks, stateOf, toDate, type OpenTask } from "./task.ts";

/** Read from fields that contradict each other. */
const CONFIDENCE = 0.9;

/** TASK-08: two tasks that can't both be right. */
export const inconsistent: Rule = {
  id: "TASK-08",
  title: "Tasks that contradict each other",
  about:
    "A part that is due after the whole, a task that is done though parts of it are open, or one that is blocked by what is done: whoever plans with it is misled.",
  source: "files",
  cleared: "no longer contradicts",
  thresholds: {},
  find: ({ items, people }) => {
    const open = openTasks(items, people);
    const tasks = new Map(items.flatMap((item) => (item.kind === "task" ? [[item.id, item] as const] : [])));
    const done = [...tasks.values()].filter((item) => item.fields["status"] === "done");
    return [
      ...open.flatMap((task) => laterThanParent(task, tasks)),
      ...doneTooEarly(open, done),
      ...open.flatMap((task) => blockedByDone(task, done)),
    ];
  },
};

/** Of what is done or given up, the date no longer matters. */
function laterThanParent(task: OpenTask, tasks: ReadonlyMap<string, Item>): Finding[] {
  const parent = tasks.get(task.parent ?? "");
  const limit = toDate(parent?.fields["due"]);
  const isOpen = !["done", "cancelled"].includes(String(parent?.fields["status"]));
  if (parent === undefined || !isOpen || limit === undefined || task.due === undefined || task.due <= limit) return [];
  return [
    contradiction(task, "later than parent", {
      title: prose`${fact(task.item, "title")} is due after what it is a part of`,
      why: prose`due ${fact(task.item, "fields.due", "date")}, ${fact(parent, "title")} already ${fact(parent, "fields.due", "date")}`,
      action: prose`agree which date holds`,
      evidence: [...factsOf(task.item, "fields.due", "fields.parent"), getFact(parent, "fields.due")],
    }),
  ];
}

function doneTooEarly(open: readonly OpenTask[], done: readonly Item[]): Finding[] {
  const parts = Map.groupBy(open, (task) => task.parent ?? "");
  return done.flatMap((whole) => {
    const left = parts.get(whole.id) ?? [];
    const [first] = left;
    if (first === undefined) return [];
    const titles = left.map(({ item }) => getFact(item, "title"));
    const draft = {
      title: prose`${fact(whole, "title")} is done, but not all of its parts`,
      why: prose`${derived(left.length, "part", titles)} open, ${fact(first.item, "title")} first`,
      action: prose`finish them, drop them or open it again`,
      evidence: [...factsOf(whole, "fields.status"), ...titles] as const,
    };
    return [{ ...contradiction({ ...first, item: whole }, "parts open", draft), state: String(left.length) }];
  });
}

function blockedByDone(task: OpenTask, done: readonly Item[]): Finding[] {
  const blocker = task.blockedBy === undefined ? undefined : findBlocker(task.blockedBy, task, done);
  if (blocker === undefined) return [];
  return [
    contradiction(task, "blocker done", {
      title: prose`${fact(task.item, "title")} waits for what is done`,
      why: prose`blocked by ${fact(blocker, "title")}, which is done`,
      action: prose`take it up again`,
      evidence: [...factsOf(task.item, "fields.blockedBy", "fields.status"), getFact(blocker, "fields.status")],
    }),
  ];
}

/** By its id, or by its words: those of the same file first, since a name may be used twice. */
function findBlocker(called: string, { item }: OpenTask, done: readonly Item[]): Item | undefined {
  const name = called.trim().toLowerCase();
  const named = done.filter((each) => each.id !== item.id && (each.id === called || each.title.trim().toLowerCase() === name));
  return named.find((each) => each.fields["path"] === item.fields["path"]) ?? named[0];
}

type Words = Pick<FindingDraft, "title" | "why" | "action" | "evidence">;

/** A plan that contradicts itself is red until it is mended, however long it has been so. */
function contradiction(task: OpenTask, scope: string, words: Words): Finding {
  return finding({
    ...words,
    rule: inconsistent,
    primary: task.item,
    scope,
    factors: { impact: impactOf(1, task), urgency: 3 },
    confidence: CONFIDENCE,
    owner: task.owner,
    state: stateOf(task),
  });
}
