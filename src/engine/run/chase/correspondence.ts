import type { ChaseMessage } from "../../../analysis/chase/types.ts";
import type { Briefing, PlanUpdate } from "../../../core/briefing.ts";
import type { HeardReply } from "../../../core/heard-reply.ts";

/** What a run writes beside its briefing. */
export interface Correspondence {
  questions: readonly { message: ChaseMessage; briefing: Briefing }[];
  /** One for each reply. */
  acknowledgements: readonly { reply: HeardReply; briefing: Briefing }[];
  /** Each with the briefing that takes it out. */
  updates: readonly { update: PlanUpdate; briefing: Briefing }[];
}
