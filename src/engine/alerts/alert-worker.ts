import type { Automation } from "../../core/automation.ts";
import type { Briefing } from "../../core/briefing.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import { toStoredError } from "../../core/errors.ts";
import type { WriteGrant } from "../../core/grant.ts";
import type { CrashPoint, Logger } from "../../core/ports/ambient.ts";
import type { AlertStore, Trouble, TroubleGroup } from "../../core/ports/alerts.ts";
import { instantOf } from "../../lib/clock.ts";
import { canonicalJson, hashOf } from "../../lib/hash.ts";
import { alertBriefing, CHIEF, labelOf } from "./alert-briefing.ts";
import { isOwnMessage, planAlerts, type AlertPlan, type AlertRoute } from "./alerts.ts";
import { askApprover, type AskParts } from "./ask.ts";

export interface AlertParts extends AskParts {
  alerts: AlertStore;
  findAutomation(id: string): Pick<Automation, "onFailure"> | undefined;
  /** Told when there is a message to send. */
  outbox: { poke(): void };
  logger: Logger;
  crashPoint: CrashPoint;
  /** How late a run may start without a word, in milliseconds. */
  lateMs: number;
}

/** What happens within this time of a first trouble is told together with it. */
const GATHER_MS = 5_000;
/** Later than this, the next way to reach the owner is tried. */
const ROUTE_MS = 15 * 60_000;
/** Longer ago, nobody wants to hear of it any more. */
const LOOK_BACK_MS = 48 * 3_600_000;
/** A jump of the machine's clock is noticed within this time. */
const LONGEST_WAIT_MS = 60_000;

type Message = AlertPlan["messages"][number];

/**
 * Tells the owner what went wrong with Chief itself, each trouble once. Troubles are found in what is kept, then kept as such,
 * then told, each in a transaction: whatever a crash cuts off, the next look goes on with.
 */
export class AlertWorker {
  readonly #parts: AlertParts;
  #work: Promise<void> = Promise.resolve();
  #cancelTimer: () => void = () => {};
  #wakeAt: number | undefined;
  #stopped = true;

  constructor(parts: AlertParts) {
    this.#parts = parts;
  }

  /** Looks for what an earlier process did not come to tell. */
  start(): void {
    this.#stopped = false;
    this.poke();
  }

  /** Something may have gone wrong: a run or a message has ended, or a slot was missed. */
  poke(): void {
    this.#wakeBy(this.#parts.clock.now() + GATHER_MS);
  }

