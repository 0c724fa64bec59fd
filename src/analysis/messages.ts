import type { Message } from "../core/kinds/message.ts";
import type { Letter, Reading } from "./language/reading.ts";
import { isFromMe, myNames, readOnce, withFirstNames, type Eyes } from "./letters.ts";
import { isMe, personOf } from "./people.ts";

/** What the sentences of a message ask and promise, as those of a letter are read. */
export function readMessage(message: Message, eyes: Eyes): Reading[] {
  return readOnce(message.item, eyes, () => letterOf(message, eyes));
}

/** Whom a message mentions may be called there as nowhere else. */
function letterOf({ item, timezone }: Message, { people, calendar }: Eyes): Letter {
  const { body, quoteSpans, ts, actors } = item;
  const mentioned = actors.filter(({ role }) => role === "mentioned");
  const isMine = isFromMe({ item }, people);
  const called = mentioned.filter((actor) => isMine || isMe(people, actor)).map(({ name }) => name);
  const writer = actors.find(({ role }) => role === "from");
  return {
    text: mentioned.reduce((text, { name }) => withShortMention(text, name), body),
    quoteSpans,
    writtenAt: ts,
    timezone: timezone ?? (writer && personOf(people, writer)?.timezone) ?? calendar.timezone,
    readerNames: withFirstNames(isMine ? called : [...myNames(people), ...called]),
  };
}

/** `@Sam` and blanks for `@Sam Rivera`, which is nobody's way to speak; places stay. */
function withShortMention(text: string, name: string): string {
  const mention = `@${name}`;
  return name === "" ? text : text.replaceAll(mention, `@${name.split(" ")[0]}`.padEnd(mention.length));
}
