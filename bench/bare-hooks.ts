import { createServer } from "node:http";
import Sqlite from "better-sqlite3";
import { createGroupedWrite } from "./grouped-write.ts";

/** The floor under a webhook: reads a body, parses it, keeps it in a row with a grouped commit, answers. Called with file; says its port. */
const [path = ""] = process.argv.slice(2);
const database = new Sqlite(path);
database.pragma("journal_mode = WAL");
database.pragma("synchronous = FULL");
database.exec("create table event (id integer primary key, body text not null) strict");
const insert = database.prepare<[string]>("insert into event (body) values (?)");
const write = createGroupedWrite(database);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks).toString("utf8");
    JSON.parse(body);
    void write(() => insert.run(body)).then(() =>
      response.writeHead(202, { "content-type": "application/json", "content-length": 2 }).end("{}"),
    );
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address) process.stdout.write(`${address.port}\n`);
});
process.once("SIGTERM", () => process.exit());
