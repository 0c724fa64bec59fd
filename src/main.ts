import packageFile from "../package.json" with { type: "json" };
import { runCommandLine } from "./cli/index.ts";

process.exitCode = await runCommandLine(process.argv.slice(2), packageFile.version, process);
