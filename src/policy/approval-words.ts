import type { ApprovalCondition } from "../core/approval.ts";
import type { Automation } from "../core/automation.ts";
import type { Sentence } from "../core/sentence.ts";
import { durationInWords } from "../lib/duration.ts";
import { choiceOf } from "../lib/text.ts";
import { flowsOpen } from "./audiences.ts";

const CONDITIONS: Readonly<Record<ApprovalCondition, string>> = {
  first_run: "is the first to go there",
  new_external_link: "links to a site that none before it linked to",
  audience_changed: "would be read by others than the one before it",
  reviewer_unsure: "leaves the reviewer unsure",
};

/** Which messages a person must say yes to, who may, and how long they wait. */
export function approvalSentences(automation: Automation, acceptedHash: string | undefined): Sentence[] {
  const { approval, writes } = automation;
  if (writes.length === 0) return [];
  const waits = `waits for ${approversInWords(automation)}, at most ${durationInWords(approval.expiresMs)}`;
  const open = writes.filter((write) => flowsOpen(automation, write, acceptedHash).length > 0);
  if (approval.when === "always" || open.length === writes.length) return [{ about: "approval", text: `Each message ${waits}.` }];
  const which = open.length === 0 ? "Its messages" : "Its other messages";
  return [{ about: "approval", text: `${which} are sent without asking, unless ${doubtsOf(approval.when)}: that one ${waits}.` }];
}

/** Some are asked about whatever the definition says. */
function doubtsOf(when: Exclude<Automation["approval"]["when"], "always">): string {
  const conditions = when === "never" ? [] : [...new Set(when)].map((condition) => CONDITIONS[condition]);
  return `one ${choiceOf([...conditions, "is in doubt"])}`;
}

function approversInWords({ approval: { approvers }, owner }: Automation): string {
  const keys = approvers.length > 0 ? [...new Set(approvers)] : [owner];
  return keys.length === 1 && keys[0] === "me" ? "your yes" : `a yes from ${choiceOf(keys.map((key) => (key === "me" ? "you" : key)))}`;
}

/** What a reader of its messages can be led to. */
export function linkSentences({ links, writes }: Pick<Automation, "links" | "writes">): Sentence[] {
  if (writes.length === 0) return [];
  const within = links === "evidence" ? "" : `, and of that only to ${choiceOf(links)}`;
  return [{ about: "links", text: `Links only to what its lines cite${within}.` }];
}
