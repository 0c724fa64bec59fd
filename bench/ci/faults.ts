import type { Files } from "./project.ts";

export type Class = "BROKEN" | "FLAKY" | "INFRA";

interface Edit {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

/** A fault that a commit brings and that stays. */
export interface Break {
  readonly kind: "break";
  readonly name: string;
  readonly subject: string;
  readonly edits: readonly Edit[];
}

/** A test that fails now and then, by what surrounds it. */
export interface Flake {
  readonly kind: "flake";
  readonly name: string;
  readonly test: string;
  readonly by: "port" | "slow" | "order";
}

/** What goes wrong outside of the project, as its log says it. */
export interface Outage {
  readonly kind: "outage";
  readonly name: string;
  readonly log: readonly string[];
  /** Whether the jobs of one commit all meet it. */
  readonly isWide: boolean;
}

export type Fault = Break | Flake | Outage;

const change = (name: string, subject: string, path: string, from: string, to: string): Break => ({
  kind: "break",
  name,
  subject,
  edits: [{ path, from, to }],
});
export const BREAKS: readonly Break[] = [
  change(
    "shared-throws",
    "Accept prices with a space",
    "packages/price/src/parse-price.ts",
    "Math.round(Number(amount) * 100)",
    "Math.round(Number(text) * 100)",
  ),
  change(
    "shared-reads-undefined",
    "Read the currency first",
    "packages/price/src/parse-price.ts",
    'const [amount = "", currency = "EUR"] = text.split(" ");',
    'const [, amount = "", currency] = ["", ...text.split("")].at(99)!.split(" ");',
  ),
  change("shared-wrong", "Count in tenths", "packages/price/src/discount.ts", "return cents - off;", "return cents + off;"),
  change("leaf-money", "Shorten amounts", "packages/text/src/money.ts", 'padStart(2, "0")', 'padStart(1, "0")'),
  change("leaf-slug", "Use underscores", "packages/text/src/slug.ts", '"-")', '"_")'),
  change("leaf-shipping", "Free shipping for more", "packages/cart/src/shipping.ts", "cents >= FREE_FROM", "cents > FREE_FROM"),
  change("snapshot", "Say goodbye", "packages/report/src/render.ts", '"Thank you"', '"Thank you, come again"'),
  change("environment", "Tidy the pipeline", ".github/workflows/ci.yml", "  DATABASE_URL: memory\n", ""),
  change("dependency", "Bump tinyfmt to 2.0.0", "packages/report/package.json", '"tinyfmt": "1.4.0"', '"tinyfmt": "2.0.0"'),
  change("types-cascade", "Rename cents", "packages/price/src/parse-price.ts", "  cents: number;\n", "  amount: number;\n"),
  change("types-leaf", "Return text", "packages/cart/src/shipping.ts", "return 490;", 'return "490";'),
];

export const FLAKES: readonly Flake[] = [
  { kind: "flake", name: "port-clash", test: "server listens", by: "port" },
  { kind: "flake", name: "slow", test: "server gets ready", by: "slow" },
  { kind: "flake", name: "order", test: "registry starts empty", by: "order" },
];

export const OUTAGES: readonly Outage[] = [
  {
    kind: "outage",
    name: "registry",
    isWide: true,
    log: [
      "##[group]Run npm ci",
      "npm ci",
      "##[endgroup]",
      "npm error code E503",
      "npm error 503 Service Unavailable - GET https://registry.example.com/tinyfmt/-/tinyfmt-1.4.0.tgz - Service Unavailable",
      "npm error A complete log of this run can be found in: /home/runner/.npm/_logs/2026-11-02T09_00_00_000Z-debug-0.log",
      "##[error]Process completed with exit code 1.",
    ],
  },
  {
    kind: "outage",
    name: "name-lookup",
    isWide: true,
    log: [
      "##[group]Run npm ci",
      "npm ci",
      "##[endgroup]",
      "npm error code EAI_AGAIN",
      "npm error syscall getaddrinfo",
      "npm error errno EAI_AGAIN",
      "npm error request to https://registry.example.com/tinyfmt failed, reason: getaddrinfo EAI_AGAIN registry.example.com",
      "##[error]Process completed with exit code 1.",
    ],
  },
  {
    kind: "outage",
    name: "out-of-memory",
    isWide: false,
    log: [
      "##[group]Run npm test",
      "npm test",
      "##[endgroup]",
      "/home/runner/work/_temp/8f2f.sh: line 1:  1893 Killed                  npm test",
      "##[error]Process completed with exit code 137.",
    ],
  },
  {
    kind: "outage",
    name: "runner-lost",
    isWide: false,
    log: [
      "##[group]Run npm test",
      "npm test",
      "##[endgroup]",
      "##[error]The self-hosted runner: build-7 lost communication with the server. Verify the machine is running and has a healthy network connection.",
    ],
  },
];

/** The files with the fault in them. */
export function plant(files: Files, { name, edits }: Break): Files {
  const changed = { ...files };
  for (const { path, from, to } of edits) {
    if (changed[path]?.includes(from) !== true) throw new Error(`expected ${path} to hold what ${name} changes`);
    changed[path] = changed[path].replace(from, to);
  }
  return changed;
}
