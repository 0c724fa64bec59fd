import type { ActionsBlockElement, KnownBlock, PlainTextOption } from "@slack/types";
import { HTML_STYLE } from "../html-style.ts";
import { textsIn } from "./blocks.ts";
import type { SlackBriefing, SlackMessage } from "./message.ts";
import { mrkdwnHtml } from "./mrkdwn-html.ts";

const STYLE = `${HTML_STYLE}
body { max-width: 666px; }
.message { font: 15px/1.47 Slack-Lato, Lato, system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; padding: 12px 16px; border: 1px solid var(--line); border-radius: 8px; }
.message + .message { margin-top: 12px; }
.block { display: flex; gap: 12px; align-items: flex-start; margin: 0 0 8px; }
.block:last-child { margin-bottom: 0; }
.block p { flex: 1; min-width: 0; }
.small { color: var(--soft); font-size: 13px; }
details { flex: none; position: relative; font-size: 14px; }
summary { padding: 0 10px; border: 1px solid var(--line); border-radius: 6px; cursor: pointer; list-style: none; }
summary:focus-visible, button:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
menu { position: absolute; right: 0; z-index: 1; min-width: 190px; margin: 4px 0 0; padding: 0; list-style: none; }
menu li { margin: 0; padding: 0; }
button { width: 100%; padding: 4px 10px; border: 1px solid var(--line); background: var(--page); color: var(--text); font: inherit; text-align: left; }
.buttons { flex-wrap: wrap; gap: 8px; }
.buttons button { width: auto; border-radius: 6px; padding: 3px 12px; }
pre { margin: 8px 0 0; white-space: pre-wrap; font-size: 13px; }
`;

/** What Slack would show, as one HTML page that needs nothing else: no script, nothing loaded. Times are in the briefing's zone, the buttons do nothing. */
export function renderSlackPage(briefing: SlackBriefing): string {
  const [title = ""] = briefing.parent.text.split("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>As Slack would show it</h1>
<p class="origin">Slack shows each reader times in their own zone. Here the buttons do nothing.</p>
</header>
<main>
${partHtml("message", "The message", [briefing.parent])}
${partHtml("thread", "Its thread", briefing.thread)}
${fileHtml(briefing)}</main>
</body>
</html>
`;
}

function partHtml(id: string, title: string, messages: readonly SlackMessage[]): string {
  if (messages.length === 0) return "";
  return `<section aria-labelledby="${id}">\n<h2 id="${id}">${title}</h2>\n${messages.map(messageHtml).join("\n")}\n</section>`;
}

function messageHtml({ blocks }: SlackMessage): string {
  return `<div class="message">\n${blocks.map(blockHtml).join("\n")}\n</div>`;
}

function blockHtml(block: KnownBlock): string {
  if (block.type === "actions") return `<div class="block buttons">${block.elements.map(buttonHtml).join("")}</div>`;
  const texts = textsIn(block).map((text) => `<p>${mrkdwnHtml(text)}</p>`);
  const menu = block.type === "section" && block.accessory?.type === "overflow" ? menuHtml(block.accessory.options) : "";
  return `<div class="block${block.type === "context" ? " small" : ""}">${texts.join("")}${menu}</div>`;
}

function buttonHtml(element: ActionsBlockElement): string {
  return element.type === "button" ? `<button type="button">${textHtml(element.text.text)}</button>` : "";
}

function menuHtml(options: readonly PlainTextOption[]): string {
  const items = options.map(({ text }) => `<li><button type="button">${textHtml(text.text)}</button></li>`).join("");
  return `<details><summary aria-label="Answer">\u2026</summary><menu>${items}</menu></details>`;
}

function fileHtml({ file }: SlackBriefing): string {
  if (!file) return "";
  const content = `<details><summary>Show the file</summary><pre>${textHtml(file.content)}</pre></details>`;
  return `<section aria-labelledby="file">\n<h2 id="file">Attached: ${textHtml(file.name)}</h2>\n${content}\n</section>\n`;
}

function textHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
