// The page: a file, its progress and its verdict, and what it says of whoever has a receipt.
"use strict";

const MOST_LINES = 1000;
const at = (id) => document.getElementById(id);

// The names to look for. A receipt as JSON also has what they are made of: whether they follow
// from the user, the key and the user's salt is said, since nobody else can tell.
function named(text) {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{")) return { names: trimmed ? [trimmed] : [], words: "" };
  const { user, key, userSalt, alias, ticket } = JSON.parse(trimmed);
  const salt = Bytes.fromHex(userSalt, 64);
  if (!salt) throw new Error("the receipt has no userSalt of 64 digits");
  const own = Bytes.toHex(Bytes.sha256(salt, Bytes.ascii(user)));
  const claim = Bytes.toHex(Bytes.sha256(salt, new Uint8Array(1), Bytes.ascii(key)));
  const isTrue = own === alias && claim === ticket;
  const words = `The names in the receipt ${isTrue ? "follow" : "DO NOT FOLLOW"} from its user.`;
  return { names: [own, claim], words };
}

// A file as chunks, with the part of it that was read.
async function* chunksOf(file, reading) {
  const reader = file.stream().getReader();
  for (let read = 0; ; ) {
    const { value, done } = await reader.read();
    if (done) return;
    read += value.length;
    at("progress").value = (reading + read / file.size) / 2;
    yield value;
  }
}

function show(line, difference) {
  const { position, time, type, ticket, grants = [] } = line;
  const worth = ({ item, quantity, amount, currency }) =>
    amount === undefined ? `${quantity} of ${item}` : `${amount} cents of ${currency}`;
  const got = grants.map(worth).join(", ") || "nothing";
  const entry = document.createElement("li");
  entry.className = difference ? "fails" : "holds";
  entry.textContent = `position ${position}, ${time}: ${type}, ticket ${ticket}: ${got}; ` +
    (difference ? `expected ${difference.due}` : "as it must be");
  if (at("lines").childElementCount < MOST_LINES) at("lines").append(entry);
}

async function check() {
  const [file] = at("file").files;
  const { names, words } = named(at("receipt").value);
  let [found, reading] = [0, 0];
  at("names").textContent = words;
  const report = await Proof.verify(() => chunksOf(file, reading++), (line, difference) => {
    if (!names.includes(line.alias) && !names.includes(line.ticket)) return;
    found++;
    show(line, difference);
  });
  at("own").hidden = !names.length;
  at("names").textContent += ` Found in ${found} lines.`;
  at("report").textContent = Proof.words(report).join("\n");
  return report.ok;
}

at("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const verdict = at("verdict");
  [verdict.textContent, verdict.className] = ["Reading ...", ""];
  [at("report").textContent, at("own").hidden] = ["", true];
  at("lines").replaceChildren();
  at("check").disabled = true;
  try {
    const ok = await check();
    verdict.textContent = ok ? "The log follows from its keys." : "The log DOES NOT follow.";
    verdict.className = ok ? "holds" : "fails";
  } catch (e) {
    verdict.textContent = `It could not be checked: ${e.message}`;
    verdict.className = "fails";
  }
  at("check").disabled = false;
});
