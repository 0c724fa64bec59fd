import { answeredIn, listeningIn } from "../core/connection.ts";
import type { Automation } from "../core/automation.ts";
import type { Person } from "../core/person.ts";
import type { Workspace } from "../core/workspace.ts";
import { namedApprovers } from "../policy/audiences.ts";
import { findAccount } from "./find-account.ts";

/** Somebody whom an automation has asked about its messages, and who has no way to answer. */
export interface Unanswered {
  automation: string;
  /** The file that says so, as it is shown to people. */
  path: string;
  message: string;
  hint: string;
}

type Asking = Pick<Automation, "id" | "path" | "owner" | "approval" | "writes">;
type Ways = Pick<Workspace, "alerts" | "connections" | "people">;

/**
 * Everybody whom automations that send something have asked, and from whom no answer could come: neither by a Slack that is listened to nor
 * by a mailbox whose answers are read. The workspace's owner can always answer at the command line.
 */
export async function findUnanswered(automations: readonly Asking[], workspace: Ways): Promise<Unanswered[]> {
  const asking = automations.filter(({ writes }) => writes.some(({ staged }) => !staged));
  const hears = { slack: Object.keys(listeningIn(workspace.connections)).length > 0, mail: await isMailAnswered(workspace) };
  const isSilent = (key: string): boolean => {
    const person = workspace.people.all.find((each) => each.key === key);
    return key !== "me" && !canAnswer(person, hears);
  };
  return asking.flatMap((automation) =>
    [...new Set(namedApprovers(automation))].filter(isSilent).map((key) => unansweredOf(automation, key)),
  );
}

function unansweredOf({ id, path }: Asking, key: string): Unanswered {
  const follows = `what only ${key} may approve waits until its time is over`;
  const message = `expected ${key} to have a way to answer what ${id} asks, got none: ${follows}`;
  return { automation: id, path, message, hint: hintOf(key) };
}

/** Questions go out by the ways of alerts: only where one of them is a mailbox whose answers are read does an answer come by mail. */
async function isMailAnswered({ alerts, connections }: Ways): Promise<boolean> {
  const answered = answeredIn(connections);
  const accounts = await Promise.all(
    alerts.to.map(({ delivery: id, options }) => findAccount({ as: "deliveries", id, options }, connections)),
  );
  return accounts.some((account) => account !== undefined && Object.hasOwn(answered, account.name));
}

function canAnswer(person: Person | undefined, hears: { slack: boolean; mail: boolean }): boolean {
  if (!person) return false;
  const isMember = person.emails.length > 0 || person.accounts?.some((account) => account.startsWith("slack:")) === true;
  return (hears.slack && isMember) || (hears.mail && person.emails.length > 0);
}

function hintOf(key: string): string {
  const slack = "connect a Slack that is listened to";
  const mail = "name a mailbox with `replies` under alerts in config/chief.yaml";
  return `Give ${key} an address or a Slack account in config/people.yaml, and ${slack} or ${mail}; or name me under approvers as well.`;
}
