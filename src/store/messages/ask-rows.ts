import type { Ask } from "../../core/ask.ts";
import { parseOwnJson, type Json } from "../../lib/json.ts";
import { toJson } from "../database/rows.ts";

export interface AskRow {
  id: string;
  automation: string;
  item: string;
  key: string;
  title: string;
  person: string;
  actor: string;
  state: Ask["state"];
  reason: string;
  because: string;
  created_at: string;
  messages: Json<Ask["messages"]>;
  asked_back: 0 | 1;
  replied_at: string | null;
  answer: Json<NonNullable<Ask["answer"]>> | null;
  ended_at: string | null;
}

export function toAsk({ created_at, messages, asked_back, replied_at, answer, ended_at, ...same }: AskRow): Ask {
  return {
    ...same,
    createdAt: created_at,
    messages: parseOwnJson(messages),
    askedBack: asked_back === 1,
    ...(replied_at !== null && { repliedAt: replied_at }),
    ...(answer !== null && { answer: parseOwnJson(answer) }),
    ...(ended_at !== null && { endedAt: ended_at }),
  };
}

export function toAskRow({ createdAt, messages, askedBack, repliedAt, answer, endedAt, ...same }: Ask): AskRow {
  return {
    ...same,
    created_at: createdAt,
    messages: toJson(messages),
    asked_back: askedBack ? 1 : 0,
    replied_at: repliedAt ?? null,
    answer: answer === undefined ? null : toJson(answer),
    ended_at: endedAt ?? null,
  };
}
