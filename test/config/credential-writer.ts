// Keeps secrets one after the other in the data directory named, as a process of its own: `name-0` to `name-19`.
import { keepCredentials } from "../../src/config/credentials.ts";
import { inTurn } from "../../src/store/database/lock.ts";

const [, , directory = "", name = ""] = process.argv;
for (let number = 0; number < 20; number += 1) {
  keepCredentials({ directory, masterKey: () => undefined }, new Map([[`${name}-${number}`, name]]), (work) => inTurn(directory, work));
}
