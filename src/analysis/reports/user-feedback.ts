import type { Bullet, Chart, Section } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import { issuesIn } from "../../core/kinds/issue.ts";
import { derived, fact, getFact, prose, type Prose, type Span } from "../../core/prose.ts";
import { numberOf } from "../digest/words.ts";
import { joined } from "../facts.ts";
import { customersOf, themesIn, type FeedbackTheme } from "../feedback/themes.ts";
import { voicesIn, type Voice } from "../feedback/voices.ts";
import { quoteOf } from "../letters.ts";
import { finishReport, lineOf } from "./finish.ts";
import type { Report, ReportInput } from "./report.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEK_DAYS = 7;
/** This week and the four before it. */
const LOOKED_BACK_DAYS = 35;
const MOST_THEMES = 8;
const MOST_QUOTES = 2;
const MOST_SINGLE = 8;
const COLUMNS = ["Theme", "Customers", "This week", "Before", "In their words", "Issue"];

/** What customers said in the last five weeks, by theme, each customer counted once, in their own words. */
export const userFeedback: Report = (input) => {
  const voices = voicesIn(input.items).filter(({ item }) => item.ts <= input.asOf && daysAgo(item, input) < LOOKED_BACK_DAYS);
  const themes = themesIn(voices);
  return (room) =>
    finishReport({ headline: headlineOf(voices, themes, input), sections: sectionsOf(themes, input), belongs: () => false }, input, room);
};

function sectionsOf(all: readonly FeedbackTheme[], input: ReportInput): Section[] {
  const themes = all.filter(({ voices }) => voices.length > 1);
  const single = all.filter(({ voices }) => voices.length === 1).flatMap(({ voices }) => voices);
  const fresh = single.filter(({ item }) => daysAgo(item, input) < WEEK_DAYS);
  const told = themes.slice(0, MOST_THEMES);
  const rest = themes.slice(MOST_THEMES);
  const list = { style: "list" } as const;
  return [
    {
      ...list,
      id: "changed",
      title: "Themes",
      columns: COLUMNS,
      bullets: told.map((theme) => themeLine(theme, input)),
      ...(told.length > 1 && { chart: chartOf(told) }),
    },
    {
      ...list,
      id: "counts",
      title: "More themes",
      bullets:
        rest.length === 0
          ? []
          : [
              lineOf(
                prose`${numberOf(
                  rest.flatMap(({ voices }) => voices[0]?.item ?? []),
                  "smaller theme",
                )}.`,
              ),
            ],
    },
    { ...list, id: "changed", title: "Said once, this week", bullets: singleLines(fresh) },
  ];
}

/** `12 customers said 18 things this week, in 4 themes, 1 of them new`. */
function headlineOf(voices: readonly Voice[], all: readonly FeedbackTheme[], input: ReportInput): Prose {
  const week = voices.filter(({ item }) => daysAgo(item, input) < WEEK_DAYS);
  if (week.length === 0) return prose`No customer said anything this week`;
  const themes = all.filter((theme) => theme.voices.length > 1 && theme.voices.some((voice) => week.includes(voice)));
  const fresh = themes.filter((theme) => isNew(theme, input));
  const newOnes = fresh.length === 0 ? [] : prose`, ${firstsOf(fresh, "")} new`;
  const inThemes = themes.length === 0 ? [] : prose`, about ${firstsOf(themes, "theme")}${newOnes}`;
  return prose`${numberOf(itemsOf(week), "thing")} said by ${customersIn(week, "customer")} this week${inThemes}`;
}

