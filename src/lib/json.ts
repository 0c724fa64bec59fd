/** The JSON of a T. */
export type Json<T> = string & { readonly holds?: T };

/** The value of a text that Chief itself wrote as JSON; its shape is trusted. What others write goes through a schema instead. */
export function parseOwnJson<T>(text: Json<T>): T {
  // oxlint-disable-next-line typescript/no-unsafe-return -- a schema would tell nothing about what we wrote ourselves
  return JSON.parse(text);
}
