import type { ToldStatus } from "../../../src/core/ask.ts";

/** What somebody says of a task. */
export interface Saying {
  key: string;
  status: ToldStatus;
  /** A plain date. */
  eta?: string;
  blocker?: string;
}

/** A task of the plan, as it stands at the beginning. */
export interface PlannedTask {
  key: string;
  title: string;
  /** A key of the cast. */
  owner: string;
  status: string;
  due: string;
  eta?: string;
  dependsOn?: string;
  /** How it stands from each day on, as its owner knows it. */
  truth?: readonly (Omit<Saying, "key"> & { from: string })[];
}

/** What somebody said, with what they meant by it. */
export interface Said {
  person: string;
  /** A UTC instant. */
  at: string;
  says: readonly Saying[];
  /** They want no more questions. */
  stops?: boolean;
}

/** What is true, by what people said and did; nothing of it is read from Chief. */
export interface Book {
  replies: Said[];
  /** What was said when nobody was to hear it any more. */
  late: Said[];
  /** Who may not be asked any more, and since when. */
  left: { person: string; at: string }[];
  /** Changes of the plan by hand: its key, and what its cells say since. */
  edits: { key: string; at: string; cells: Readonly<Partial<Row>> }[];
  /** The rows as they should stand at an instant; at the end where none is given. */
  rows(at?: string): Row[];
}

/** The cells of a task that may change; a status in the words of those who tell of it. */
export interface Row {
  key: string;
  status: string;
  eta: string;
  blockedBy: string;
}

export function openBook(tasks: readonly PlannedTask[]): Book {
  const book: Book = {
    replies: [],
    late: [],
    left: [],
    edits: [],
    rows(until = "9999") {
      const moves = [
        ...book.replies.flatMap(({ at, says }) => says.map((saying) => ({ at, key: saying.key, change: (row: Row) => told(row, saying) }))),
        ...book.edits.map(({ at, key, cells }) => ({ at, key, change: (row: Row): Row => ({ ...row, ...cells }) })),
      ].toSorted((a, b) => a.at.localeCompare(b.at));
      return tasks.map((task) =>
        moves.filter(({ key, at }) => key === task.key && at <= until).reduce((row, { change }) => change(row), rowOf(task)),
      );
    },
  };
  return book;
}

function rowOf({ key, status, eta = "" }: PlannedTask): Row {
  return { key, status: meaningOf(status), eta, blockedBy: "" };
}

/** What a plan says once it was told: who is done waits for nothing, and who has it somebody else says first. */
function told(row: Row, { status, eta, blocker }: Saying): Row {
  if (status === "reassigned") return row;
  const isOver = status === "done" || status === "dropped";
  const waits = status === "blocked" ? (blocker ?? row.blockedBy) : isOver || status === "on_track" ? "" : row.blockedBy;
  return { ...row, status, eta: isOver ? row.eta : (eta ?? row.eta), blockedBy: waits };
}

const MEANINGS: Readonly<Record<string, ToldStatus>> = {
  "to do": "not_started",
  "not started": "not_started",
  "in progress": "on_track",
  "on track": "on_track",
  "at risk": "at_risk",
  blocked: "blocked",
  done: "done",
  dropped: "dropped",
};

/** What a word of the plan means. */
export function meaningOf(word: string): string {
  return MEANINGS[word.toLowerCase()] ?? word;
}

/** The head of a plan, and its tasks as a table. */
export function planText(tasks: readonly PlannedTask[], launch: string, nameOf: (person: string) => string): string {
  const rows = tasks.map(({ key, title, owner, status, due, dependsOn = "", eta = "" }) =>
    [key, title, nameOf(owner), status, due, dependsOn, eta, ""].join(","),
  );
  return [`# launch: Spring release`, `# date: ${launch}`, "Key,Task,Owner,Status,Due,Depends on,ETA,Blocked by", ...rows, ""].join("\n");
}

/** What a plan says, by the columns of its head. */
export function readPlan(text: string): Row[] {
  const [, , ...rows] = text.trimEnd().split("\n");
  return rows.slice(1).map((line) => {
    const [key = "", , , status = "", , , eta = "", blockedBy = ""] = line.split(",");
    return { key, status: meaningOf(status), eta, blockedBy };
  });
}
