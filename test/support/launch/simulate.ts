import type { OutboxEntry } from "../../../src/core/delivery.ts";
import type { Briefing } from "../../../src/core/briefing.ts";
import { plainDateOf } from "../../../src/core/work-calendar.ts";
import { createFakeClock } from "../clock.ts";
import { openBook, planText, type Book, type PlannedTask } from "./book.ts";
import { truthOn, type Member, type Reaction } from "./cast.ts";
import { definitionOf, peopleFile } from "./definition.ts";
import { openOffice, type Office } from "./office.ts";
import { openPost, type Post } from "./post.ts";
import type { Kill, Scenario } from "./scenario.ts";
import { openTown, type Letter, type Town } from "./town.ts";

/** A message as it reached somebody, with what it was meant as. */
export interface Reached {
  person: string;
  at: string;
  text: string;
  entry: OutboxEntry;
  briefing: Briefing;
}

/** What came of a scenario. */
export interface World {
  scenario: Scenario;
  office: Office;
  book: Book;
  town: Town;
  post: Post | undefined;
  kills: { when: Kill["when"]; at: string }[];
  /** All that reached anybody, oldest first. */
  reached(): Promise<Reached[]>;
  close(): Promise<void>;
}

const MINUTE_MS = 60_000;

/** Lets people live with their assistant from the first day of a scenario to its last. */
export async function simulate(scenario: Scenario): Promise<World> {
  const { tasks, members } = scenario;
  const clock = createFakeClock(scenario.from);
  const inSlack = members.filter(({ slack }) => slack !== undefined);
  const town = await openTown(clock, {
    USAM: "Europe/Berlin",
    ...Object.fromEntries(inSlack.map(({ slack = "", zone }) => [slack, zone] as const)),
  });
  const writers = members.filter(({ email }) => email !== undefined);
  const post = writers.length === 0 ? undefined : await openPost(clock);
  const book = openBook(tasks);
  const nameOf = (key: string): string => members.find((member) => member.key === key)?.name ?? "Sam Tan";
  const counts = new Map<string, number>();
  const kills: World["kills"] = [];
  const left = [...scenario.kills];
  const agenda: { atMs: number; act: () => Promise<void> }[] = [];
  let dead = Promise.withResolvers<void>();
  const mailIds = new Set<string>();
  let seen = 0;
  let read = 0;

  const files = {
    "config/chief.yaml": `timezone: Europe/Berlin\nconnections: ${JSON.stringify({ acme: slackConnection(town), ...post?.connections })}\n`,
    "config/people.yaml": peopleFile(members),
    "automations/launch.md": definitionOf(scenario),
    "plan/launch.csv": planText(tasks, scenario.launch, nameOf),
  };
  const office = openOffice(clock, town, files, {
    sleeps: scenario.sleeps,
    env: { IMAP: post?.password ?? "" },
    written: () => void strikes("written"),
    async passed() {
      const [next] = left;
      if (!next || next.after > nowText()) return;
      const { runs, outbox } = office.app.store;
      if ((await runs.list({ statuses: ["running"], limit: 1 })).length > 0) strikes("running");
      const waits = office.isAlive && (await outbox.list({ states: ["pending"] })).some(({ nextAttemptAt }) => nextAttemptAt > nowText());
      if (waits) strikes("waiting");
      else strikes("idle");
    },
  });
  town.strike = () => (strikes("posting") ? "before" : strikes("posted") ? "after" : undefined);
  if (post) post.onStoring = () => void strikes("mailing");

  /** A program that shows mails shows one that came twice once, by its id. */
  function isKnown(raw: string): boolean {
    const id = /^message-id: (\S+)/im.exec(raw)?.[1] ?? raw;
    if (mailIds.has(id)) return true;
    mailIds.add(id);
    return false;
  }

  function nowText(): string {
    return new Date(clock.now()).toISOString();
  }

  /** Kills, where it is time for that. */
  function strikes(when: Kill["when"]): boolean {
    const [next] = left;
    if (next?.when !== when || next.after > nowText() || !office.isAlive) return false;
    left.shift();
    kills.push({ when, at: nowText() });
    office.kill();
    dead.resolve();
    plan(next.downMinutes, async () => {
      dead = Promise.withResolvers<void>();
      await office.start();
    });
    return true;
  }

  function plan(minutes: number, act: () => Promise<void>): void {
    agenda.push({ atMs: clock.now() + minutes * MINUTE_MS, act });
    agenda.sort((a, b) => a.atMs - b.atMs);
  }

  /** Slack tells it until it is acknowledged, and some things once more. */
  async function tell(type: "events_api" | "interactive", payload: unknown, again: boolean): Promise<void> {
    if (!office.isAlive) return plan(1, () => tell(type, payload, again));
    const told = town.slack.tell(type, payload).then(() => "heard");
    for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
    if (strikes("hearing")) return plan(1, () => tell(type, payload, again));
    if ((await Promise.race([told, dead.promise.then(() => "dead")])) === "dead") return plan(1, () => tell(type, payload, again));
    if (again) await tell(type, payload, false);
    if (office.isAlive && strikes("heard")) return;
    if (office.isAlive) await office.settle();
  }

  async function react(member: Member, letter: Letter | undefined, mail: string | undefined, reaction: Reaction): Promise<void> {
    const { by, says, text = "", stops, inThread, later } = reaction;
    const { key, slack = "" } = member;
    office.expect();
    const note = (some: typeof says): void => void book.replies.push({ person: key, at: nowText(), says: some, ...(stops && { stops }) });
    if (mail !== undefined) {
      note(says);
      post?.answer(mail, member, text);
    } else if (by === "words") {
      note(says);
      await tell("events_api", town.said(slack, text, inThread ? letter?.ts : undefined), book.replies.length % 4 === 0);
    } else if (letter) {
      for (const saying of says) {
        const button = buttonsIn(letter).find(
          ({ value, action }) => value === askOf(letter, saying.key, tasks) && action === `chase_${saying.status}`,
        );
        if (!button) throw new Error(`expected a button for ${saying.key} ${saying.status}, got ${JSON.stringify(buttonsIn(letter))}`);
        note([saying]);
        await tell("interactive", town.pressed(slack, letter, button.action, button.value), book.replies.length % 4 === 0);
      }
    }
    if (later) plan(later.afterMinutes, () => react(member, letter, mail, later));
  }

  function take(member: Member, text: string, letter?: Letter, mail?: string): void {
    const date = plainDateOf(nowText(), member.zone);
    const named = tasks.filter(({ title }) => text.includes(title));
    const count = (counts.get(member.key) ?? 0) + 1;
    counts.set(member.key, count);
    const reaction = member.habit({ count, date, tasks: named.map((task) => ({ task, truth: truthOn(task, date) })) });
    if (reaction) plan(reaction.afterMinutes, () => react(member, letter, mail, reaction));
  }

  /** People look at what has come. */
  function lookAround(): void {
    for (const letter of town.letters.slice(seen)) {
      const member = inSlack.find(({ slack }) => slack === letter.to);
      if (member && buttonsIn(letter).length > 0) take(member, JSON.stringify(letter.blocks), letter);
    }
    seen = town.letters.length;
    for (const [index, mail] of (post?.received ?? []).entries()) {
      if (index < read || isKnown(mail.raw)) continue;
      const member = writers.find(({ email }) => email === mail.to[0]);
      if (member && mail.raw.includes("Write back")) take(member, mail.raw, undefined, mail.raw);
    }
    read = post?.received.length ?? 0;
  }

  for (const { at, key, status } of scenario.edits) {
    agenda.push({
      atMs: Date.parse(at),
      async act() {
        office.edit((text) => editedPlan(text, key, status));
        book.edits.push({ key, at: nowText(), cells: { status } });
      },
    });
  }
  agenda.sort((a, b) => a.atMs - b.atMs);
  await office.start();
  const endMs = Date.parse(scenario.to);
  while (clock.now() < endMs || !office.isAlive) {
    const [next] = agenda;
    if (next && next.atMs <= clock.now()) {
      agenda.shift();
      await next.act();
    } else if (office.isAlive) await office.step(Math.min(endMs, next?.atMs ?? endMs));
    else await clock.advance(Math.max(0, (next?.atMs ?? endMs) - clock.now()));
    lookAround();
  }
  return {
    ...{ scenario, office, book, town, post, kills },
    async reached() {
      const { outbox, documents } = office.app.store;
      const letters = town.letters.map((letter) => ({ ...letter, key: letter.metadata.event_payload.key }));
      const mails = (post?.received ?? []).map(({ to, raw, at }) => ({ to: to[0], at, text: raw, key: undefined, raw }));
      const entries = await outbox.list({});
      const found = [...letters, ...mails].map(async ({ to, at, text, key, ...rest }): Promise<Reached[]> => {
        const entry = entries.find((each) =>
          key === undefined ? "raw" in rest && rest.raw.includes(each.receipt ?? "none") : each.key === key,
        );
        const member = members.find(({ slack, email }) => to === slack || to === email);
        if (!entry) return [];
        return [{ person: member?.key ?? "me", at, text, entry, briefing: await documents.get<Briefing>(entry.briefing) }];
      });
      return (await Promise.all(found)).flat().toSorted((a, b) => a.at.localeCompare(b.at));
    },
    async close() {
      await office.close();
      town.slack.close();
      await post?.close();
    },
  };
}

function slackConnection({ slack }: Town): object {
  // oxlint-disable-next-line no-template-curly-in-string -- as people write it
  return { kind: "slack", token: "${env:BOT}", appToken: "${env:APP}", api: slack.api };
}

/** The first status of a line is changed, and nothing else. */
function editedPlan(text: string, key: string, status: string): string {
  const lines = text.split("\n").map((line) => {
    const cells = line.split(",");
    return cells[0] === key ? cells.with(3, status).join(",") : line;
  });
  return lines.join("\n");
}

interface Button {
  action: string;
  value: string;
}

function buttonsIn({ blocks }: Letter): Button[] {
  const found = JSON.stringify(blocks).matchAll(/"action_id":"(chase_\w+)","value":"([^"]+)"/g);
  return [...found].map(([, action = "", value = ""]) => ({ action, value }));
}

/** The id that the buttons below a task's line have. */
function askOf({ blocks }: Letter, key: string, tasks: readonly PlannedTask[]): string | undefined {
  const title = tasks.find((task) => task.key === key)?.title ?? "";
  const at = blocks.findIndex((block) => JSON.stringify(block).includes(title));
  return /"value":"([^"]+)"/.exec(JSON.stringify(blocks[at + 1] ?? {}))?.[1];
}
