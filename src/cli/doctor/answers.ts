import type { Automation } from "../../core/automation.ts";
import { isListening, type Connection } from "../../core/connection.ts";
import type { WriteGrant } from "../../core/grant.ts";
import type { Workspace } from "../../core/workspace.ts";
import { warning, type Check } from "./check.ts";

/** By which kind of account a delivery asks people, and how that comes to hear them. */
const ACCOUNTS: Readonly<Record<string, { kind: Connection["kind"]; where: string; hint: (name: string) => string }>> = {
  slack: {
    kind: "slack",
    where: "in Slack",
    hint: (name) => `Give ${name} an app token, as \`appToken\` in config/chief.yaml: \`chief connect slack\` says how it is made.`,
  },
  email: {
    kind: "smtp",
    where: "by mail",
    hint: (name) => `Name the mailbox that answers arrive in under \`replies\` of ${name} in config/chief.yaml.`,
  },
};

/** Where people are asked, and nothing hears what they answer. */
export function checkAnswers(automations: readonly Automation[], { connections }: Pick<Workspace, "connections">): Check[] {
  return automations.flatMap((automation) => {
    const asking = automation.writes.filter(({ carries }) => carries === "questions");
    return asking.flatMap((write) => checkWrite(automation, write, connections));
  });
}

function checkWrite({ name: title }: Automation, { delivery, options }: WriteGrant, connections: Workspace["connections"]): Check[] {
  const account = ACCOUNTS[delivery];
  const isMeant = ([name, { kind }]: [string, Connection]): boolean => kind === account?.kind && name === (options["connection"] ?? name);
  const found = Object.entries(connections).find(isMeant);
  if (!account || !found || hears(found[1])) return [];
  const says = `people are asked ${account.where} through ${found[0]}, and what they answer is not heard there`;
  return [warning(`Answers to ${title}`, says, account.hint(found[0]))];
}

function hears(connection: Connection): boolean {
  if (connection.kind === "slack") return isListening(connection);
  return connection.kind !== "smtp" || connection.replies !== undefined;
}
