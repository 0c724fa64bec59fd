// Opens the data directory named and keeps it; prints `open`, or the code of the error where that fails.
import { toStoredError } from "../../src/core/errors.ts";
import { openStore } from "../../src/store/open.ts";

try {
  const store = await openStore({ directory: process.argv[2] ?? "", codeVersion: "1" });
  // A timer that never matters keeps the process, and with it the store, alive until it is killed.
  setInterval(() => store, 2 ** 30);
  process.stdout.write("open\n");
} catch (error) {
  process.stdout.write(`${toStoredError(error).code}\n`);
}
