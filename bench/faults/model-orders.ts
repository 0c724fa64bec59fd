import { z } from "zod";

/** What a victim is told before it starts. */
export const modelOrdersSchema = z.strictObject({
  /** The workspace, which holds the tasks, and the data in its folder `data`. */
  root: z.string(),
  model: z.strictObject({ url: z.string(), key: z.string() }),
  webhook: z.strictObject({ url: z.string(), secret: z.string(), lookup: z.string() }),
  /** When the first life began, in milliseconds since the epoch. */
  originMs: z.number(),
  /** The number of this life, from 1 on. */
  life: z.number(),
  /** At which passing of an end of a step it is to kill itself. */
  diesAt: z.number().optional(),
});

export type ModelOrders = z.infer<typeof modelOrdersSchema>;

/** The run that all victims of one workspace are about. */
export const MODEL_RUN = "schedule:daily:1";

const NAME = "gpt-of-life-";

/** The name by which a life asks for its model. */
export function modelOfLife(life: number): string {
  return `${NAME}${life}`;
}

/** The life that asked by this name. */
export function lifeOf(model: string): number {
  return Number(model.replace(NAME, ""));
}
