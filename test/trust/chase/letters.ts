import PostalMime from "postal-mime";
import type { Ports } from "../allowed.ts";
import type { Journal } from "../journal.ts";

/** What people are shown of each message that left, by the channel or the address that it went to; what hangs below one is part of it. */
export async function lettersIn({ requests, mails }: Journal, { slack }: Ports): Promise<ReadonlyMap<string, readonly string[]>> {
  const posts = requests.filter(({ port, path }) => port === slack && path.endsWith("chat.postMessage"));
  const posted = posts
    .map(({ body }) => Object.fromEntries(new URLSearchParams(body)))
    .filter(({ thread_ts: thread }) => thread === undefined)
    .map(({ channel = "", text = "", blocks = "" }) => ({ place: channel, text: `${text}\n${blocks}` }));
  const mailed = await Promise.all(
    mails.map(async ({ recipients, raw }) => {
      const { subject = "", text = "", html = "" } = await PostalMime.parse(raw);
      return recipients.map((place) => ({ place, text: [subject, text, html].join("\n").replaceAll(/\s+/g, " ") }));
    }),
  );
  const letters = Map.groupBy([...posted, ...mailed.flat()], ({ place }) => place);
  return new Map([...letters].map(([place, each]) => [place, each.map(({ text }) => text)]));
}
