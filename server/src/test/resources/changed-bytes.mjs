// Changes one byte after the other of a published log, at every so manyth place and at each line's
// end, and says at which of them the verifier names another line than the one with that byte.
// CHANGES are what bytes are changed by in turn: 1,32,128.
//   node changed-bytes.mjs FOLDER-OF-THE-VERIFIER FILE STEP CHANGES
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, file, step, changes] = process.argv.slice(2);
const page = readFileSync(`${folder}/index.html`, "utf8");
for (const [, script] of page.matchAll(/<script src="(.*)">/g))
  if (script !== "page.js") await import(new URL(script, pathToFileURL(`${folder}/`)));

const honest = Uint8Array.from(readFileSync(file));
const turns = changes.split(",").map(Number);
const result = { changed: 0, wrong: [] };
let line = 1;
for (let at = 0; at < honest.length; at++) {
  if (at % Number(step) === 0 || honest[at] === 10) {
    const bytes = honest.slice();
    bytes[at] ^= turns[result.changed % turns.length];
    const { findings } = await Proof.verify(async function* () {
      yield bytes;
    });
    const { position } = findings[0] || {};
    result.changed++;
    if (position !== line) result.wrong.push({ at, line, position });
  }
  if (honest[at] === 10) line++;
}
console.log(JSON.stringify(result));
