import type { Item } from "../../../src/core/item.ts";
import type { Names } from "../../../src/analysis/context/names.ts";
import type { People } from "../../../src/core/person.ts";
import type { Evidence } from "../../../src/verify/violation.ts";
import { chanceFrom, type Chance } from "../../support/simulator/random.ts";
import type { Line, Piece } from "./line.ts";
import { datePiece, namePiece, numberPiece, timePiece, timesOf, weekdayPiece, zoned, zonePiece, type Times } from "./pieces.ts";

/** What a line is made of. */
interface Subject {
  item: Item;
  name: string;
  people: People;
  /** Full names of those whom the item speaks of in any way. */
  involved: ReadonlySet<string>;
  times: Times;
  zone: string;
  chance: Chance;
}

type Tell = (subject: Subject) => Line["pieces"][];

/** Lines that are true of each item, as a model could write them. */
export function linesAbout(items: readonly Item[], { people, calendar }: Evidence, names: Names, seed: number): Line[] {
  const zone = calendar.timezone;
  return items.flatMap((item, index) => {
    const name = names.nameOf(item.id);
    if (name === undefined) return [];
    const subject = {
      item,
      name,
      people,
      zone,
      involved: involvedIn(item, people),
      times: timesOf([item], zone),
      chance: chanceFrom(seed + index),
    };
    return (TELLS[item.kind] ?? []).flatMap((tell) => tell(subject)).map((pieces): Line => ({ pieces, cites: [name] }));
  });
}

function involvedIn(item: Item, people: People): Set<string> {
  const text = JSON.stringify(item).toLowerCase();
  const isIn = ({ key, name, aliases, emails }: People["all"][number]): boolean =>
    [name, ...aliases, ...emails].some((each) => text.includes(each.toLowerCase())) || text.includes(`github:${key}"`);
  return new Set(people.all.filter(isIn).map(({ name }) => name));
}

function who(role: string, { item, people }: Subject): string | undefined {
  const actor = item.actors.find((each) => each.role === role);
  const known = people.all.find(
    ({ name, accounts }) => name === actor?.name || (actor?.account !== undefined && accounts?.includes(actor.account)),
  );
  return known?.name ?? (actor?.name.includes(" ") ? actor.name : undefined);
}

function named(subject: Subject, role: string, kind: "name" | "role"): Piece[] {
  const name = who(role, subject);
  return name === undefined ? [] : [namePiece(name, subject.involved, subject.people, kind)];
}

function slot({ name }: Subject, path = "title"): string {
  return `{{${name}.${path}}}`;
}

function stateOf(say: string, all: readonly string[], others: readonly string[] = []): Piece {
  return { kind: "state", say, others, wrong: all.filter((each) => each !== say) };
}

const TASK_STATES: Readonly<Record<string, string>> = {
  done: "done",
  blocked: "blocked",
  cancelled: "cancelled",
  todo: "not done yet",
  in_progress: "not finished",
};

const tellTask: Tell = (subject) => {
  const { fields } = subject.item;
  const due = fields["due"];
  const state = TASK_STATES[String(fields["status"])];
  const unfinished = ["not done yet", "not finished"];
  const wrong = Object.values(TASK_STATES).filter((each) => !unfinished.includes(each) || state === "done");
  const owner = typeof fields["owner"] === "string" ? [namePiece(fields["owner"], subject.involved, subject.people)] : [];
  const date =
    typeof due === "string"
      ? [datePiece(due, subject.times, subject.chance), datePiece(due, subject.times, subject.chance, slot(subject, "due"))]
      : [];
  return [
    ...(state === undefined
      ? []
      : [
          [
            `${slot(subject)} is `,
            stateOf(
              state,
              [...wrong, "completed", "merged"].filter((each) => state !== "done" || each !== "completed"),
            ),
            ".",
          ],
        ]),
    ...owner.map((piece) => [piece, ` owns ${slot(subject)}.`]),
    ...date.map((piece) => [`${slot(subject)} is due on `, piece, "."]),
    ...(typeof due === "string" ? [["It falls on a ", weekdayPiece(due, subject.times), `, ${slot(subject)} that is.`]] : []),
  ];
};

const tellMail: Tell = (subject) => {
  const { item, times, chance, zone } = subject;
  const day = zoned(item.ts, zone).toPlainDate().toString();
  const sentence = item.body.split(/(?<=[.!?])\s+/).find((each) => each.split(/\s+/).length >= 5);
  const words = sentence?.split(/\s+/) ?? [];
  const spoilt = words.map((word, index) => (index === 2 ? "never" : index === 4 ? "yesterday" : word)).join(" ");
  return [
    ...named(subject, "from", "name").map((piece) => [piece, ` wrote about ${slot(subject)} on `, datePiece(day, times, chance), "."]),
    ...named(subject, "from", "role").map((piece) => [piece, ` sent ${slot(subject)} at `, timePiece(item.ts, times, chance), "."]),
    ["On ", weekdayPiece(day, times), ` ${slot(subject)} came in, at `, zonePiece(item.ts, times), "."],
    ...(sentence === undefined
      ? []
      : [
          [
            `In ${slot(subject)} it says “`,
            { kind: "quote", say: sentence, others: [words.slice(0, 4).join(" ")], wrong: [spoilt, words.toReversed().join(" ")] } as const,
            "”.",
          ],
        ]),
  ];
};

