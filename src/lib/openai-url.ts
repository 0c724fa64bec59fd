/** Where OpenAI itself is asked: https://platform.openai.com/docs/api-reference. */
export const OPENAI_URL = "https://api.openai.com/v1/";
