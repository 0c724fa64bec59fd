import { z } from "zod";
import { OWNER_ONLY } from "../core/audience.ts";
import { listOf } from "../lib/text.ts";
import { filterWords, isMeantMail, mailKeys, receivedMoment } from "./mail-moments.ts";
import { pollingSource, pollKeys } from "./poll.ts";

const schema = z
  .strictObject({ ...mailKeys, ...pollKeys })
  .describe(
    "Runs when new mail has come; looks in the automation's own read of imap, at once where the mailbox tells of new mail by itself.",
  );

export type ImapEventOptions = z.infer<typeof schema>;

/** New mail, each letter once; what one has sent oneself is none. */
export const imapSource = pollingSource<ImapEventOptions>({
  id: "imap",
  schema,
  everyMs: 120_000,
  describe(filter) {
    const filters = filterWords(filter);
    return `when new mail ${filters.length === 0 ? "" : `${listOf(filters)} `}has come in the mailbox`;
  },
  audience: () => OWNER_ONLY,
  moments: ({ items }) => items.flatMap((item) => receivedMoment(item)),
  isMeant: isMeantMail,
});
