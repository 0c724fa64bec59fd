import { isUnknownModel } from "./failure.ts";
import type { FailureFacts } from "./service-failure.ts";

/** What a service may not know of. Nobody asks for that beforehand: it is found out when a call is refused for it. */
export type Lack = "responses" | "json_schema" | "tools" | "encrypted_content";

/** What a refusal shows that the service does not know of; undefined where it was refused for something else. */
export function lackIn(facts: FailureFacts, isOpenAi: boolean): Lack | undefined {
  const { status = 0, words = "" } = facts;
  if (facts.kind !== "refused") return undefined;
  if (status === 400 && /encrypted/i.test(words)) return "encrypted_content";
  if (isOpenAi || isUnknownModel(facts)) return undefined;
  if (status === 404 || status === 405) return "responses";
  if (![400, 422, 501].includes(status)) return undefined;
  if (/response_format|json_schema|text\.format|structured output/i.test(words)) return "json_schema";
  return /\btools?\b|function[ _]call/i.test(words) ? "tools" : undefined;
}

/** What is known of services, for as long as this process lives. */
export interface KnownLacks {
  of(service: string): ReadonlySet<Lack>;
  note(service: string, lack: Lack): void;
}

export function createLacks(): KnownLacks {
  const known = new Map<string, ReadonlySet<Lack>>();
  const of = (service: string): ReadonlySet<Lack> => known.get(service) ?? new Set();
  return {
    of,
    note: (service, lack) => void known.set(service, new Set([...of(service), lack])),
  };
}
