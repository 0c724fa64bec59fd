/** What an automation of a case reads. */
export const SOURCES = [
  "nothing",
  "mail",
  "the channel itself",
  "another channel",
  "every channel",
  "a repository",
  "an event of a channel",
] as const;
export type Source = (typeof SOURCES)[number];

export const SINKS = ["channel", "owner", "colleague", "mail", "webhook"] as const;
export type Sink = (typeof SINKS)[number];

/** What happens to a channel. */
const AT_CHANNEL = [
  "renamed",
  "all others under the same id and another name",
  "archived",
  "the app is taken out",
  "shared",
  "about to be shared",
  "a guest comes",
  "a guest of one channel comes",
  "somebody of another workspace comes",
  "an app comes",
  "a member comes",
  "a member leaves",
  "a guest comes and leaves",
  "a guest comes to another channel",
  "made private",
  "the permission to know guests is taken",
] as const;
/** What happens to any automation. */
const AT_DEFINITION = [
  "nothing",
  "the definition goes",
  "its file breaks for good",
  "its write goes",
  "it writes elsewhere",
  "its write is staged",
  "its words change",
  "it asks each time",
  "the consent is taken back",
  "a repository is renamed",
] as const;
const AT_PEOPLE = ["the address changes", "the address goes"] as const;
export type Drift = (typeof AT_CHANNEL)[number] | (typeof AT_DEFINITION)[number] | (typeof AT_PEOPLE)[number];

/** When it happens: before there is a message, or while it waits, be it for its turn or for a person; or after a person said yes. */
export const STAGES = ["before", "waiting", "approved"] as const;
export type Stage = (typeof STAGES)[number];

export interface Case {
  source: Source;
  sink: Sink;
  drift: Drift;
  stage: Stage;
  asks: "never" | "always" | "audience_changed";
  /** Whether the owner has accepted all flows. */
  accepted: boolean;
  /** Whether the definition lets people from outside read in its channel. */
  shared: boolean;
}

/** What is to become of a message at first, and once a person says yes to that with nothing happening meanwhile. */
export interface Expected {
  /** Whether a person is asked before it is first tried. */
  asked: boolean;
  tried: "sent" | "held" | "undeliverable" | "pending";
  /** Of what was held when it was tried. */
  approvedAgain?: "sent" | "undeliverable";
}

/** Every way that a drift may come to a channel, and a share of those for other sinks. */
export function allCases(): Case[] {
  const cases: Case[] = [];
  const plain = { asks: "never", accepted: false, shared: false } as const;
  for (const drift of [...AT_CHANNEL, ...AT_DEFINITION]) {
    for (const stage of stagesOf(drift)) {
      const at = { ...plain, sink: "channel", drift, stage } as const;
      cases.push({ ...at, source: "the channel itself", asks: "audience_changed" }, { ...at, source: "mail" });
      if (stage === "before") continue;
      cases.push({ ...at, source: "the channel itself", asks: "always" }, { ...at, source: "another channel", accepted: true });
      if (!isOfDefinition(drift)) cases.push({ ...at, source: "the channel itself" }, { ...at, source: "nothing", shared: true });
    }
  }
  for (const source of SOURCES) {
    for (const sink of SINKS) {
      const at = { ...plain, source, sink, stage: "waiting" } as const;
      cases.push({ ...at, drift: "nothing" });
      if (TOO_WIDE[source].includes(sink)) cases.push({ ...at, drift: "nothing", accepted: true });
      if (sink === "channel") cases.push({ ...at, drift: "a guest comes" });
    }
  }
  for (const sink of SINKS.filter((each) => each !== "channel")) {
    for (const drift of sink === "colleague" ? [...AT_PEOPLE, ...AT_DEFINITION] : AT_PEOPLE) {
      for (const stage of stagesOf(drift)) cases.push({ ...plain, source: "mail", sink, drift, stage });
    }
  }
  // Where nobody is asked, there is no time after a yes.
  return cases.filter((it) => it.stage !== "approved" || expectedOf(it).asked);
}

function stagesOf(drift: Drift): readonly Stage[] {
  return isOfDefinition(drift) ? ["waiting", "approved"] : STAGES;
}

function isOfDefinition(drift: Drift): boolean {
  return AT_DEFINITION.some((each) => each === drift);
}

/** Who may not see all of what a source brings: it is written here by hand, not asked of any code. */
const TOO_WIDE: Readonly<Record<Source, readonly Sink[]>> = {
  nothing: [],
  mail: ["channel", "colleague", "mail", "webhook"],
  "the channel itself": ["colleague", "mail", "webhook"],
  "another channel": ["channel", "colleague", "mail", "webhook"],
  "every channel": ["channel", "colleague", "mail", "webhook"],
  "a repository": ["channel", "colleague", "mail", "webhook"],
  "an event of a channel": ["channel", "colleague", "mail", "webhook"],
};

const STRANGERS: ReadonlySet<Drift> = new Set([
  "shared",
  "about to be shared",
  "a guest comes",
  "a guest of one channel comes",
  "somebody of another workspace comes",
]);
const OTHER_READERS: ReadonlySet<Drift> = new Set([
  ...STRANGERS,
  "all others under the same id and another name",
  "an app comes",
  "a member comes",
  "a member leaves",
  "made private",
]);
const NOWHERE: ReadonlySet<Drift> = new Set([
  "archived",
  "the app is taken out",
  "the definition goes",
  "its write goes",
  "it writes elsewhere",
  "its write is staged",
]);
const OTHER_FILE: ReadonlySet<Drift> = new Set(["its words change", "it asks each time"]);

/** What is to become of a case, worked out from what it says alone. */
export function expectedOf(it: Case): Expected {
  const isWide = TOO_WIDE[it.source].includes(it.sink);
  const asked = it.asks === "always" || (isWide && !it.accepted);
  // A person says yes to a mail with the address that it is to go to.
  const isElsewhere = asked && it.sink === "mail" && it.stage !== "before";
  if (it.drift === "the address changes" && isElsewhere) return { asked, tried: "held", approvedAgain: "sent" };
  if (it.drift === "the address goes" && isElsewhere) return { asked, tried: "held", approvedAgain: "undeliverable" };
  if (isNowhere(it)) return { asked, tried: "undeliverable" };
  if (it.drift === "its file breaks for good") return { asked, tried: "pending" };
  return isOpen(it, { isWide, asked }) ? { asked, tried: "held", approvedAgain: "sent" } : { asked, tried: "sent" };
}

function isNowhere({ drift, sink }: Case): boolean {
  if (drift === "the address goes") return sink !== "owner";
  return NOWHERE.has(drift);
}

/** Whether something is asked right before sending that nobody has said yes to. */
function isOpen({ drift, sink, shared, asks, accepted }: Case, { isWide, asked }: { isWide: boolean; asked: boolean }): boolean {
  const isUnjudged = drift === "the permission to know guests is taken";
  if (sink === "channel" && !shared && (STRANGERS.has(drift) || isUnjudged)) return true;
  if (asks === "audience_changed" && sink === "channel" && OTHER_READERS.has(drift)) return true;
  const losesConsent = accepted && (OTHER_FILE.has(drift) || drift === "the consent is taken back");
  if (isWide && losesConsent && !asked) return true;
  return drift === "it asks each time" && asks !== "always";
}
