import { serve } from "@hono/node-server";
import Sqlite from "better-sqlite3";
import { Hono } from "hono";

/** The floor of `npm run bench`: a database as safe as Chief's, an endpoint, and nothing else. Called with file and port. */
const [path = "", port = ""] = process.argv.slice(2);
const database = new Sqlite(path);
database.pragma("journal_mode = WAL");
database.pragma("synchronous = FULL");
database.exec("create table if not exists run (id text primary key, status text not null) strict");

const app = new Hono();
app.get("/healthz", (context) => context.json({ ok: true }));
const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(port) });

process.once("SIGTERM", () => {
  server.close();
  database.close();
});
