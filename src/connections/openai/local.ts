import { ChiefError } from "../../core/errors.ts";
import type { Given } from "../service.ts";
import { listModels } from "./models.ts";

/** Where Ollama and LM Studio answer unless they are told otherwise: https://docs.ollama.com/openai and https://lmstudio.ai/docs/developer. */
const PLACES = ["http://127.0.0.1:11434/v1/", "http://127.0.0.1:1234/v1/"];

/** The address of a server with models on this machine; nothing where there is none. */
export async function findLocal(context: { now: number; signal: AbortSignal }, places: readonly string[] = PLACES): Promise<Given> {
  const found = await Promise.all(places.map((url) => hasModels(url, context)));
  const url = places.find((_, index) => found[index]);
  return url === undefined ? {} : { url };
}

async function hasModels(url: string, context: { now: number; signal: AbortSignal }): Promise<boolean> {
  try {
    const { models = [] } = await listModels({ url }, undefined, context);
    return models.length > 0;
  } catch (error) {
    if (!(error instanceof ChiefError)) throw error;
    return false;
  }
}
