/** A small project of several packages, by path: what the planted faults are planted into. All of it builds, and all of its tests pass. */
export type Files = Readonly<Record<string, string>>;

const manifest = (name: string, dependencies: Readonly<Record<string, string>> = {}): string =>
  `${JSON.stringify({ name, version: "1.0.0", type: "module", dependencies }, undefined, 2)}\n`;

const TEST_HEAD = 'import assert from "node:assert/strict";\nimport { describe, test } from "node:test";\n';

export const PROJECT: Files = {
  ".gitignore": "node_modules\n",
  "readme.md": "# A small shop\n",
  ".github/workflows/ci.yml":
    "name: ci\non: push\nenv:\n  DATABASE_URL: memory\njobs:\n  test:\n    steps:\n      - run: npm test\n  typecheck:\n    steps:\n      - run: npx tsc\n",
  "package.json": manifest("shop"),
  "tsconfig.json": `${JSON.stringify({
    compilerOptions: {
      target: "es2024",
      module: "nodenext",
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
      allowImportingTsExtensions: true,
    },
    include: ["packages/*/src"],
  })}\n`,
  "packages/text/package.json": manifest("text"),
  "packages/text/src/money.ts":
    'const SYMBOL = "€";\n\nexport function formatMoney(cents: number): string {\n  const whole = Math.floor(cents / 100);\n  const rest = String(cents % 100).padStart(2, "0");\n  return [whole, ".", rest, " ", SYMBOL].join("");\n}\n',
  "packages/text/src/slug.ts":
    'export function toSlug(title: string): string {\n  const plain = title.trim().toLowerCase();\n  return plain.replaceAll(/[^a-z0-9]+/g, "-");\n}\n',
  "packages/text/test/money.test.ts": `${TEST_HEAD}import { formatMoney } from "../src/money.ts";\n\ndescribe("money", () => {\n  test("shows cents", () => {\n    assert.equal(formatMoney(1234), "12.34 €");\n  });\n  test("fills up with zeros", () => {\n    assert.equal(formatMoney(1205), "12.05 €");\n  });\n});\n`,
  "packages/text/test/slug.test.ts": `${TEST_HEAD}import { toSlug } from "../src/slug.ts";\n\ndescribe("slug", () => {\n  test("joins words", () => {\n    assert.equal(toSlug("Blue Shoes"), "blue-shoes");\n  });\n  test("drops spaces around", () => {\n    assert.equal(toSlug(" Red hat "), "red-hat");\n  });\n});\n`,
  "packages/price/package.json": manifest("price"),
  "packages/price/src/parse-price.ts":
    'export interface Price {\n  cents: number;\n  currency: string;\n}\n\nexport function parsePrice(text: string): Price {\n  const [amount = "", currency = "EUR"] = text.split(" ");\n  const cents = Math.round(Number(amount) * 100);\n  if (Number.isNaN(cents)) throw new RangeError("no price in " + text);\n  return { cents, currency };\n}\n',
  "packages/price/src/discount.ts":
    "export function discounted(cents: number, percent: number): number {\n  const off = Math.round((cents * percent) / 100);\n  return cents - off;\n}\n",
  "packages/price/test/parse-price.test.ts": `${TEST_HEAD}import { parsePrice } from "../src/parse-price.ts";\n\ndescribe("parse price", () => {\n  test("reads euros", () => {\n    assert.deepEqual(parsePrice("12.50 EUR"), { cents: 1250, currency: "EUR" });\n  });\n  test("reads dollars", () => {\n    assert.equal(parsePrice("3 USD").currency, "USD");\n  });\n});\n`,
  "packages/price/test/discount.test.ts": `${TEST_HEAD}import { discounted } from "../src/discount.ts";\n\ndescribe("discount", () => {\n  test("takes a tenth off", () => {\n    assert.equal(discounted(1000, 10), 900);\n  });\n  test("takes nothing off", () => {\n    assert.equal(discounted(500, 0), 500);\n  });\n});\n`,
  "packages/cart/package.json": manifest("cart"),
  "packages/cart/src/cart.ts":
    'import { discounted } from "../../price/src/discount.ts";\nimport { parsePrice } from "../../price/src/parse-price.ts";\n\nexport interface Line {\n  price: string;\n  count: number;\n}\n\nexport function totalOf(lines: readonly Line[], percent = 0): number {\n  const sum = lines.reduce((all, { price, count }) => all + parsePrice(price).cents * count, 0);\n  return discounted(sum, percent);\n}\n',
  "packages/cart/src/shipping.ts":
    "const FREE_FROM = 5000;\n\nexport function shippingOf(cents: number): number {\n  if (cents >= FREE_FROM) return 0;\n  return 490;\n}\n",
  "packages/cart/test/cart.test.ts": `${TEST_HEAD}import { totalOf } from "../src/cart.ts";\n\ndescribe("cart", () => {\n  test("adds its lines", () => {\n    assert.equal(totalOf([{ price: "2 EUR", count: 3 }]), 600);\n  });\n  test("adds several lines", () => {\n    assert.equal(totalOf([{ price: "2.5 EUR", count: 2 }, { price: "1 EUR", count: 1 }]), 600);\n  });\n  test("takes a discount", () => {\n    assert.equal(totalOf([{ price: "20 EUR", count: 1 }], 25), 1500);\n  });\n});\n`,
  "packages/cart/test/shipping.test.ts": `${TEST_HEAD}import { shippingOf } from "../src/shipping.ts";\n\ndescribe("shipping", () => {\n  test("costs for small carts", () => {\n    assert.equal(shippingOf(1000), 490);\n  });\n  test("is free for large carts", () => {\n    assert.equal(shippingOf(5000), 0);\n  });\n});\n`,
  "packages/report/package.json": manifest("report", { tinyfmt: "1.4.0" }),
  "packages/report/src/render.ts":
    'export function renderReceipt(title: string, lines: readonly string[]): string {\n  const body = lines.map((line) => "- " + line);\n  return ["Receipt: " + title, ...body, "Thank you"].join("\\n");\n}\n',
  "packages/report/src/columns.ts":
    '// @ts-ignore It brings no types.\nimport tinyfmt from "tinyfmt";\n\nexport function columns(left: string, right: string): string {\n  return [tinyfmt.pad(left, 8), tinyfmt.pad(right, 8)].join("|");\n}\n',
  "packages/report/test/render.snap": "Receipt: A\n- one\n- two\nThank you",
  "packages/report/test/render.test.ts": `${TEST_HEAD}import { readFileSync } from "node:fs";\nimport { renderReceipt } from "../src/render.ts";\n\ndescribe("receipt", () => {\n  test("matches its snapshot", () => {\n    const snapshot = readFileSync(new URL("render.snap", import.meta.url), "utf8");\n    assert.equal(renderReceipt("A", ["one", "two"]), snapshot);\n  });\n});\n`,
  "packages/report/test/columns.test.ts": `${TEST_HEAD}import { columns } from "../src/columns.ts";\n\ndescribe("columns", () => {\n  test("pads both sides", () => {\n    assert.equal(columns("a", "b"), "a       |b       ");\n  });\n  test("keeps what is long", () => {\n    assert.equal(columns("abcdefgh", "b").slice(0, 8), "abcdefgh");\n  });\n});\n`,
  "packages/server/package.json": manifest("server"),
  "packages/server/src/config.ts":
    'declare const process: { env: Record<string, string | undefined> };\n\nexport function readConfig(): { database: string } {\n  const database = process.env["DATABASE_URL"];\n  if (!database) throw new Error("environment variable DATABASE_URL is not set");\n  return { database };\n}\n',
  "packages/server/src/registry.ts":
    "const names = new Set<string>();\n\nexport function register(name: string): number {\n  names.add(name);\n  return names.size;\n}\n\nexport function registered(): number {\n  return names.size;\n}\n",
  "packages/server/test/config.test.ts": `${TEST_HEAD}import { readConfig } from "../src/config.ts";\n\ndescribe("config", () => {\n  test("names the database", () => {\n    assert.equal(readConfig().database, "memory");\n  });\n  test("is the same each time", () => {\n    assert.deepEqual(readConfig(), readConfig());\n  });\n});\n`,
  "packages/server/test/registry.test.ts": `${TEST_HEAD}import { registered } from "../src/registry.ts";\n\ntest("registry starts empty", () => {\n  assert.equal(registered(), 0);\n});\n`,
  "packages/server/test/service.test.ts": `${TEST_HEAD}import { register } from "../src/registry.ts";\n\ntest("service registers itself", () => {\n  assert.ok(register("service") > 0);\n});\n`,
  "packages/server/test/listen.test.ts": `${TEST_HEAD}import { once } from "node:events";\nimport { createServer } from "node:net";\n\ntest("server listens", async () => {\n  const server = createServer();\n  server.listen(Number(process.env["TEST_PORT"] ?? 0), "127.0.0.1");\n  await once(server, "listening");\n  server.close();\n});\n`,
  "packages/server/test/ready.test.ts": `${TEST_HEAD}\ntest("server gets ready", { timeout: 150 }, async () => {\n  await new Promise((done) => setTimeout(done, process.env["SLOW"] ? 400 : 1));\n});\n`,
};

/** The package that the project depends on, as its versions are. */
export const TINYFMT: Files = {
  "1.4.0": "export default { pad: (text, width) => text.padEnd(width) };\n",
  "2.0.0": "export default { padEnd: (text, width) => text.padEnd(width) };\n",
};
