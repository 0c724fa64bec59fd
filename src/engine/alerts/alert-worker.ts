import type { ApprovalRequest } from "../../core/approval.ts";
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
import { askApprover, askOtherwise, type Asked, type AskParts } from "./ask.ts";

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
      for (const group of groups) if (await this.#isQuestion(group)) await this.#ask(group);
      const troubles: TroubleGroup[] = [];
      // That somebody could not be asked is told at once.
      for (const group of await this.#parts.alerts.waiting()) if (!(await this.#isQuestion(group))) troubles.push(group);
      if (troubles.length > 0) await this.#tell(await this.#plan(troubles));
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

  async #askOne(group: TroubleGroup): Promise<void> {
    const { alerts, clock, outbox } = this.#parts;
    const { newest, bundle } = group;
    const request = await this.#requestOf(group);
    const asked: Asked =
      request && newest.message ? await askOtherwise(this.#parts, request, newest.message) : await askApprover(this.#parts, newest);
    if (asked === "unreachable") await this.#tellUnasked(newest, request);
    // A question that nobody could be asked waits for a way; one that could not be delivered has had its turn.
    if (asked === "unreachable" && !request) return this.#wakeBy(clock.now() + ROUTE_MS);
    const entries = typeof asked === "object" ? [asked.entry] : [];
    await alerts.tell([bundle], entries, instantOf(clock));
    if (entries.length > 0) outbox.poke();
  }

  async #isQuestion(group: TroubleGroup): Promise<boolean> {
    return group.kind === "held" || (await this.#requestOf(group)) !== undefined;
  }

  /** The question that a message about Chief itself put and could not be delivered. */
  async #requestOf(group: TroubleGroup): Promise<ApprovalRequest | undefined> {
    const { message } = group.newest;
    if (group.kind !== "undeliverable" || !isOwnMessage(group) || !message) return undefined;
    return (await this.#parts.documents.get<Briefing>(message.briefing)).request;
  }

  /** Once for each question. */
  async #tellUnasked(trouble: Trouble, request: ApprovalRequest | undefined): Promise<void> {
    const { alerts, messages, workspace, clock } = this.#parts;
    const held = await messages.find(request?.message ?? trouble.message?.key ?? "");
    const key = request?.asked ?? trouble.asked ?? "me";
    const person = workspace().people.all.find((each) => each.key === key)?.name;
    const reason = request ? trouble.reason : "no way of those under alerts in config/chief.yaml leads there now";
    const subject = `unasked:${held?.key}:${held?.approval?.content}:${held?.expiresAt}:${key}`;
    const unasked = {
      subject,
      automation: held?.automation ?? trouble.automation,
      kind: "unasked",
      at: instantOf(clock),
      reason,
      count: 1,
    } as const;
    await alerts.keep([{ ...unasked, asked: key === "me" ? "you" : (person ?? key) }]);
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
