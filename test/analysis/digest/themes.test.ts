import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { mergesIn } from "../../../src/analysis/digest/merges.ts";
import { themesOf } from "../../../src/analysis/digest/themes.ts";
import type { Item } from "../../../src/core/item.ts";
import { randomFrom } from "./random.ts";
import { pullOf } from "./pulls.ts";

/** By theme, the titles of its changes. */
function themed(items: readonly Item[]): Record<string, string[]> {
  return Object.fromEntries(
    themesOf(mergesIn(items)).map(({ key, name, members }) => [name ?? key, members.map(({ item }) => item.title)]),
  );
}

function pull(number: number, title: string, fields: Parameters<typeof pullOf>[1] = {}): Item {
  return pullOf(number, { mergedAt: new Date(Date.parse("2026-11-16T09:00:00Z") + number * 60_000).toISOString(), ...fields }, { title });
}

test("what a change says of itself decides before its place, and its place before its words", () => {
  const cart = ["src/cart/total.ts 30"];
  const items = [
    pull(1, "feat(search): a", { labels: ["epic: Checkout"], files: cart }),
    pull(2, "feat(search): b", { milestone: "Checkout" }),
    pull(3, "feat(search): c", { files: cart }),
    pull(4, "fix(search): d"),
    pull(5, "e", { files: cart }),
    pull(6, "f", { files: ["src/cart/deep/down/x.ts 9", "package-lock.json 9000", "src/other/y.ts 1", "test/other/y.test.ts 90"] }),
    pull(7, "Translate receipts into French"),
    pull(8, "Translate receipts into Welsh"),
    pull(9, "Something else entirely"),
  ];
  assert.deepEqual(themed(items), {
    cart: ["e", "f"],
    checkout: ["feat(search): a", "feat(search): b"],
    search: ["feat(search): c", "fix(search): d"],
    "translate receipt": ["Translate receipts into French", "Translate receipts into Welsh"],
    other: ["Something else entirely"],
  });
});

test("a change that is alone goes to the theme that its folders overlap most", () => {
  const items = [
    pull(1, "a", { files: ["src/cart/a.ts 10"] }),
    pull(2, "b", { files: ["src/cart/b.ts 10"] }),
    pull(3, "fix(totals): c", { files: ["src/cart/c.ts 10"] }),
  ];
  assert.deepEqual(themed(items), { cart: ["a", "b", "fix(totals): c"] });
});

describe("themes of generated weeks", () => {
  const words = ["cart", "search", "orders", "billing", "login", "receipt", "printer", "invoice", "banner", "import"];
  const weekOf = (seed: number): Item[] => {
    const random = randomFrom(seed);
    const pick = (): string => words[Math.floor(random() * words.length)] ?? "";
    return Array.from({ length: 40 }, (_, index) => {
      const scoped = random() < 0.3 ? `feat(${pick()}): ` : "";
      const files =
        random() < 0.6 ? [`src/${pick()}/a.ts ${Math.ceil(random() * 90)}`, `src/${pick()}/b.ts ${Math.ceil(random() * 90)}`] : [];
      return pull(index + 1, `${scoped}${pick()} ${pick()} ${pick()} ${index}`, { files });
    });
  };
  const seeds = Array.from({ length: 60 }, (_, seed) => seed);

  test("are the same in whatever order the changes come", () => {
    for (const seed of seeds) {
      const items = weekOf(seed);
      const random = randomFrom(seed + 1_000);
      const shuffled = items.map((item) => ({ item, place: random() })).toSorted((a, b) => a.place - b.place);
      assert.deepEqual(themed(shuffled.map(({ item }) => item)), themed(items), `seed ${seed}`);
    }
  });

  test("have every change once", () => {
    for (const seed of seeds) {
      const all = Object.values(themed(weekOf(seed))).flat();
      assert.deepEqual([all.length, new Set(all).size], [40, 40], `seed ${seed}`);
    }
  });

  test("keep their names, and their changes that have company of their own, when one more change comes", () => {
    for (const seed of seeds) {
      const items = weekOf(seed);
      const [before, after] = [themesOf(mergesIn(items.slice(0, -1))), themesOf(mergesIn(items))];
      const homes = new Map(after.flatMap(({ key, members }) => members.map(({ item }) => [item.id, key] as const)));
      for (const theme of before.filter(({ name }) => name !== undefined)) {
        const now = after.find(({ key }) => key === theme.key);
        assert.equal(now?.name, theme.name, `seed ${seed}: ${theme.name}`);
        const moved = theme.members.filter(({ item }) => homes.get(item.id) !== theme.key);
        // Only what was alone of its kind may find company in the newcomer, or in a theme that grew.
        const own = theme.members.length - moved.length;
        assert.ok(own >= 2, `seed ${seed}: ${theme.name} kept ${own}`);
      }
    }
  });
});
