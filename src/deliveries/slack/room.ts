import type { WebClient } from "@slack/web-api";

/** Where one message goes, and the means to get it there. */
export interface Room {
  client: WebClient;
  /** Id of the channel or the direct message. */
  channel: string;
  /** As people say it. */
  place: string;
  /** Whether what is answered there reaches Chief. */
  isHeard: boolean;
  signal: AbortSignal;
  /** Resolves when the next message may go there. */
  pace(): Promise<void>;
}
