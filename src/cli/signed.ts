import type { Options } from "./options.ts";

/** Who decided, with what --why says of it. */
export function signed(owner: string, options: Options): string {
  const why = options.text("why");
  return why === undefined ? owner : `${owner}: ${why}`;
}
