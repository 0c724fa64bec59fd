import type { Accounts } from "../../core/connection.ts";
import { type ChiefError, PermanentError, TransientError } from "../../core/errors.ts";
import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import { fewFailures } from "../../lib/letter/few-failures.ts";
import { countOf } from "../../lib/text.ts";
import { createCollection } from "./collection.ts";
import { chooseFolders, type Folder } from "./folders.ts";
import { cursorFor, recall, selectionOf, type Memory } from "./memory.ts";
import { REFUSED, withMailbox, type FolderState, type Session } from "./open.ts";
import { keepFolder, readFolder } from "./read-folder.ts";
import type { Reading } from "./read-letters.ts";
import type { ImapOptions } from "./schema.ts";

/** Reads letters by the connection that a grant means, and only what has changed since the last time. */
export async function fetchLetters(context: FetchContext<ImapOptions>, accounts: Accounts<"imap">): Promise<Fetched> {
  const { options, signal, window, progress } = context;
  const { max } = options;
  signal.throwIfAborted();
  const { name: _name, ...connection } = accounts.get(options.connection);
  const { user, host } = connection;
  const readSecret = accounts.readSecret.bind(accounts);
  return withMailbox(connection, { readSecret, signal }, async (session) => {
    const chosen = chooseFolders(await session.folders(), options.folders);
    const mailbox = { account: `${user} at ${host}`, selection: selectionOf(chosen.folders, max) };
    const memory = recall(context, mailbox);
    const span = { fromMs: memory.fromMs, toMs: Date.parse(window.to) };
    const reading: Reading = { span, letters: memory.letters, collection: createCollection(), failures: [], signal, progress };
    const read = await readFolders(session, chosen.folders, memory, max, reading);
    const { items, isCut } = await reading.collection.finish({ fromMs: span.fromMs, max });
    const isShort = read.isCut || isCut;
    // What is older than the oldest letter that was kept was not looked for.
    const from = (isShort ? items[0]?.ts : undefined) ?? new Date(span.fromMs).toISOString();
    return {
      items,
      failures: [...chosen.failures, ...read.failures, ...fewFailures(reading.failures, "letter")],
      notes: isShort ? [`Read the newest ${countOf(max, "letter")} and left out older ones.`] : [],
      covers: { from, to: window.to },
      ...(user.includes("@") && { me: [{ email: user.toLowerCase() }] }),
      cursor: cursorFor(mailbox, { from, isWhole: read.isWhole, folders: read.states }),
    };
  });
}

interface FoldersRead {
  states: FolderState[];
  failures: Fetched["failures"][number][];
  isCut: boolean;
  isWhole: boolean;
}

/** One folder that can't be had is named, and holds what it held; where none can, or nothing is there yet, the mailbox itself is away. */
async function readFolders(
  session: Session,
  folders: readonly Folder[],
  memory: Memory,
  max: number,
  reading: Reading,
): Promise<FoldersRead> {
  const all: FoldersRead = { states: [], failures: [], isCut: false, isWhole: true };
  let stop: ChiefError | undefined;
  let refusals = 0;
  for (const folder of folders) {
    try {
      if (stop instanceof TransientError) throw stop;
      const { state, isCut } = await readFolder(session, folder, memory, max, reading);
      all.states.push(state);
      all.isCut ||= isCut;
    } catch (error) {
      if (!isPartial(error)) throw error;
      // A mailbox that went away is told once.
      if (error !== stop) all.failures.push(failureOf(folder, error));
      refusals += 1;
      stop = error;
      all.isWhole = false;
      keepFolder(folder, memory, reading.collection);
      const before = memory.folders.get(folder.path);
      if (before) all.states.push(before);
    }
  }
  if (stop && (refusals === folders.length || stop instanceof TransientError) && reading.collection.size === 0) throw stop;
  return all;
}

function isPartial(error: unknown): error is TransientError | PermanentError {
  return error instanceof TransientError || (error instanceof PermanentError && error.code === REFUSED);
}

function failureOf({ path }: Folder, error: ChiefError): Fetched["failures"][number] {
  if (error instanceof PermanentError) return { what: `the folder ${path}`, error: error.message, hint: error.hint ?? "" };
  return {
    what: `letters in ${path}`,
    error: `${error.message}; the rest is read next time`,
    hint: "Nothing needs to be done; `max` and `folders` under `imap:` make it fewer.",
  };
}
