import { parseConnection } from "../../config/connections.ts";
import { keepCredentials } from "../../config/credentials.ts";
import { parseReference } from "../../config/secret-places.ts";
import { findMasterKey } from "../../config/secrets.ts";
import { withConnection, type WrittenConnection } from "../../config/written-connections.ts";
import type { Workspace } from "../../core/workspace.ts";
import { inTurn } from "../../store/database/lock.ts";
import type { Session } from "../session.ts";
import { forgetStored, readChief, writeChief } from "./chief-file.ts";
import type { Answers } from "./gather.ts";

/** A connection that was tried, ready to be kept. */
export interface Made {
  name: string;
  entry: WrittenConnection;
  typed: Answers["typed"];
}

/**
 * Writes a connection into chief.yaml and keeps what was typed for it. Secrets come first: a reference that leads to nothing would be
 * worse than a secret that nobody refers to. Those of a connection that it replaces are forgotten.
 */
export async function keep({ say, env }: Pick<Session, "say" | "env">, workspace: Workspace, { name, entry, typed }: Made): Promise<void> {
  const { dataDirectory, root } = workspace;
  if (typed.size > 0) {
    const kept = new Map([...typed].map(([reference, secret]) => [storedName(reference), secret]));
    const masterKey = () => findMasterKey({ ...workspace, env });
    keepCredentials({ directory: dataDirectory, masterKey }, kept, (work) => inTurn(dataDirectory, work));
    say(masterKey() === undefined ? PLAIN : ENCRYPTED);
  }
  await writeChief(root, withConnection(await readChief(root), name, entry));
  const { [name]: replaced, ...others } = workspace.connections;
  if (replaced) forgetStored(workspace, replaced, [...Object.values(others), parseConnection(name, entry)]);
}

const PLAIN =
  "What you gave is kept in the data directory, in a file that only you may read. With CHIEF_MASTER_KEY set it is encrypted too.";
const ENCRYPTED = "What you gave is kept in the data directory, encrypted with CHIEF_MASTER_KEY, which has to be set whenever Chief runs.";

function storedName(reference: string): string {
  const place = parseReference(reference);
  return place?.kind === "stored" ? place.name : reference;
}
