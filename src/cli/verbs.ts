import type { Options } from "./options.ts";
import type { Session } from "./session.ts";

/** The module of one command. Resolves with the exit code. */
export interface Command {
  run(session: Session, args: readonly string[], options: Options): Promise<number>;
}

/** One command as the command line shows it; its module is loaded when it is called. */
export interface Verb {
  /** The name and its arguments: `<needed>`, `[optional]`. */
  usage: string;
  about: string;
  options?: readonly (readonly [flags: string, about: string])[];
  load(): Promise<Command>;
}

const lift = ["--undo", "take it back"] as const;
const prompt = [
  "--prompt <file...>",
  "with this prompt in the place of the one that its name begins with, such as executor-brief.md",
] as const;
const model = ["--model <name>", "ask this model in the place of both"] as const;
const why = ["--why <reason>", "kept with it"] as const;

/** All commands, in the order in which people meet them. */
export const verbs: readonly Verb[] = [
  { usage: "start", about: "run on schedule until stopped", load: () => import("./commands/start.ts") },
  {
    usage: "run <automation>",
    about: "run one automation now and print its briefing",
    options: [
      ["--dry-run", "deliver nothing and remember nothing"],
      ["--as-of <instant>", "speak as of this instant"],
    ],
    load: () => import("./commands/run.ts"),
  },
  {
    usage: "preview <automation>",
    about: "what an automation would send, exactly; nothing is sent",
    options: [["--as-of <instant>", "speak as of this instant"]],
    load: () => import("./commands/preview.ts"),
  },
  {
    usage: "ask <question...>",
    about: "answer a question out of what may be read for it; nothing is sent",
    options: [
      ["--reads <sources>", "what may be read, such as git,github"],
      ["--automation <automation>", "all that this automation may read"],
    ],
    load: () => import("./commands/ask.ts"),
  },
  {
    usage: "new <sentence...>",
    about: "make an automation out of a sentence; it is shown in words, and written after a yes",
    options: [["--yes", "write it without asking"]],
    load: () => import("./commands/new.ts"),
  },
  { usage: "list", about: "the automations of this workspace", load: () => import("./commands/list.ts") },
  {
    usage: "next [automation]",
    about: "when automations run next, and what they wait for",
    options: [["-n <count>", "how many times"]],
    load: () => import("./commands/next.ts"),
  },
  { usage: "validate", about: "check configuration and automations, all mistakes at once", load: () => import("./commands/validate.ts") },
  {
    usage: "explain <automation>",
    about: "what it may read and write, in words, and what of that is new",
    load: () => import("./commands/explain.ts"),
  },
  {
    usage: "accept <automation>",
    about: "let it tell what its file names under flows, further than those who may see it",
    options: [
      ["--yes", "accept without asking"],
      ["--undo", "take it back"],
    ],
    load: () => import("./commands/accept.ts"),
  },
  {
    usage: "runs [automation]",
    about: "what ran, newest first",
    options: [["-n <count>", "how many runs"]],
    load: () => import("./commands/runs.ts"),
  },
  {
    usage: "occurrences [automation]",
    about: "what was due, newest first, and what became of it",
    options: [
      ["-n <count>", "how many"],
      ["--state <state>", "only those that ran, were missed, skipped, coalesced, blocked or over_limit"],
    ],
    load: () => import("./commands/occurrences.ts"),
  },
  {
    usage: "show <run>",
    about: "one run: its steps, sources, findings and briefing",
    options: [
      ["--trace", "who wrote each line and on what, and what did not hold"],
      ["--page <file>", "its briefing as a page of its own in a file that ends in .html"],
    ],
    load: () => import("./commands/show.ts"),
  },
  {
    usage: "replay <run>",
    about: "work on a run's data once more, send nothing, and show line by line what is said otherwise",
    options: [prompt, model],
    load: () => import("./commands/replay.ts"),
  },
  {
    usage: "backtest <automation>",
    about: "replay its last runs, and sum up what is said otherwise",
    options: [["--last <count>", "how many runs, 5 by default"], prompt, model],
    load: () => import("./commands/backtest.ts"),
  },
  {
    usage: "logs [run]",
    about: "what runs wrote down while they ran",
    options: [["-f, --follow", "go on as more is written"]],
    load: () => import("./commands/logs.ts"),
  },
  {
    usage: "costs [automation]",
    about: "what models were asked and cost, by day, automation and model, and what is left today",
    options: [["--since <date>", "from this day on; the last 7 days otherwise"]],
    load: () => import("./commands/costs.ts"),
  },
  { usage: "cancel <run>", about: "stop a run", options: [why], load: () => import("./commands/cancel.ts") },
  { usage: "retry <run>", about: "go on with a run that failed, after its last good step", load: () => import("./commands/retry.ts") },
  {
    usage: "backfill <automation>",
    about: "run the times of a span that have not run",
    options: [
      ["--from <date>", "where the span begins: a date, or an instant"],
      ["--to <date>", "where it ends, itself included: a date to its end, or an instant"],
      ["--dry-run", "only say which"],
    ],
    load: () => import("./commands/backfill.ts"),
  },
  {
    usage: "messages [message]",
    about: "what was to be sent, newest first, and what became of it; or one message whole, by its key",
    options: [
      ["-n <count>", "how many"],
      ["--state <state>", "only those that are held, pending, sending, sent, undeliverable, denied, expired or staged"],
    ],
    load: () => import("./commands/messages.ts"),
  },
  {
    usage: "approve <message>",
    about: "show a held message whole and let it go after a yes; <message> is its key",
    options: [["--seen <content>", "without a question, if its content has this hash"], ["--yes", "without a question, and unseen"], why],
    load: () => import("./commands/approve.ts"),
  },
  { usage: "deny <message>", about: "end a held message, unsent", options: [why], load: () => import("./commands/deny.ts") },
  {
    usage: "asks [cancel] [automation] [item]",
    about: "what people are asked, with whom it is open, and when more may come; cancel AUTOMATION [ITEM] ends it",
    options: [
      ["--automation <automation>", "only what this one asks"],
      ["--all", "what ended in the last 30 days too, and how"],
    ],
    load: () => import("./commands/asks.ts"),
  },
  {
    usage: "chase <automation>",
    about: "whom an automation would ask now how things stand, about what and why, and why nobody else; nothing is sent",
    options: [
      ["--dry-run", "look now; without it, when that happens by itself"],
      ["--as-of <instant>", "with --dry-run, whom it would ask then, as far as is known today"],
      ["--history [item]", "what became of its plan's tasks instead, or of one: each change, when, and who said so"],
    ],
    load: () => import("./commands/chase.ts"),
  },
  {
    usage: "done <flag>",
    about: "a flag is dealt with; <flag> is the key behind it",
    options: [lift],
    load: () => import("./commands/done.ts"),
  },
  {
    usage: "snooze <flag>",
    about: "say nothing of a flag for some days",
    options: [["--days <count>", "how many days, 7 by default"], lift],
    load: () => import("./commands/snooze.ts"),
  },
  { usage: "mute <flag>", about: "never show a flag again", options: [lift], load: () => import("./commands/mute.ts") },
  {
    usage: "not-a-risk <flag>",
    about: "show a flag again only if it gets worse",
    options: [lift],
    load: () => import("./commands/not-a-risk.ts"),
  },
  {
    usage: "memory <automation>",
    about: "what an automation keeps in mind for you",
    options: [
      ["--add <text>", "one sentence more, such as no build mails"],
      ["--days <count>", "how long it counts, 180 by default"],
      ["--forget <id>", "take one back"],
    ],
    load: () => import("./commands/memory.ts"),
  },
  { usage: "feedback", about: "which flags you silenced, and how to take that back", load: () => import("./commands/feedback.ts") },
  { usage: "why <flag>", about: "one flag whole: evidence, history, thresholds", load: () => import("./commands/why.ts") },
  { usage: "rules [id]", about: "what is looked for, and what decides", load: () => import("./commands/rules.ts") },
  { usage: "pause <automation>", about: "stop its schedule; it can still be run by hand", load: () => import("./commands/pause.ts") },
  { usage: "resume <automation>", about: "take up its schedule again", load: () => import("./commands/resume.ts") },
  {
    usage: "triage <files...>",
    about: "what letters ask, promise and propose, sentence by sentence; - is what is piped in",
    load: () => import("./commands/triage.ts"),
  },
  {
    usage: "notes <transcript>",
    about:
      "the notes of a meeting: a .vtt, .srt or text file wherever it lies, - for what is piped in; no model is asked. With --json: title, date, attendees, decisions (what, sure, quote, by, at, line, confidence, supersedes), questions (quote, to), actions (task, owner, due, dueWords, agreed, quote, at, line, confidence), risks, undecided, parked; line counts turns, what nobody said is null, and a decision is sure where it was said in so many words or agreed to",
    load: () => import("./commands/notes.ts"),
  },
  {
    usage: "ci <what> <paths...>",
    about:
      "what went wrong in builds, from their logs wherever these lie, - for what is piped in; no model is asked. group PATH...: the causes of all failures in logs, JUnit reports and folders of them, with --json as failures, clusters (id, class BROKEN, FLAKY, INFRA or unclear, confidence, reasons, failures, primaryError, firstBad, lastGood, suspects, state), explained; a folder with a run.json (job, branch, sha, at, attempt, conclusion) is one run of one job. region LOG: the lines that tell it, with --json as lines, primaryError, primaryLine, errorType, decidedBy (difference, anchors, exit or nothing), step, total, remarks. templates FILE: the form of each line, with --json as one object a line of line and template. Lines are counted from 1 and end by \\n, \\r\\n or \\r",
    options: [
      ["--green <log...>", "logs of the same job when it passed, after the log: what these say too is not what went wrong"],
      [
        "--history <folder>",
        "group: remember the causes there, so that each keeps its id and is known as new, ongoing, regressed or resolved",
      ],
      ["--repo <folder>", "group: the git repository whose commits may have brought a failure about"],
      ["--good <commit>", "group: a commit that was good"],
      ["--bad <commit>", "group: the latest commit that counts, HEAD where it is not given"],
      [
        "--why",
        "with the parameter that decided each line, cause and suspect: docs/ci-parameters.md in the folder of Chief itself tells what each means",
      ],
    ],
    load: () => import("./commands/ci.ts"),
  },
  {
    usage: "connect <service> [name]",
    about:
      "connect Slack (slack), Google (google), GitHub (github), Notion (notion), a mail server to send by (smtp), a mailbox to read (imap), models (openai), a server of the Model Context Protocol (mcp) or a feed at a secret address (feed): asks for what it needs, and tries it",
    options: [
      [
        "--set <key=value...>",
        "a setting, such as host=smtp.example.com, or for mcp command=node, args=/opt/notes/server.js and paths=/opt/notes",
      ],
      ["--secret <key=place...>", "where a secret is: token=env:NAME, token=file:PATH, or token=stdin for a line of what is piped in"],
      ["--manifest", "only print what Slack is to be told to make the app"],
      ["--replace", "put it in the place of the connection of that name"],
      ["--unchecked", "write it even where it does not work"],
      ["--yes", "write it without asking"],
    ],
    load: () => import("./commands/connect.ts"),
  },
  {
    usage: "disconnect <name>",
    about: "take a connection out, forget its secrets, and have the service take back what it granted",
    load: () => import("./commands/disconnect.ts"),
  },
  {
    usage: "forget <who>",
    about: "take a person, or all that came from a source, out of everything that is kept",
    options: [["--yes", "do it without asking"]],
    load: () => import("./commands/forget.ts"),
  },
  { usage: "connections", about: "accounts of services, and whether they work", load: () => import("./commands/connections.ts") },
  {
    usage: "audit",
    about: "what Chief was asked, decided and sent, and whether that record is as it was written",
    options: [
      ["--verify", "look at every entry; fails at the first that was changed, or that is gone"],
      ["--since <date>", "from then on: a date, or an instant"],
      ["-n <count>", "how many, 50 by default"],
    ],
    load: () => import("./commands/audit.ts"),
  },
  { usage: "doctor", about: "check whether everything works", load: () => import("./commands/doctor.ts") },
  { usage: "schema", about: "the JSON Schema of automation files", load: () => import("./commands/schema.ts") },
  { usage: "init <directory>", about: "make a workspace of your own", load: () => import("./commands/init.ts") },
];
