import type { KnownBlock } from "@slack/types";
import type { Acknowledgement } from "../../core/finding.ts";

/** One message, as `chat.postMessage` and `chat.update` take it. */
export interface SlackMessage {
  /** What notifications and screen readers say. */
  text: string;
  blocks: readonly KnownBlock[];
}

/** A briefing for Slack: what stands in the channel, what hangs below it, and the whole as a file where a thread can't hold it. */
export interface SlackBriefing {
  parent: SlackMessage;
  /** In order; at most a handful. */
  thread: readonly SlackMessage[];
  file?: { name: string; title: string; content: string };
}

/** What somebody answered to a flag: the finding's key, the name of who it was, and the UTC instant. */
export interface SlackAnswer {
  key: string;
  kind: Acknowledgement["kind"];
  by: string;
  at: string;
}