const tellMeeting: Tell = (subject) => {
  const { item, times, chance, zone } = subject;
  const start = String(item.fields["start"]);
  if (item.fields["allDay"] === true) return [];
  const day = zoned(start, zone).toPlainDate().toString();
  const state =
    item.fields["status"] === "cancelled"
      ? stateOf("cancelled", ["confirmed"])
      : stateOf("confirmed", ["cancelled", "not confirmed", "declined by all"]);
  return [
    [`${slot(subject)} starts at `, timePiece(start, times, chance), " on ", datePiece(day, times, chance), "."],
    [`${slot(subject)} is at `, timePiece(start, times, chance, slot(subject, "start.time")), " on ", weekdayPiece(day, times), "."],
    [`Be there at `, zonePiece(start, times), ` for ${slot(subject)}.`],
    ...named(subject, "organizer", "name").map((piece) => [piece, ` organised ${slot(subject)}.`]),
    ...named(subject, "organizer", "role").map((piece) => [`${slot(subject)} was organised by `, piece, "."]),
    [`${slot(subject)} is `, state, "."],
  ];
};

const tellPull: Tell = (subject) => {
  const { item, times, chance, zone } = subject;
  const { state, approvals, additions, draft } = item.fields;
  const all = ["merged", "still open", "closed", "not merged"];
  const say = state === "merged" ? "merged" : state === "open" ? "still open" : "closed";
  const wrong =
    state === "merged"
      ? all.filter((each) => each !== "merged" && each !== "closed")
      : all.filter((each) => each !== say && each !== "not merged");
  const day = zoned(item.ts, zone).toPlainDate().toString();
  const isApproved = Number(approvals) > 0;
  return [
    [`${slot(subject)} is `, stateOf(say, wrong, state === "open" ? ["not merged"] : []), "."],
    [
      `${slot(subject)} is `,
      isApproved ? stateOf("approved", ["not approved"]) : stateOf("not approved", ["approved", "already approved"]),
      ".",
    ],
    ...(draft === true ? [] : [[`${slot(subject)} adds `, numberPiece(Number(additions), "line", ["day", "hour"], chance), "."]]),
    ...named(subject, "author", "name").map((piece) => [piece, ` opened ${slot(subject)} on `, datePiece(day, times, chance), "."]),
    ...named(subject, "author", "role").map((piece) => [`${slot(subject)} was opened by `, piece, "."]),
  ];
};

const tellJob: Tell = (subject) => {
  const { item, times, chance } = subject;
  const failed = item.fields["conclusion"] === "failed";
  return [
    [
      `${slot(subject)} `,
      failed ? stateOf("failed", ["passed"]) : stateOf("passed", ["failed"], ["has passed"]),
      " at ",
      timePiece(String(item.fields["endedAt"]), times, chance),
      ".",
    ],
    [`The run of ${slot(subject)} is `, failed ? stateOf("red", ["green"]) : stateOf("green", ["red"]), "."],
  ];
};

const tellRollout: Tell = (subject) => {
  const { item, chance } = subject;
  const state = String(item.fields["state"]);
  const all = ["paused", "still running", "done", "withdrawn", "cancelled"];
  const say = state === "running" ? "still running" : state;
  return [
    [
      `${slot(subject)} is `,
      stateOf(
        say,
        all.filter((each) => each !== say),
      ),
      ".",
    ],
    [
      `A stage of ${slot(subject)} was to take `,
      numberPiece(Number(item.fields["plannedStageHours"]), "hour", ["day", "week", "minute"], chance),
      ".",
    ],
    ...named(subject, "owner", "name").map((piece) => [piece, ` owns ${slot(subject)}.`]),
  ];
};

const tellMessage: Tell = (subject) => {
  const day = zoned(subject.item.ts, subject.zone).toPlainDate().toString();
  return [
    ...named(subject, "author", "name").map((piece) => [
      piece,
      " wrote in the channel on ",
      datePiece(day, subject.times, subject.chance),
      ".",
    ]),
    ...named(subject, "author", "name").map((piece) => [piece, " asked on ", weekdayPiece(day, subject.times), "."]),
  ];
};

const TELLS: Readonly<Record<string, readonly Tell[]>> = {
  task: [tellTask],
  mail: [tellMail],
  instance: [tellMeeting],
  pull_request: [tellPull],
  ci_job: [tellJob],
  rollout: [tellRollout],
  message: [tellMessage],
};
