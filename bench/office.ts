import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** How much there is; letters are numbered from `from`. */
export interface OfficeSize {
  letters: number;
  series: number;
  from?: number;
}

const DAY_MS = 24 * 3_600_000;
/** Letters are spread over so many days. */
const DAYS = 80;
const PEOPLE = ["Dana Reyes", "Lee Park", "Priya Nair", "Ana Kovacs", "Tom Brandt", "Mira Osei", "Jon Ek", "Rosa Lind"] as const;
const SENTENCES = [
  "Could you send me the numbers for the last quarter by Friday?",
  "The load test went well, and the results are in the usual folder.",
  "I'll send the draft tomorrow morning.",
  "Please let me know whether the second option works for you.",
  "We talked about the budget again and there was nothing new.",
  "The customer asked when the new version is going to be there.",
  "Can you have a look at the contract before the call on 3 December?",
  "Nothing to do for you here, this is only so that you know.",
  "Thanks for the quick answer the other day.",
  "The meeting has been moved to the larger room on the second floor.",
] as const;

/** One series in fifty comes every week, one in five every month, the others once a year. */
const FREQUENCIES = [
  [50, "WEEKLY"],
  [5, "MONTHLY"],
] as const;

/** A workspace with a mailbox in which every fourth letter is a newsletter and the others are conversations, and a calendar of weekly meetings. */
export function writeOffice(folder: string, { letters, series, from = 0 }: OfficeSize, now: Date): void {
  for (const path of ["config", "automations", "mail/inbox", "mail/sent", "calendar"]) mkdirSync(join(folder, path), { recursive: true });
  writeFileSync(join(folder, "config/chief.yaml"), "timezone: Europe/Berlin\n");
  writeFileSync(join(folder, "config/people.yaml"), "me:\n  name: Sam Rivera\n  emails: [sam@example.com]\n");
  writeFileSync(
    join(folder, "automations/morning.md"),
    "---\nname: Morning\nwhen: always\nreads: [ics, mail]\n---\nGo through @Calendar and @Mail.\n",
  );
  writeFileSync(
    join(folder, "automations/nothing.md"),
    "---\nname: Nothing\nwhen: always\nreads: [mail: { paths: [config] }]\n---\nGo through @Mail.\n",
  );
  for (let number = from; number < from + letters; number += 1) writeLetter(folder, number, letters, now);
  if (series > 0) writeFileSync(join(folder, "calendar/team.ics"), calendarOf(series));
}

function writeLetter(folder: string, number: number, count: number, now: Date): void {
  const isMine = number % 5 === 4;
  const thread = Math.floor(number / 5);
  const [name = "", id] = [PEOPLE[thread % PEOPLE.length], `${number}@mail.example.com`];
  const them = `${name} <${name.toLowerCase().replace(" ", ".")}@example.org>`;
  const me = "Sam Rivera <sam@example.com>";
  const sentAt = new Date(now.getTime() - DAYS * DAY_MS * Math.max(0, 1 - (number + 1) / count) - 60_000 * (number % 60));
  const head = [
    `From: ${isMine ? me : them}`,
    `To: ${isMine ? them : me}`,
    `Subject: ${number % 5 === 0 ? "" : "Re: "}Project ${thread}`,
    `Date: ${sentAt.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${id}>`,
    ...(number % 5 === 0 ? [] : [`In-Reply-To: <${number - 1}@mail.example.com>`, `References: <${thread * 5}@mail.example.com>`]),
    ...(number % 4 === 3 ? ["List-Unsubscribe: <https://news.example.org/leave>"] : []),
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
  ];
  const body = Array.from({ length: 8 }, (_, line) => SENTENCES[(number * 7 + line * 3) % SENTENCES.length]).join(" ");
  const quote =
    number % 5 === 0 ? [] : ["", "On Monday somebody wrote:", ...Array.from({ length: 10 }, () => `> ${SENTENCES[number % 10] ?? ""}`)];
  const text = [`Hi,`, "", body, "", "Best regards", name, ...quote].join("\r\n");
  writeFileSync(join(folder, isMine ? "mail/sent" : "mail/inbox", `${number}.eml`), `${head.join("\r\n")}\r\n\r\n${text}\r\n`);
}

function calendarOf(series: number): string {
  const events = Array.from({ length: series }, (_, number) => {
    const twoDigits = (value: number): string => String(value).padStart(2, "0");
    const [month, day, hour] = [1 + (number % 12), 1 + (number % 28), 8 + (number % 10)].map(twoDigits);
    return [
      "BEGIN:VEVENT",
      `UID:series-${number}@example.com`,
      "DTSTAMP:20250101T000000Z",
      `DTSTART;TZID=Europe/Berlin:2025${month}${day}T${hour}${number % 2 === 0 ? "00" : "30"}00`,
      "DURATION:PT30M",
      `RRULE:FREQ=${FREQUENCIES.find(([every]) => number % every === 0)?.[1] ?? "YEARLY"}`,
      `SUMMARY:Sync ${number}`,
      "ORGANIZER;CN=Lee Park:mailto:lee.park@example.org",
      "ATTENDEE;CN=Sam Rivera;PARTSTAT=ACCEPTED:mailto:sam@example.com",
      "ATTENDEE;CN=Lee Park;PARTSTAT=ACCEPTED:mailto:lee.park@example.org",
      "END:VEVENT",
    ].join("\r\n");
  });
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//Team//EN", ...events, "END:VCALENDAR", ""].join("\r\n");
}
