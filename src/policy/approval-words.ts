import type { ApprovalCondition } from "../core/approval.ts";
import type { Automation } from "../core/automation.ts";
import type { Sentence } from "../core/sentence.ts";
import { durationInWords } from "../lib/duration.ts";
import { choiceOf } from "../lib/text.ts";
import { approversOf, flowsOpen, goesFurther } from "./audiences.ts";

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
  const waits = `waits for ${approversInWords(automation, acceptedHash)}, at most ${durationInWords(approval.expiresMs)}`;
  const open = writes.filter((write) => write.proposed || flowsOpen(automation, write, acceptedHash).length > 0);
  const doubts = doubtsOf(automation);
  if (approval.when === "always") return [{ about: "approval", text: `Each message ${waits}.` }];
  if (open.length === writes.length) {
    const later =
      approval.when === "never" || writes.some(({ proposed }) => proposed)
        ? ""
        : ` Once what it takes further is accepted, only one that ${doubts} does.`;
    return [{ about: "approval", text: `Each message ${waits}.${later}` }];
  }
  const which = open.length === 0 ? "Its messages" : "Its other messages";
  return [{ about: "approval", text: `${which} are sent without asking, unless one ${doubts}: that one ${waits}.` }];
}

/** Some are asked about whatever the definition says. */
function doubtsOf(automation: Automation): string {
  const named = [automation.approval.when].flat();
  const conditions = [...new Set(named)].flatMap((when) =>
    when === "always" || when === "never" ? [] : conditionInWords(automation, when),
  );
  return choiceOf([...conditions, "is in doubt"]);
}

/** What its owner alone reads waits for no condition on what it says. */
const OF_OTHERS: ReadonlySet<ApprovalCondition> = new Set(["first_run", "new_external_link"]);

function conditionInWords(automation: Automation, when: ApprovalCondition): string[] {
  const further = automation.writes.filter((write) => goesFurther(automation, write));
  if (!OF_OTHERS.has(when) || further.length === automation.writes.length) return [CONDITIONS[when]];
  return further.length === 0 ? [] : [`${CONDITIONS[when]} and is read by others than its owner`];
}

function approversInWords(automation: Automation, acceptedHash: string | undefined): string {
  const keys = [...new Set(automation.writes.flatMap((write) => approversOf(automation, write, acceptedHash)))];
  return keys.length === 1 && keys[0] === "me" ? "your yes" : `a yes from ${choiceOf(keys.map((key) => (key === "me" ? "you" : key)))}`;
}

/** What a reader of its messages can be led to. */
export function linkSentences({ links, writes }: Pick<Automation, "links" | "writes">): Sentence[] {
  if (writes.length === 0) return [];
  const within = links === "evidence" ? "" : `, and of that only to ${choiceOf(links)}`;
  return [{ about: "links", text: `Links only to what its lines cite${within}.` }];
}
