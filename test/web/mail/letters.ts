/** When the letters of these tests were written. */
export const AT = Date.parse("2026-11-20T09:00:00Z");
export const RESULTS = "mx.example.net; dkim=pass header.d=example.com header.s=a";
/** The mail of ours that they answer. */
export const OURS = "<0123456789abcdef@example.net>";

/** The headers of a letter that is believed, with some of them replaced or, by undefined, left out; `top` stands above and `more` below them. */
export function letterOf(
  changes: Readonly<Record<string, string | undefined>> = {},
  lines: { top?: string[]; more?: string[] } = {},
  body = "done\r\n",
): Buffer {
  const headers: Record<string, string | undefined> = {
    Received: "from out.example.com by mx.example.net; Fri, 20 Nov 2026 09:00:00 +0000",
    "Authentication-Results": RESULTS,
    From: "Sam Field <sam@example.com>",
    To: "chief@example.net",
    Subject: "Re: Morning briefing",
    Date: "Fri, 20 Nov 2026 09:00:00 +0000",
    "Message-ID": "<a-reply@example.com>",
    "In-Reply-To": OURS,
    References: `<thread@example.net> ${OURS}`,
    ...changes,
  };
  const written = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return Buffer.from([...(lines.top ?? []), ...written, ...(lines.more ?? []), "", body].join("\r\n"));
}
