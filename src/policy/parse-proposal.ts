import { z } from "zod";
import { PolicyError } from "../core/errors.ts";
import type { Proposal } from "../core/proposal.ts";
import { plainJsonOf } from "../lib/plain-json.ts";
import type { Denial } from "./decide.ts";

/** In characters of JSON: names, one handle, or the options of one write. */
const LARGEST_PROPOSAL = 16_384;

const name = z.string().min(1).max(200);
const proposalSchema: z.ZodType<Proposal> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("message"),
    automation: name,
    grant: name,
    delivery: name,
    options: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({ kind: z.literal("look"), automation: name, grant: name, handle: z.string().min(1).max(2_000) }),
]);

/** What somebody asks for as a Proposal, or the denial of what is none. Never throws, whatever is handed in, and keeps no part of it. */
export function parseProposal(value: unknown): { proposal: Proposal } | Denial {
  try {
    const parsed = proposalSchema.safeParse(plainJsonOf(value, LARGEST_PROPOSAL));
    return parsed.success ? { proposal: parsed.data } : notAProposal();
  } catch {
    // A getter that throws, a circle, what JSON has no text for: none of it is a proposal.
    return notAProposal();
  }
}

function notAProposal(): Denial {
  const message = "expected a message by a grant, or a look at something that a grant brought, got neither";
  const hint = "A message has kind, automation, grant, delivery and options; a look has kind, automation, grant and handle.";
  return { decision: "deny", error: new PolicyError("policy-not-a-proposal", message, { hint }) };
}
