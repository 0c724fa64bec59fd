/** What a definition can name as a reason to ask a person first. */
export const APPROVAL_CONDITIONS = ["audience_changed", "new_external_link", "reviewer_unsure", "first_run"] as const;
export type ApprovalCondition = (typeof APPROVAL_CONDITIONS)[number];

/** Why a message waits for a person. */
export type HoldReason =
  /** Its definition asks for that each time. */
  | { kind: "asked" }
  /** It would take what a source tells, by its grant's name, to readers who may not see all of that. */
  | { kind: "wider"; from: string; to: string }
  /** Nothing was ever sent by this grant. */
  | { kind: "first_run" }
  /** It links to hosts that no message by this grant has linked to. */
  | { kind: "new_external_link"; hosts: readonly string[] }
  /** The reviewer did not say yes, in its words. */
  | { kind: "reviewer_unsure"; why: string }
  /** What would be sent is not what a person said yes to. */
  | { kind: "rewritten" }
  /** The file of its definition was changed after it was asked about, and the reasons behind this one are new. */
  | { kind: "redefined" }
  /** The file of its definition has changed since its run, and asks for more or lets less through; by the hash of what it says of messages now. */
  | { kind: "stricter"; rules: string }
  /** Who reads there is not what it was, in words. */
  | { kind: "audience_changed"; now: string };

/** What a person is asked to say yes to: exactly this, once. */
export interface Approval {
  /** Hash of all that would be sent, as it is rendered. */
  content: string;
  /** At least one. */
  reasons: readonly HoldReason[];
  /** Keys of config/people.yaml, of whom any may decide. */
  approvers: readonly string[];
  /** The fingerprint of who reads there, where it was looked up; another one is another question. */
  reach?: string;
}

const LOW_RISKS: ReadonlySet<HoldReason["kind"]> = new Set(["asked", "first_run"]);

/** Whether a message waits by rule alone, and nothing was found in it or about its readers: a yes in words is then enough. */
export function isLowRisk({ reasons }: Pick<Approval, "reasons">): boolean {
  return reasons.every(({ kind }) => LOW_RISKS.has(kind));
}

const CODE_LENGTH = 8;

/** The code of a message's content, by which an answer in words names what was shown. */
export function codeOf(content: string): string {
  return content.slice(content.indexOf(":") + 1).slice(0, CODE_LENGTH);
}

/** What is shown of a held message to whoever is asked about it. */
export interface ApprovalRequest {
  /** Key of the message. */
  message: string;
  /** The hash of what is shown, which goes back with the answer. */
  content: string;
  /** When it ends being held: one that is held again is another question. */
  until: string;
  /** All of the message, as its reader would read it; absent where others read the question, too, who may not see that. */
  text?: string;
  /** Key of the person who is asked. */
  asked?: string;
  /** What an answer in words has to name; absent where words are not taken. */
  code?: string;
}

/** A person's word about a held message. */
export interface MessageDecision {
  approved: boolean;
  /** Key of a person. */
  by: string;
  /** In the person's words. */
  why?: string;
  /** The hash of what that person was shown; absent where the message itself is meant, whatever it says. */
  seen?: string;
}