/** How many customers, whether more than before, in whose words, and which issue it is. */
function themeLine(theme: FeedbackTheme, input: ReportInput): Bullet {
  const { voices } = theme;
  const [week, before] = [
    voices.filter(({ item }) => daysAgo(item, input) < WEEK_DAYS),
    voices.filter(({ item }) => daysAgo(item, input) >= WEEK_DAYS),
  ];
  const name: Prose = voices[0] ? [fact(voices[0].item, "title")] : [];
  const customers: Prose = [customersIn(voices, "customer")];
  const now: Prose = week.length === 0 ? prose`none` : [numberOf(itemsOf(week), "")];
  const earlier: Prose = before.length === 0 ? prose`none: new` : [numberOf(itemsOf(before), "")];
  const quotes = joined(quotesOf(theme).map(quoted), "; ");
  const issue = issueOf(theme, input);
  const text = prose`“${name}”: ${customers}; this week ${now}, in the weeks before ${earlier}. ${quotes}${quotes.length === 0 ? "" : ". "}Issue: ${issue}.`;
  return { ...lineOf(text), cells: [name, customers, now, earlier, quotes, issue] };
}

/** Where a number counts customers that are not known, it says how many things were said instead. */
function customersIn(voices: readonly Voice[], unit: string): Span {
  const facts = [...customersOf(voices).values()].flatMap(({ item, customerPath }) =>
    customerPath === undefined ? [] : [getFact(item, customerPath)],
  );
  return facts.length === 0 ? numberOf(itemsOf(voices), "unknown voice") : derived(facts.length, unit, facts);
}

/** The latest of different customers. */
function quotesOf({ voices }: FeedbackTheme): Voice[] {
  const told = new Set<string | undefined>();
  const latest = voices.toReversed().filter(({ customer, quote, item }) => {
    const isFirst = quote !== undefined && !told.has(customer ?? item.id);
    told.add(customer ?? item.id);
    return isFirst;
  });
  return latest.slice(0, MOST_QUOTES);
}

function quoted({ item, quote, customerPath }: Voice): Prose {
  const words = quote === undefined ? [] : quoteOf({ item }, quote);
  return customerPath === undefined ? words : prose`${words} (${fact(item, customerPath)})`;
}

/** The issues that somebody linked to it. */
function issueOf({ voices }: FeedbackTheme, { items }: ReportInput): Prose {
  const named = new Set(voices.flatMap(({ issues }) => issues.map((each) => each.toLowerCase())));
  const known = issuesIn(items).filter(({ repository, number }) => named.has(`${repository}#${number}`.toLowerCase()));
  const titles = known
    .slice(0, MOST_QUOTES)
    .map(({ item, state }): Prose => prose`${fact(item, "title")} (${state === "open" ? "open" : "closed"})`);
  if (titles.length > 0) return joined(titles, "; ");
  const linked = voices.find(({ item }) => Array.isArray(item.fields["issues"]) && item.fields["issues"].length > 0);
  return linked === undefined ? prose`none linked` : [fact(linked.item, "fields.issues")];
}

function singleLines(voices: readonly Voice[]): Bullet[] {
  const rest = voices.slice(MOST_SINGLE);
  const lines = voices.slice(0, MOST_SINGLE).map((voice) => lineOf(prose`${quoted(voice)}.`));
  return rest.length === 0 ? lines : [...lines, lineOf(prose`${numberOf(itemsOf(rest), "")} more.`)];
}

/** Nobody said it in the four weeks before. */
function isNew({ voices }: FeedbackTheme, input: ReportInput): boolean {
  return voices.every(({ item }) => daysAgo(item, input) < WEEK_DAYS);
}

/** Customers by theme. */
function chartOf(themes: readonly FeedbackTheme[]): Chart {
  const points = themes.flatMap(({ voices }) => {
    const [first] = voices;
    if (first === undefined) return [];
    const value = customersIn(voices, "");
    return [{ label: [fact(first.item, "title")], value: [value], cites: itemsOf(voices).map(({ id }) => id) }];
  });
  return { form: "bars", title: "Customers by theme", unit: "customer", points };
}

function firstsOf(themes: readonly FeedbackTheme[], unit: string): Span {
  return numberOf(
    themes.flatMap(({ voices }) => voices[0]?.item ?? []),
    unit,
  );
}

function itemsOf(voices: readonly Voice[]): Item[] {
  return voices.map(({ item }) => item);
}

function daysAgo({ ts }: Item, { asOf }: ReportInput): number {
  return (Date.parse(asOf) - Date.parse(ts)) / DAY_MS;
}
