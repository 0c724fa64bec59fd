import type { Actor } from "../../core/item.ts";
import { plainLine } from "./plain-text.ts";

/** Somebody at GitHub. Their login is their name: what else they call themselves, nobody has checked. */
export function actorOf(login: string | undefined, role: string): Actor {
  // https://docs.github.com/account-and-profile/concepts/account-management: who left is shown as this.
  const name = plainLine(login ?? "ghost");
  return { name, ...(login !== undefined && { account: `github:${name}` }), role };
}

/** Whether an account is a program's, by its type or by its name. */
export function isProgram(login: string | undefined, type: string | undefined): boolean {
  return type === "Bot" || login?.endsWith("[bot]") === true;
}

/** An address of the web, or undefined for any other. */
export function webAddress(url: string | null | undefined): string | undefined {
  return typeof url === "string" && /^https?:\/\//.test(url) && URL.canParse(url) ? url : undefined;
}

/** The instant of one of GitHub's dates; null where it is none. */
export function instantOf(date: string | null | undefined): string | null {
  const time = Date.parse(date ?? "");
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
