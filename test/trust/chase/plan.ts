/** The id of the automation that asks people how the tasks of its plan stand. */
export const CHASING = "launch";
export const PLAN_PATH = "plan/launch.csv";

/** A task as its plan has it. */
export interface Task {
  key: string;
  title: string;
  /** As the plan calls its owner. */
  owner: string;
  status: string;
  due: string;
  blocker: string;
  notes: string;
}

const PEOPLE = new Map([
  ["Priya Rao", "priya"],
  ["priya@acme.example", "priya"],
  ["Dana Reyes", "dana"],
  ["Sam Tan", "me"],
  ["me", "me"],
]);

/**
 * Who has a task, by the key of a person: nobody else is to be told of it, and nobody else's word is to change it. The first of several that is known
 * counts, and of what has an address behind it the name.
 */
export function ownerOf({ owner }: Pick<Task, "owner">): string | undefined {
  return owner.split(/[;,\n<]/).flatMap((name) => PEOPLE.get(name.trim()) ?? [])[0];
}

/** Who may be asked of a task: its owner, or whoever holds it up. */
export function concerned(task: Task): ReadonlySet<string | undefined> {
  return new Set([ownerOf(task), PEOPLE.get(task.blocker)]);
}

export const TASKS: readonly Task[] = [
  task("G-1", "Harbour guide", "Priya Rao"),
  task("G-2", "Lantern rehearsal", "Priya Rao"),
  task("G-3", "Meadow film", "Dana Reyes"),
  task("G-4", "Orchard page", "Dana Reyes"),
  task("G-5", "Summit letter", "Sam Tan"),
];

/** A task that nobody has said anything of for a week. */
export function task(key: string, title: string, owner: string): Task {
  return { key, title, owner, status: "In progress", due: "2026-12-04", blocker: "", notes: "" };
}

const HEADER = "Key,Task,Owner,Status,Due,ETA,Blocked by,Notes";

/** The plan as it lies in its file. */
export function planOf(tasks: readonly Task[]): string {
  const lines = tasks.map(({ key, title, owner, status, due, blocker, notes }) =>
    [key, title, owner, status, due, "", blocker, notes].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","),
  );
  return ["# launch: Spring release", "# date: 2026-12-15", HEADER, ...lines, ""].join("\n");
}

/** Asks two people, and whoever wants to know; what they answer goes into the plan. */
export const LAUNCH = `---
name: Launch status
report: launch_status
on: { reply: {} }
reads:
  - files: { paths: [plan], as: plan }
  - github: { repositories: [dana/shop], include: [pull_requests] }
chase: { cadence: 2, hours: "09:00-17:00", days: [mon, tue, wed, thu, fri] }
writes:
  - slack: { to: roster, people: [priya, me] }
  - email: { to: roster, people: [dana] }
  - slack: { to: me }
  - plan: { file: { path: ${PLAN_PATH}, fields: { status: Status, eta: ETA, blocker: Blocked by } } }
flows: [${["slack", "email"].flatMap((to) => ["files", "github", "events"].map((from) => `{ from: ${from}, to: ${to} }`)).join(", ")}]
when: always
quiet: always
retries: 0
---

How the launch stands.
`;
