// Checks a published log in Node (18 or newer):   node cli.mjs FILE [--json]
// Exit status 0 if everything in it follows, 1 if something does not, 2 if it cannot be read.
import { createReadStream } from "node:fs";
import "./bytes.js";
import "./fields.js";
import "./law.js";
import "./ledger.js";
import "./raffle.js";
import "./proof.js";

const files = process.argv.slice(2).filter((argument) => argument !== "--json");
const json = process.argv.includes("--json");
if (files.length !== 1) {
  console.error("usage: node cli.mjs FILE [--json]");
  process.exit(2);
}
try {
  const report = await Proof.verify(() => createReadStream(files[0]));
  console.log(json ? JSON.stringify(report) : Proof.words(report).join("\n"));
  process.exitCode = report.ok ? 0 : 1;
} catch (e) {
  if (!e.code) throw e;
  console.error(`${files[0]}: cannot be read: ${e.message}`);
  process.exitCode = 2;
}
