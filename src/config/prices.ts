import type { Price } from "../core/model.ts";

/** US dollars for a million tokens, as OpenAI asked in November 2026 (https://openai.com/api/pricing); config/chief.yaml can say otherwise under `prices`. */
export const PRICES: Readonly<Record<string, Price>> = {
  "gpt-6-luna": { input: 0.1, output: 0.5 },
  "gpt-6.1-terra": { input: 1, output: 5 },
  "gpt-6-sol": { input: 2, output: 10 },
  "gpt-6-astra": { input: 10, output: 50 },
};
