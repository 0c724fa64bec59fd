import type { HeardReply } from "../../../core/heard-reply.ts";
import { hashOf } from "../../../lib/hash.ts";

/** What tells whoever replied what was noted is known by the reply: who has it was heard, by whichever run. */
export function acknowledgementKey(automation: string, { id }: Pick<HeardReply, "id">): string {
  return hashOf({ automation, reply: id });
}
