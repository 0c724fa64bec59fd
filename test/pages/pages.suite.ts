// `npm run test:pages`: pages and mails as people see them, in a browser. Needs Chromium at /usr/bin/chromium, or where $CHROMIUM says.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import type { Briefing } from "../../src/core/briefing.ts";
import { renderHtml } from "../../src/render/html.ts";
import { renderMail } from "../../src/render/mail/mail.ts";
import { longBriefing, oddBriefings, shippedBriefings, type Named } from "./briefings.ts";

/** Each width and each scheme is examined; the others of their pairs differ from these in nothing but colours. */
const LOOKS = [{ width: 360, colorScheme: "dark" }, { width: 768 }, { width: 1440, colorScheme: "light" }] as const;
const FORMS: readonly (readonly [name: string, render: (briefing: Briefing) => string])[] = [
  ["page", renderHtml],
  ["mail", (briefing) => renderMail(briefing).html],
];

describe("what is shown in a browser", () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const named: Named[] = oddBriefings();

  before(async () => {
    named.push(...(await shippedBriefings()));
    browser = await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
    // The page itself allows no script, and the examiner is one.
    context = await browser.newContext({ bypassCSP: true });
    page = await context.newPage();
  });
  after(() => browser.close());

  for (const [form, render] of FORMS) {
    it(`can be read by everybody in light and dark, on a phone and on a desk, as a ${form}`, async () => {
      for (const { name, briefing } of named) {
        await page.setContent(render(briefing));
        for (const { width, ...scheme } of LOOKS) {
          await page.setViewportSize({ width, height: 900 });
          const place = `${name} as a ${form}, ${width} px`;
          assert.equal(await overflowOf(page), 0, `${place} scrolls sideways`);
          // What is between the narrow and the wide layout has the parts of one of them.
          if ("colorScheme" in scheme) {
            await page.emulateMedia(scheme);
            assert.deepEqual(await violationsIn(page), [], place);
          }
          await show(page, place);
        }
      }
    });
  }

  it("is printed whole", async () => {
    await page.setContent(renderHtml(longBriefing(60)));
    const pdf = await page.pdf({ format: "A4" });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    assert.ok(pdf.length > 10_000);
  });

  it("is small with a thousand rows, and keeps the titles of its columns in sight", async () => {
    const html = renderHtml(longBriefing(1_000));
    assert.ok(Buffer.byteLength(html) < 500_000, `${Buffer.byteLength(html)} bytes`);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.setContent(html);
    assert.equal(await overflowOf(page), 0);
    await page.locator("table.rows tbody tr").nth(700).scrollIntoViewIfNeeded();
    const top = await page.locator("table.rows thead th").first().boundingBox();
    assert.ok(top && top.y >= -1 && top.y < 5, JSON.stringify(top));
  });
});

/** How far a page is wider than its window. */
async function overflowOf(page: Page): Promise<number> {
  return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}

async function violationsIn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" ")}`.slice(0, 600));
}

/** For people who want to look themselves: $PICTURES is a folder. */
async function show(page: Page, place: string): Promise<void> {
  const folder = process.env["PICTURES"];
  if (folder === undefined) return;
  await page.screenshot({ path: `${folder}/${place.replaceAll(/[^a-z0-9]+/gi, "-")}.png`, fullPage: true });
}
