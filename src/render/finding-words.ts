import type { Citation } from "../core/briefing.ts";
import type { Finding, Grade, Severity } from "../core/finding.ts";
import type { Fact, FieldValue } from "../core/item.ts";
import { findPersonNamed, type People } from "../core/person.ts";
import type { FindingStore, FoundFinding } from "../core/ports/store.ts";
import { countOf } from "../lib/text.ts";
import { guardText } from "./guard.ts";
import { formatDay, formatInstant, textOf, type Reader } from "./prose.ts";

const SEVERITIES: Readonly<Record<Severity, string>> = { 1: "low", 2: "medium", 3: "high", 4: "critical" };
const LONGEST_VALUE = 300;

/** What a finding says, how much it weighs and why, and every fact that it rests on. */
export function findingInWords({ judged: { finding }, run }: FoundFinding, citations: readonly Citation[], reader: Reader): string {
  return [
    `${textOf(finding.title, reader)}: ${textOf(finding.why, reader)}.`,
    `Next: ${textOf(finding.action, reader)} (${finding.owner}).`,
    `Severity: ${severityInWords(finding)}. Confidence: ${confidenceInWords(finding.confidence)}.`,
    `Found last by ${run}.`,
    "",
    "Evidence:",
    ...evidenceInWords(finding.evidence, citations, reader),
  ].join("\n");
}

function severityInWords({ severity, factors }: Finding): string {
  const word = SEVERITIES[severity];
  if (!factors) return word;
  const grade = (value: Grade): string => `${value} of 4`;
  return `${word} (how much is at stake: ${grade(factors.impact)}; how soon: ${grade(factors.urgency)})`;
}

function confidenceInWords(confidence: number): string {
  const percent = `${Math.round(confidence * 100)} %`;
  if (confidence >= 0.95) return `${percent}, read from a field that says so`;
  if (confidence >= 0.9) return `${percent}, computed from several fields`;
  return confidence >= 0.65 ? `${percent}, read out of somebody's words` : `${percent}, joined by a name`;
}

/** Each item with its place, and beneath it the facts that count. */
function evidenceInWords(evidence: readonly Fact[], citations: readonly Citation[], reader: Reader): string[] {
  return [...Map.groupBy(evidence, ({ item }) => item)].flatMap(([id, facts]) => {
    const citation = citations.find(({ item }) => item === id);
    const where = guardText(citation?.url ?? citation?.place ?? id, LONGEST_VALUE);
    return [`  ${where}`, ...facts.map(({ path, value }) => `    ${nameOf(path)}: ${valueInWords(value, reader)}`)];
  });
}

/** When those whom the evidence names are away by config, as far as that is not over; nothing where none is. */
export function absencesInWords({ judged: { finding } }: FoundFinding, people: People, reader: Reader): string[] {
  const named = finding.evidence.filter(({ path }) => path === "fields.owner" || path.startsWith("actors."));
  const persons = new Set(named.flatMap(({ value }) => findPersonNamed(people, String(value)) ?? []));
  const day = (date: string): string => formatDay(`${date}T12:00:00Z`, { ...reader, timezone: "UTC" });
  const today = reader.asOf.slice(0, 10);
  const lines = [...persons].flatMap(({ name, absences }) =>
    absences
      .filter(({ to }) => to >= today)
      .map(({ from, to }) => `  ${name}: ${from === to ? day(from) : `${day(from)} to ${day(to)}`}, by config/people.yaml`),
  );
  return lines.length === 0 ? [] : [["Away:", ...lines].join("\n")];
}

/** `fields.due` is what people call due. */
function nameOf(path: string): string {
  if (path.startsWith("body.")) return "it says";
  const name = path.replace(/^fields\./, "").replace(/^actors\.\d+\./, "");
  return name.replaceAll(/([a-z])([A-Z])/g, (_all, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

function valueInWords(value: FieldValue, reader: Reader): string {
  if (value === null) return "none";
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return formatInstant(value, reader);
  return guardText(typeof value === "object" ? value.join(", ") : String(value), LONGEST_VALUE);
}

/** What one automation's reader knows of a finding. */
type Told = Awaited<ReturnType<FindingStore["findByPrefix"]>>[number];

/** What an automation's reader was told of it, and said. */
export function historyInWords({ automation, reader: who, entry }: Told, reader: Reader): string {
  const { firstSeen, lastSeen, lastReported, daysOpen, lastSeverity, shownSeverity, resolvedAt, acknowledgement } = entry;
  const day = (instant: string): string => formatDay(instant, reader);
  const lines = [
    `In ${automation}, told to ${who}:`,
    `  first seen ${day(firstSeen)}, last seen ${day(lastSeen)}, open on ${countOf(daysOpen, "business day")}`,
    lastReported === undefined
      ? "  never told by name"
      : `  last told ${day(lastReported)}, at most as ${SEVERITIES[shownSeverity ?? lastSeverity]}`,
    ...(resolvedAt === undefined ? [] : [`  over since ${day(resolvedAt)}`]),
    ...(acknowledgement === undefined
      ? []
      : [`  ${acknowledgement.by} said ${acknowledgement.kind.replaceAll("_", " ")} on ${day(acknowledgement.at)}`]),
  ];
  return lines.join("\n");
}
