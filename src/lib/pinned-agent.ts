import type { LookupAddress } from "node:dns";
import { lookup as lookUp } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { Agent } from "undici";
import { isLoopback } from "./loopback.ts";

/** How far a name may lead: to the open network only, or to any machine but this one and what only answers to whoever is on it. */
export type Scope = "public" | "network";

/** All the addresses that a name stands for. */
export type AddressFinder = (host: string) => Promise<readonly LookupAddress[]>;

/** An address that must not be spoken to. */
export interface Refusal {
  host: string;
  address: string;
}

/** This machine, and what only answers to whoever is on it, such as the metadata of clouds. */
const NEVER: ReadonlySet<string> = new Set(["unspecified", "loopback", "linkLocal", "broadcast", "multicast", "reserved"]);
/** The machine's own service in a cloud, at an address that looks like any (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16). */
const INSIDE: ReadonlySet<string> = new Set(["168.63.129.16"]);

/**
 * Looks up once where a host is, and gives an agent that speaks to these addresses and to no other, or the address for which that is
 * refused. A host that is written as this machine may be this machine; no other name may lead to it. Rejects with the system's error where
 * the name stands for nothing.
 */
export async function pinnedAgent(
  hostname: string,
  scope: Scope,
  find: AddressFinder = (host) => lookUp(host, { all: true }),
): Promise<{ agent: Agent } | { refused: Refusal }> {
  const host = hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  const found = family === 0 ? [...(await find(host))] : [{ address: host, family }];
  const wrong = found.find(({ address }) => !(isLoopback(hostname) ? isLoopback(address) : isWithin(address, scope)));
  if (wrong || found.length === 0) return { refused: { host, address: wrong?.address ?? "nowhere" } };
  return { agent: new Agent({ connect: { lookup: answering(found) } }) };
}

/** Whether an address may be spoken to; one that is not understood may not. */
export function isWithin(address: string, scope: Scope): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = meant(address);
  if (INSIDE.has(parsed.toString())) return false;
  if (scope === "network") return !NEVER.has(parsed.range());
  return parsed.range() === "unicast" && (parsed.kind() === "ipv4" || isGlobal(parsed.toByteArray()));
}

/** 2000::/3, all that is given out of IPv6 (https://www.iana.org/assignments/ipv6-address-space). */
function isGlobal([first = 0]: readonly number[]): boolean {
  return first >> 5 === 1;
}

/** Of an address of IPv6 that stands for one of IPv4, the other: both lead to the same machine (https://www.rfc-editor.org/rfc/rfc6052#section-2.1). */
function meant(address: string): ipaddr.IPv4 | ipaddr.IPv6 {
  const parsed = ipaddr.process(address);
  const bytes = parsed.toByteArray();
  const head = bytes.slice(0, 4).join(".");
  const isWrapped = bytes.length === 16 && ["0.0.0.0", "0.100.255.155"].includes(head) && bytes.slice(4, 12).every((byte) => byte === 0);
  // The address of nobody and that of this machine are IPv6's own.
  return isWrapped && bytes.slice(12, 15).some((byte) => byte !== 0) ? ipaddr.fromByteArray(bytes.slice(12)) : parsed;
}

function answering(found: readonly LookupAddress[]): LookupFunction {
  const [first] = found;
  return (_host, { all }, done) => (all === true ? done(null, [...found]) : done(null, first?.address ?? "", first?.family));
}
