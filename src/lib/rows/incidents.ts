import type { DraftItem } from "../../core/item.ts";
import type { FeedbackFields } from "../../core/kinds/feedback.ts";
import type { IncidentFields } from "../../core/kinds/incident.ts";
import type { Row } from "../../core/row.ts";
import { shorten } from "../text.ts";
import type { ColumnNames, Place } from "./place.ts";
import type { RowReader } from "./reader.ts";
import { titled } from "./titled.ts";
import { INCIDENT_WORDS } from "./words.ts";

/** The columns of what broke for people. */
export const incidentColumns: ColumnNames = {
  title: ["name", "incident", "summary", "what"],
  body: ["description", "details", "notes", "text"],
  service: ["system", "component", "app", "affected service", "affected services"],
  state: ["status"],
  severity: ["sev", "priority"],
  startedAt: ["started", "started at", "start", "began", "from", "date"],
  detectedAt: ["detected", "detected at", "reported at", "opened", "opened at"],
  mitigatedAt: ["mitigated", "mitigated at"],
  resolvedAt: ["resolved", "resolved at", "ended", "end", "closed", "closed at"],
  impact: ["customer impact", "affected", "who was affected"],
  cause: ["root cause", "reason", "why"],
  lead: ["incident lead", "commander", "incident commander", "owner", "dri", "assignee"],
  reporter: ["reported by", "opened by"],
};

/** The columns of what customers said. */
export const feedbackColumns: ColumnNames = {
  body: ["feedback", "text", "quote", "message", "comment", "what", "description", "said"],
  title: ["name", "subject", "summary"],
  customer: ["company", "account", "organisation", "organization", "client"],
  channel: ["source", "via", "where", "medium"],
  from: ["person", "contact", "user", "who", "by", "author"],
  at: ["date", "when", "created", "received", "time", "created at", "received at"],
  issues: ["issue", "linked issues", "tickets", "ticket", "github"],
};

const LONGEST_TITLE = 80;

/** Something that broke. What has an end is over, whatever its state says nothing of. */
export function incidentOf(row: Row, place: Place, reader: RowReader): DraftItem | undefined {
  const title = reader.text("title");
  if (title === null) return undefined;
  const [detectedAt, mitigatedAt, resolvedAt] = [reader.instant("detectedAt"), reader.instant("mitigatedAt"), reader.instant("resolvedAt")];
  const ended = mitigatedAt === null ? "open" : "mitigated";
  const fields = {
    service: reader.text("service"),
    state: reader.word("state", INCIDENT_WORDS) ?? (resolvedAt === null ? ended : "resolved"),
    severity: reader.text("severity"),
    detectedAt,
    mitigatedAt,
    resolvedAt,
    impact: reader.text("impact"),
    cause: reader.text("cause"),
  } satisfies IncidentFields;
  const ts = reader.instant("startedAt") ?? detectedAt ?? row.createdAt ?? row.updatedAt;
  const actors = [...reader.people("lead", "lead"), ...reader.people("reporter", "reporter")];
  return titled(row, place, reader, { kind: "incident", title, ts, actors, fields, body: bodyOf(row, reader) });
}

/** What one customer said. */
export function feedbackOf(row: Row, place: Place, reader: RowReader): DraftItem | undefined {
  const body = bodyOf(row, reader);
  const title = reader.text("title") ?? shorten(body.split("\n")[0] ?? "", LONGEST_TITLE);
  if (title === "") return undefined;
  const actors = reader.people("from", "from");
  const fields: FeedbackFields = {
    customer: reader.text("customer") ?? actors[0]?.name ?? null,
    channel: reader.text("channel")?.toLowerCase() ?? null,
    issues: reader.list("issues"),
  };
  const ts = reader.instant("at") ?? row.createdAt ?? row.updatedAt;
  return titled(row, place, reader, { kind: "feedback", title, ts, actors, fields: { ...fields }, body: body === "" ? title : body });
}

function bodyOf(row: Row, reader: RowReader): string {
  return reader.longText("body") ?? row.body ?? "";
}
