import { z } from "zod";
import type { Store } from "../core/ports/store.ts";
import { isKeptOutcome } from "../engine/execution/outcome.ts";

const message = z.object({
  person: z.string(),
  kind: z.enum(["ask", "reminder", "last_reminder"]),
  asks: z.array(z.string()),
  more: z.number(),
  from: z.string(),
  to: z.string(),
});
const schema = z.object({
  asks: z.array(z.object({ id: z.string(), item: z.string(), key: z.string(), title: z.string(), because: z.string() })),
  messages: z.array(message),
  waits: z.array(z.object({ item: z.string(), person: z.string().nullable(), why: z.string(), until: z.string().nullable() })),
  items: z.array(
    z.object({ id: z.string(), key: z.string(), title: z.string(), due: z.string().nullable(), movedAt: z.string().nullable() }),
  ),
  heldBack: z.string().optional(),
});

/** What asking has come to in a run, as far as people are told of it. */
export type ToldChase = z.infer<typeof schema>;

/** What asking has come to in a run; undefined where it did not come so far, asks nobody, or is kept no more. */
export async function findChased({ runs, documents }: Pick<Store, "runs" | "documents">, run: string): Promise<ToldChase | undefined> {
  const outcome = (await runs.steps(run)).find(({ name }) => name === "analyse")?.outcome;
  if (!isKeptOutcome<{ hash: string }>(outcome) || "error" in outcome) return undefined;
  const { chase } = await documents.get<{ chase?: unknown }>(outcome.value.hash);
  return schema.safeParse(chase).data;
}

/** The same of the newest run that told of it and was no dry run. */
export async function findLastChased(store: Pick<Store, "runs" | "documents">, automation: string): Promise<ToldChase | undefined> {
  for (const { id, input } of await store.runs.list({ automation, limit: MOST_LOOKED_AT })) {
    const found = input.dryRun ? undefined : await findChased(store, id);
    if (found) return found;
  }
  return undefined;
}

const MOST_LOOKED_AT = 20;
