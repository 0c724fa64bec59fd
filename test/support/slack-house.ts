import type { SlackCall, SlackFault } from "./slack-server.ts";

/** What Slack tells of somebody; none of the marks where nothing is said. */
export interface Account {
  team?: string;
  marks?: readonly ("deleted" | "is_bot" | "is_restricted" | "is_ultra_restricted" | "is_stranger")[];
  /** The organisation and the workspaces of it that somebody belongs to. */
  enterprise?: { id: string; teams: readonly string[] };
}

/** A channel as Slack tells of it. */
export interface Place {
  name: string;
  members: readonly string[];
  marks?: readonly ("is_archived" | "is_private" | "is_ext_shared" | "is_pending_ext_shared")[];
  isOut?: true;
}

/** Who is in a Slack and in which of its channels: whatever is changed here is what the next call is told. */
export interface House {
  accounts: Map<string, Account>;
  places: Map<string, Place>;
  /** For the plan of a Slack: answers what is asked about channels and people that are known here. */
  faultOf(call: SlackCall): SlackFault | undefined;
}

/** The workspace that asks. */
export const HOME = "T0HOME000";

/** Tells `pageSize` members or people at once. */
export function createHouse(pageSize = 100): House {
  const accounts = new Map<string, Account>();
  const places = new Map<string, Place>();
  const answers: Readonly<Record<string, (args: SlackCall["args"]) => unknown>> = {
    "conversations.info": ({ channel = "" }) => places.has(channel) && infoOf(channel, places.get(channel)),
    "conversations.members": ({ channel = "", cursor }) =>
      places.has(channel) && pageOf("members", places.get(channel)?.members ?? [], pageSize, cursor),
    "users.list": ({ cursor }) => accounts.size > 0 && pageOf("members", [...accounts].map(toUser), pageSize, cursor),
    "users.info"({ user = "" }) {
      if (accounts.size === 0) return false;
      const account = accounts.get(user);
      return account ? { ok: true, user: toUser([user, account]) } : { ok: false, error: "user_not_found" };
    },
  };
  return {
    accounts,
    places,
    faultOf({ method, args }) {
      const answer = answers[method]?.(args);
      return answer ? { answer } : undefined;
    },
  };
}

function infoOf(id: string, place: Place | undefined): unknown {
  const marks = Object.fromEntries((place?.marks ?? []).map((mark) => [mark, true]));
  return { ok: true, channel: { id, name: place?.name, context_team_id: HOME, is_member: place?.isOut !== true, ...marks } };
}

function toUser([id, { team = HOME, marks = [], enterprise }]: [string, Account]): Record<string, unknown> {
  const known = { id, team_id: team, ...Object.fromEntries(marks.map((mark) => [mark, true])) };
  return { ...known, ...(enterprise && { enterprise_user: { enterprise_id: enterprise.id, teams: enterprise.teams } }) };
}

function pageOf(key: string, all: readonly unknown[], size: number, cursor = "0"): unknown {
  const from = Number(cursor);
  const next = from + size < all.length ? String(from + size) : "";
  return { ok: true, [key]: all.slice(from, from + size), response_metadata: { next_cursor: next } };
}
