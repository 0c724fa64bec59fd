import type { Session } from "../session.ts";
import { definitionSchema } from "../../shipped.ts";

/** The JSON Schema of automation files, for editors. */
export async function run(session: Session): Promise<number> {
  session.print(JSON.stringify(await definitionSchema(), undefined, 2));
  return 0;
}
