import { understand } from "../../../src/analysis/chase/replies/understand.ts";

const ITEMS = [
  { item: "notion:1", key: "T-12", title: "Write the API docs", due: "2026-11-27" },
  { item: "notion:2", key: "T-13", title: "Load test", due: "2026-12-01" },
  { item: "notion:3", key: "T-14", title: "Pricing page", due: "2026-12-03" },
];

/** Those who may be named; May and Will are words, too. */
export const PEOPLE = ["Ana Pereira", "Ben Ortiz", "Priya Nair", "Will Grant", "May Chen"].map((name) => ({
  key: name.split(" ")[0] ?? "",
  name,
}));

/** The items that were asked about, the first so many. */
export function asked(count: number): typeof ITEMS {
  return ITEMS.slice(0, count);
}

/** A reply of a Tuesday morning in New York. */
export function reply(text: string): { text: string; at: string; zone: string } {
  return { text, at: "2026-11-24T15:20:00.000Z", zone: "America/New_York" };
}

/** What is heard of each item in a line, as `status day [blocker] person`: `?` after a day that is asked back, `-` for nothing; and what is asked back. */
export function heard(text: string, count: number): string {
  const { told, unclear, stop, snoozedUntil } = understand(reply(text), asked(count), PEOPLE);
  const items = asked(count).map(({ item }) => {
    const each = told.find((one) => one.item === item);
    const eta = typeof each?.eta === "string" ? each.eta : each?.eta && `${each.eta.from}..${each.eta.to}`;
    const day = each && ((eta !== undefined && eta !== null) || each.etaAsk) ? ` ${eta ?? ""}${each.etaAsk ? "?" : ""}` : "";
    const who = each?.to ?? each?.blocker?.by;
    return `${each?.status ?? "-"}${day}${each?.blocker ? ` [${each.blocker.what}]` : ""}${who ? ` ${who}` : ""}`;
  });
  const wishes = [...(stop ? ["stop"] : []), ...(snoozedUntil === undefined ? [] : [`not before ${snoozedUntil}`])];
  return [items.join("; "), ...(unclear ? [`asks ${unclear.why}`] : []), ...wishes].join(", ");
}