  /** Tells nothing more; resolves once what is being written is written. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer();
    await this.#work;
  }

  #wakeBy(at: number): void {
    if (this.#stopped || (this.#wakeAt !== undefined && this.#wakeAt <= at)) return;
    this.#wakeAt = at;
    this.#arm();
  }

  #arm(): void {
    this.#cancelTimer();
    if (this.#stopped || this.#wakeAt === undefined) return;
    const waitMs = Math.min(Math.max(this.#wakeAt - this.#parts.clock.now(), 0), LONGEST_WAIT_MS);
    this.#cancelTimer = this.#parts.clock.after(waitMs, () => this.#wake());
  }

  #wake(): void {
    this.#wakeAt = undefined;
    this.#work = this.#work.then(() => this.#look());
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    try {
      await this.#notice();
      const groups = await this.#parts.alerts.waiting();
      const troubles = groups.filter(({ kind }) => kind !== "held");
      if (troubles.length > 0) await this.#tell(await this.#plan(troubles));
      for (const group of groups) if (group.kind === "held") await this.#ask(group);
    } catch (error) {
      this.#parts.logger.error({ error: toStoredError(error) }, "the owner could not be told what went wrong; trying again");
      this.poke();
    }
  }

  async #notice(): Promise<void> {
    const { alerts, clock, lateMs } = this.#parts;
    const since = new Date(clock.now() - LOOK_BACK_MS).toISOString();
    for (let found = await alerts.untold(since, lateMs); found.length > 0; found = await alerts.untold(since, lateMs)) {
      await alerts.keep(found);
      found.forEach((trouble) => this.#log(trouble));
    }
  }

  #log(trouble: Trouble): void {
    const { automation, run, at, reason } = trouble;
    this.#parts.logger.warn({ automation, run, at, reason }, labelOf({ ...trouble, newest: trouble }));
  }

  /** Asks one person about one message, whatever becomes of other questions. Never rejects. */
  async #ask(group: TroubleGroup): Promise<void> {
    try {
      await this.#askOne(group);
    } catch (error) {
      this.#parts.logger.error({ error: toStoredError(error) }, "a person could not be asked about a held message; trying again");
      this.poke();
    }
  }

  async #askOne({ bundle, newest }: TroubleGroup): Promise<void> {
    const { alerts, clock, logger, outbox } = this.#parts;
    const asked = await askApprover(this.#parts, newest);
    const entries = typeof asked === "object" ? [asked.entry] : [];
    await alerts.tell([bundle], entries, instantOf(clock));
    if (asked === "unreachable") logger.error({ person: newest.asked }, "no way is left to ask a person about a held message");
    if (entries.length > 0) outbox.poke();
  }

  async #plan(groups: readonly TroubleGroup[]): Promise<AlertPlan> {
    const { to, everyMs } = this.#parts.workspace().alerts;
    const ways = await Promise.all(to.map(async (way) => ({ ...way, isShut: await this.#parts.isShut(way) })));
    const open = ways.filter(({ isShut }) => !isShut);
    const routes = await Promise.all(open.map(async (grant) => ({ ...grant, target: await this.#targetOf(grant) })));
    const targets = new Map<string, string>();
    for (const { bundle, newest } of groups) if (newest.message) targets.set(bundle, await this.#targetOf(newest.message));
    return planAlerts({
      groups,
      routes,
      everyMs,
      now: this.#parts.clock.now(),
      failedTarget: ({ bundle }) => targets.get(bundle),
      onFailure: (automation) => this.#parts.findAutomation(automation)?.onFailure,
    });
  }

  /** Options that a delivery does not understand any more are a place of their own. */
  async #targetOf({ delivery, options }: Pick<WriteGrant, "delivery" | "options">): Promise<string> {
    const { deliveries } = this.#parts;
    if (!deliveries.ids.includes(delivery)) return `${delivery} ${canonicalJson(options)}`;
    return `${delivery} ${(await deliveries.load(delivery)).target(options)}`;
  }

  async #tell({ messages, unreachable, nextAt }: AlertPlan): Promise<void> {
    const { alerts, clock, logger, outbox, crashPoint } = this.#parts;
    const told = [...messages.flatMap(({ groups }) => groups), ...unreachable];
    if (told.length > 0) {
      const entries = await Promise.all(messages.map((message) => this.#entryOf(message)));
      const bundles = told.map(({ bundle }) => bundle);
      await alerts.tell(bundles, entries, instantOf(clock));
      crashPoint("alert.kept");
      for (const group of unreachable) logger.error({ trouble: labelOf(group) }, "no way is left to tell the owner");
      if (entries.length > 0) outbox.poke();
    }
    if (nextAt !== undefined) this.#wakeBy(nextAt);
  }

  async #entryOf({ route, groups }: Message): Promise<OutboxEntry> {
    const { documents, clock, workspace } = this.#parts;
    const asOf = instantOf(clock);
    const key = hashOf({ alert: groups.map(({ newest }) => newest.subject), target: route.target, part: 1 });
    const context = { id: `alert:${key}`, asOf, timezone: workspace().calendar.timezone, lost: await this.#lostOf(groups) };
    const briefing = await documents.put("alert", alertBriefing(groups, context));
    return entryOf(key, route, briefing, asOf);
  }

  async #lostOf(groups: readonly TroubleGroup[]): Promise<Map<string, Briefing>> {
    const messages = groups.filter(isOwnMessage).flatMap(({ newest }) => newest.message ?? []);
    const found = messages.map(async ({ key, briefing }) => [key, await this.#parts.documents.get<Briefing>(briefing)] as const);
    return new Map(await Promise.all(found));
  }
}

function entryOf(key: string, { delivery, options }: AlertRoute, briefing: string, at: string): OutboxEntry {
  const sendBy = new Date(Date.parse(at) + ROUTE_MS).toISOString();
  return { key, automation: CHIEF, grant: "alert", delivery, options, briefing, state: "pending", attempts: 0, nextAttemptAt: at, sendBy };
}
