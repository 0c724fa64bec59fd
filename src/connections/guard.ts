import type { Connections } from "../core/connection.ts";
import type { Clock } from "../core/ports/ambient.ts";
import type { ConnectionState, ConnectionStore, KnownAccount } from "../core/ports/connections.ts";
import type { Workspace } from "../core/workspace.ts";
import { instantOf } from "../lib/clock.ts";
import type { Reader } from "../render/prose.ts";
import { findAccount, findNamed, type FoundAccount, type Part } from "./find-account.ts";
import { notesOn } from "./notes.ts";
import type { Account } from "./service.ts";
import { fingerprintOf, isReauth, isShut, knownOf, mendOf, reauthNeeded } from "./standing.ts";

export interface GuardParts {
  store: ConnectionStore;
  /** The configuration in force now. */
  workspace(): Pick<Workspace, "connections">;
  readSecret: Connections["readSecret"];
  clock: Clock;
  /** Told after an account was found to let us in no more. */
  ended(): void;
}

/** Stands before all that is done by accounts: one that lets us in no more is not asked again, and what becomes of each is kept. */
export interface Guard {
  /**
   * Does something by the account that a part means. Throws PermanentError `reauth-needed`, with the command that ends it, without doing
   * it where the account is known to let us in no more, or after that was found out; and whatever else the work throws.
   */
  using<Result>(part: Part, work: () => Promise<Result>): Promise<Result>;
  /** The same by the account of that name. */
  usingNamed<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /**
   * What the reader should know of an account before it is used, in sentences. The service is asked twice a day, and after other
   * secrets. Throws as `using` does.
   */
  notesOn(part: Part, reader: Reader): Promise<string[]>;
  /** Whether nothing can be done by it now, as far as is known. */
  isShut(part: Part): Promise<boolean>;
}

/** What is known of an account is asked anew after this time. */
const KNOWN_FOR_MS = 12 * 60 * 60 * 1000;
/** A service that is slower tells why when it is used. */
const ASK_MS = 5_000;

interface Standing extends FoundAccount {
  fingerprint: string;
  state: ConnectionState | undefined;
}

/** The guard of one workspace. */
export function createGuard(parts: GuardParts): Guard {
  const { store, clock, readSecret } = parts;
  const asking = new Map<string, Promise<KnownAccount | undefined>>();

  async function standingOf(account: FoundAccount | undefined): Promise<Standing | undefined> {
    const fingerprint = account && fingerprintOf(account.connection, readSecret);
    return account && fingerprint !== undefined ? { ...account, fingerprint, state: await store.find(account.name) } : undefined;
  }

  const standingFor = async (part: Part) => standingOf(await findAccount(part, parts.workspace().connections));

  async function enter<Result>(
    standing: Standing,
    work: () => Promise<Result>,
    knownOf?: (result: Result) => KnownAccount,
  ): Promise<Result> {
    const { name, service, fingerprint, state } = standing;
    const mend = mendOf(service.kind, name);
    if (isShut(state, fingerprint, clock.now())) throw reauthNeeded(state.error?.message ?? "", mend);
    try {
      const result = await work();
      await store.keepWorking(name, { at: instantOf(clock), fingerprint, ...(knownOf && { known: knownOf(result) }) });
      return result;
    } catch (error) {
      if (!isReauth(error)) throw error;
      const { code, message } = error;
      await store.keepEnded(name, { at: instantOf(clock), fingerprint, error: { code, message, hint: mend } });
      parts.ended();
      throw reauthNeeded(message, mend);
    }
  }

  async function ask(standing: Standing): Promise<KnownAccount | undefined> {
    const { name, service, connection } = standing;
    const context = { name, readSecret, now: clock.now(), signal: AbortSignal.timeout(ASK_MS) };
    const toKnown = (account: Account): KnownAccount => knownOf(account, instantOf(clock));
    try {
      return toKnown(await enter(standing, () => service.check(connection, context), toKnown));
    } catch (error) {
      if (isReauth(error)) throw error;
      // Whatever else it is, the work itself meets it too, and tells it.
      return undefined;
    }
  }

  /** Several parts of one account, read side by side, ask once. */
  function askOnce(standing: Standing): Promise<KnownAccount | undefined> {
    const { name } = standing;
    const asked = asking.get(name) ?? ask(standing).finally(() => asking.delete(name));
    asking.set(name, asked);
    return asked;
  }

  return {
    async using(part, work) {
      const standing = await standingFor(part);
      return standing ? enter(standing, work) : work();
    },
    async usingNamed(name, work) {
      const standing = await standingOf(await findNamed(name, parts.workspace().connections));
      return standing ? enter(standing, work) : work();
    },
    async notesOn(part, reader) {
      const standing = await standingFor(part);
      if (!standing) return [];
      const { state, fingerprint } = standing;
      const isFresh = state?.known && state.fingerprint === fingerprint && clock.now() - Date.parse(state.known.at) < KNOWN_FOR_MS;
      const known = isFresh ? state.known : await askOnce(standing);
      return known ? notesOn(part, { ...standing, known }, reader, clock.now()) : [];
    },
    async isShut(part) {
      const standing = await standingFor(part);
      return standing !== undefined && isShut(standing.state, standing.fingerprint, clock.now());
    },
  };
}
