import { rm } from "node:fs/promises";
import { Hono } from "hono/tiny";
import { App } from "../../app.ts";
import { ConfigError } from "../../core/errors.ts";
import type { Logger } from "../../core/ports/ambient.ts";
import type { Workspace } from "../../core/workspace.ts";
import { systemClock } from "../../lib/clock.ts";
import { createLogger } from "../../lib/logger.ts";
import { createHealthApp } from "../../web/health.ts";
import { listen, type Listening, type Taker } from "../../web/listen.ts";
import type { Examined } from "../doctor/examine.ts";
import { EXIT } from "../exit.ts";
import { openGitHubHooks } from "../github-hooks.ts";
import type { Session } from "../session.ts";
import { openMailLine } from "../mail-line.ts";
import { openSlackLine, type SlackLine } from "../slack-line.ts";
import { socketPath } from "../socket.ts";
import { untilStopped } from "../stop-signal.ts";
import { createTerminalLogger } from "../terminal-logger.ts";
import { loadPlace, loadPlaceForWork } from "../../shipped.ts";

/** How long a stop waits for the terminal to take what is printed. */
const LAST_WORDS_MS = 500;
/** Below this, requests are for hooks. */
const HOOKS = "/hooks/";

/** Runs on schedule until it is told to stop; at the very first start it runs at once what needs no account. */
export async function run(session: Session): Promise<number> {
  const { workspace } = await loadPlaceForWork(session.directory, session.env);
  const stopped = untilStopped(session.surroundings);
  // A daemon outlives whoever reads what it prints; its messages then fail one by one, visibly.
  session.surroundings.stdout.removeAllListeners("error").on("error", () => {});
  const logger = session.watched ? createTerminalLogger(session) : createLogger(workspace.logLevel);
  const app = await App.open({
    workspace,
    env: session.env,
    clock: systemClock,
    lasting: true,
    screen: {
      print: (text) => session.printSurely(text),
      columns: () => session.surroundings.stdout.columns || session.width,
      color: session.color,
    },
    logger,
    progress: (_run, message) => session.progress(message),
  });
  const started = Promise.withResolvers<void>();
  const waiting = { env: session.env, logger, started: started.promise };
  const slack = openSlackLine(app, waiting);
  const mail = openMailLine(app, waiting);
  const servers = await serve(app, { workspace, slack, ...waiting }).catch(async (error: unknown) => {
    await app.stop();
    throw error;
  });
  await app.start();
  started.resolve();
  session.say(`Chief is running; its health is at http://${ownHost(workspace.server)}:${servers[0]?.port}/healthz`);
  const talk = import("../welcome.ts").then(({ welcome }) => welcome(session, app, workspace));
  await stopped;
  session.say("Stopping.");
  await Promise.all([slack.stop(), mail.stop(), ...servers.map((server) => server.close())]);
  await app.stop();
  // What was still to be said was cut off by the stop; a text that nobody takes must not keep the process.
  await talk.catch(() => {});
  setTimeout(() => session.surroundings.exit(EXIT.ok), LAST_WORDS_MS).unref();
  return EXIT.ok;
}

/** All addresses include this machine's own, at which alone anything but hooks answers. */
function ownHost({ host }: Workspace["server"]): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

interface Serving {
  workspace: Workspace;
  slack: SlackLine;
  env: Session["env"];
  logger: Logger;
  /** Resolves once it is known who waits for events. */
  started: Promise<void>;
}

async function serve(app: App, serving: Serving): Promise<Listening[]> {
  const { server, dataDirectory } = serving.workspace;
  const takeHook = await openHooks(app, serving);
  const takeGitHub = openGitHubHooks(app, serving);
  const take: Taker = (...call) => takeHook(...call) || takeGitHub(...call) || serving.slack.take(...call);
  const socket = socketPath(dataDirectory);
  // Left by a process that was killed: who holds the data directory may take its place.
  await rm(socket, { force: true });
  const health = createHealthApp(() => app.readiness());
  const opened = await Promise.allSettled([listen(health, server, take), listen(lazyControl(app, health, serving.env), { socket })]);
  const listening = opened.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const failed = opened.find((each) => each.status === "rejected");
  if (!failed) return listening;
  await Promise.all(listening.map((each) => each.close()));
  throw new ConfigError("address-taken", `expected port ${server.port} of ${server.host} to be free, got ${String(failed.reason)}`, {
    hint: "Another program, perhaps another Chief, has it: name another port under server in config/chief.yaml; 0 takes any that is free.",
    cause: failed.reason,
  });
}

/** Hooks follow the configuration. A start refuses one without a sound secret; later such a one is closed, and the others go on. */
async function openHooks(app: App, serving: Serving): Promise<Taker> {
  let { hooks } = app.workspace;
  let taking = Object.keys(hooks).length > 0 ? await loadHooks(app, serving, { hooks }) : undefined;
  const take = async (...[request, response]: Parameters<Taker>): Promise<void> => {
    if (hooks !== app.workspace.hooks || !taking) {
      hooks = app.workspace.hooks;
      taking = await loadHooks(app, serving, { hooks, closesUnsound: true });
    }
    if (!taking(request, response)) response.writeHead(404).end();
  };
  return (request, response) => {
    if (request.url?.startsWith(HOOKS) !== true) return false;
    void take(request, response);
    return true;
  };
}

/** What comes in during the start waits, since nobody would seem to wait for it. */
async function loadHooks(
  app: App,
  { env, logger, started }: Serving,
  hooks: { hooks: Workspace["hooks"]; closesUnsound?: boolean },
): Promise<Taker> {
  const [{ createHookListener }, { readSecret }] = await Promise.all([import("../../web/hooks.ts"), import("../../config/secrets.ts")]);
  return createHookListener({
    ...hooks,
    readSecret: (reference) => readSecret(reference, { ...app.workspace, env }),
    receive: (event) => started.then(() => app.receive(event)),
    clock: systemClock,
    logger,
  });
}

/** The configuration as it stands now: the one in force may be older, where this process could not use what was written since. */
async function examineHere(app: App, env: Session["env"]): Promise<Examined> {
  const [{ examine }, { workspace }] = await Promise.all([import("../doctor/examine.ts"), loadPlace(app.workspace.root, env)]);
  return examine({ workspace, automations: app.automations, env, connections: app.store.connections });
}

/** The control socket checks what it is sent with zod, which a start has no use for: it is loaded with the first request. */
function lazyControl(app: App, health: Hono, env: Session["env"]): Hono {
  let control: Promise<Hono> | undefined;
  return new Hono().route("/", health).all("*", async (context) => {
    control ??= import("../../web/control.ts").then(({ createControlApp }) =>
      createControlApp(app.operations, () => examineHere(app, env)),
    );
    return (await control).fetch(context.req.raw);
  });
}
