import type { Automation } from "../core/automation.ts";
import { takesBriefings } from "../core/grant.ts";
import type { People } from "../core/person.ts";
import type { EventTrigger } from "../core/trigger.ts";
import { problemAt, type Problem } from "../lib/problem.ts";
import { listOf } from "../lib/text.ts";
import type { YamlText } from "../lib/yaml-text.ts";

type Defined = Pick<Automation, "triggers" | "reads" | "writes">;

/** What its writer may not have meant of messages to the author of a pull request: those that can never be sent. `people` are not looked at where nobody knows them. */
export function authorWarnings({ triggers, reads, writes }: Defined, people: People | undefined, yaml: YamlText): Problem[] {
  const addressees = writes.filter(takesBriefings).flatMap((write) => write.addressees ?? []);
  if (addressees.length === 0) return [];
  const warn = (path: string, message: string, hint: string) => problemAt(yaml.file, yaml.positionOf([path]), message, hint);
  const events = triggers.filter((trigger) => trigger.kind === "event").filter(isOfPullRequests);
  const unread = reads.some(({ connector, options: { include } }) => connector === "github" && !isIn(include, "pull_requests"));
  const strangers = people ? withoutAccount(addressees, people) : [];
  return [
    ...(events.length > 0 ? [] : [warn("on", `expected a pull request that can set it off, ${NEVER}`, SET_OFF)]),
    ...(events.some(({ coalesceMs }) => coalesceMs !== undefined) ? [warn("on", BURST, "Take coalesce out.")] : []),
    ...(unread ? [warn("reads", UNREAD, "Add pull_requests to include.")] : []),
    ...(strangers.length > 0 ? [warn("writes", `expected ${listOf(strangers)} to have an account at GitHub, ${NOT_KNOWN}`, ACCOUNT)] : []),
  ];
}

const NEVER = "got none, so that no author is ever written to";
const SET_OFF = 'Add "github: { event: workflow_run.failed }" under on.';
const BURST =
  "expected a run for each pull request, got coalesce: where those of several authors come together, none of them is written to";
const UNREAD = "expected pull requests to be read, which say who wrote them, got github without them";
const NOT_KNOWN = "got none in config/people.yaml, so that nobody knows what they wrote";
const ACCOUNT = "Write `accounts: { github: … }` there.";

function isOfPullRequests({ source, options }: EventTrigger): boolean {
  return source === "github" && /^(?:pull_request|workflow_run)\./.test(String(options["event"]));
}

function isIn(list: unknown, word: string): boolean {
  return Array.isArray(list) && list.includes(word);
}

/** The owner may be known by the connection that reads. */
function withoutAccount(addressees: readonly { person: string }[], { all }: People): string[] {
  const isKnown = (key: string): boolean =>
    key === "me" || all.some((person) => person.key === key && person.accounts?.some((account) => account.startsWith("github:")));
  return [...new Set(addressees.flatMap(({ person }) => (isKnown(person) ? [] : person)))];
}
