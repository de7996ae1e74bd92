// Checks a published log of Manna, as docs/reference/proof.md says, and asks nobody for anything.
// Comes last: in Node `node cli.mjs FILE` loads what it needs, in a browser index.html does.
//
//   const report = await Proof.verify(open, watch);
//
// open() gives the file as chunks of bytes, and is called twice; watch(line, difference) hears of
// each line that was checked. The numbers of the log are BigInts.
"use strict";

const MOST_FINDINGS = 1000;
const SHOWN = 20;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/; // UTC, to the millisecond

// Types of lines on which no outcome and no pool depends.
const QUIET = ["enlisted", "credited", "extended", "noticed", "cartset", "cartemptied"];
// Types of lines that show a key.
const SHOWING = ["revealed", "campaignsettled"];
// What waits for a second person, and what becomes of it.
const DECIDED = ["proposed", "approved", "withdrawn"];
// Types of lines that the ledger of their campaign takes in.
const TAKEN = ["steered", "adjusted", "drawn", "snatched", "deducted", "waited", "waitended",
  "served", "settled", "regained", "returned", "quarantined", "released",
  "redeemed", "allocated", "allocationended", "entered", "won", "raffleended"];

// Reads a log twice: for the keys that it reveals, and to check each line against what follows from
// the lines before it.
class Verification {
  lines = 0;
  hash = new Uint8Array(32);
  isChained = true;
  hasStopped = false;
  time = "";
  keyHashes = new Map();
  keys = new Map();
  ledgers = new Map();
  // By campaign and number, who proposed a change; null once it is decided.
  proposals = new Map();
  findings = [];
  utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  latin1 = new TextDecoder("latin1");

  constructor(watch) {
    this.watch = watch;
  }

  found(what, campaign = null, ticket = null) {
    const position = this.lines;
    if (this.findings.length < MOST_FINDINGS)
      this.findings.push({ line: position, position, what, campaign, ticket });
  }

  read(bytes) {
    const exact = (_, value) => {
      demand(typeof value !== "number" || Number.isSafeInteger(value), "has an inexact number");
      return typeof value === "number" ? BigInt(value) : value;
    };
    try {
      const line = JSON.parse(this.utf8.decode(bytes), exact);
      demand(line && typeof line === "object" && !Array.isArray(line), "is no JSON object");
      return line;
    } catch (e) {
      throw e instanceof Unreadable ? e : new Unreadable("is no JSON object");
    }
  }

  // First reading: what a line tells of keys. What is wrong with it, the second says.
  learn(bytes) {
    if (!/"type":"(defined|revealed|campaignsettled)",/.test(this.latin1.decode(bytes))) return;
    try {
      const line = this.read(bytes);
      const { campaign, type } = line;
      if (type === "defined" && !this.keyHashes.has(campaign))
        this.keyHashes.set(campaign, Bytes.toHex(bits(line, "keyHash")));
      if (SHOWING.includes(type) && this.isBound(line)) this.keys.set(campaign, bits(line, "key"));
    } catch (e) {
      if (!(e instanceof Unreadable)) throw e;
    }
  }

  isBound(line) {
    const keyHash = Bytes.sha256(bits(line, "key"), bits(line, "saltHash"));
    return Bytes.toHex(keyHash) === this.keyHashes.get(line.campaign);
  }

  // Second reading.
  check({ bytes, ended }) {
    this.lines++;
    if (!this.hasStopped) this.follow(bytes);
    if (!ended) this.found("the last line is not ended: the file was cut");
  }

  follow(bytes) {
    if (this.isChained) this.link(bytes);
    try {
      const line = this.read(bytes);
      this.order(line);
      this.watch(line, this.take(line, bytes));
    } catch (e) {
      const why = e instanceof Unreadable ? e.message : `cannot be followed (${e.message})`;
      this.found(`the line ${why}; what follows it was not checked`);
      this.hasStopped = true;
    }
  }

  link(bytes) {
    const end = Math.max(0, bytes.length - 75);
    this.hash = Bytes.sha256(this.hash, bytes.subarray(0, end), Bytes.ascii("}"));
    const stated = this.latin1.decode(bytes.subarray(end));
    this.isChained = stated === `,"hash":"${Bytes.toHex(this.hash)}"}`;
    if (!this.isChained)
      this.found("the line is not the one that was published: its hash does not fit it");
  }

  order({ position, time }) {
    const due = this.lines;
    demand(typeof position === "bigint", 'has no number "position"');
    demand(position === BigInt(due), `has position ${position} where ${due} is due`);
    demand(TIME.test(time) && Date.parse(time) >= 0, "has no time");
    if (Date.parse(time) < Date.parse(this.time))
      this.found(`time goes back from ${this.time} to ${time}`);
    this.time = time;
  }

  // Gives what follows and what the line says, where they differ.
  take(line, bytes) {
    const { type, campaign, ticket = null } = line;
    if (["founded", "authored", "epochopened"].includes(type)) return null;
    if (type === "defined") return this.define(line, bytes);
    const ledger = this.ledgers.get(campaign);
    demand(ledger, `tells of "${campaign}" before it is defined`);
    if (type === "campaignsettled" && ledger.holds())
      this.found(`${campaign} is settled while something of it is held`, campaign);
    if (SHOWING.includes(type)) return this.reveal(line, ledger);
    if (QUIET.includes(type)) return null;
    if (DECIDED.includes(type)) return this.decide(line);
    demand(TAKEN.includes(type), `has the type "${type}", which this version does not know`);
    const [due, stated] = ledger[type](line) || [];
    if (due === stated) return null;
    const who = ticket ? `${campaign}, ticket ${ticket}` : campaign;
    const what = `${who}: expected ${due}, found ${stated}`;
    this.found(what, campaign, ticket);
    return { due, stated };
  }

  // Nobody approves what was never asked for, or asked for alone.
  decide(line) {
    const { type, campaign } = line;
    const [change, actor] = [number(line, "change"), text(line, "actor")];
    const id = `${campaign} ${change}`;
    const by = this.proposals.get(id);
    if (type === "proposed") {
      if (by !== undefined) this.found(`${id} is proposed twice`, campaign);
      this.proposals.set(id, actor);
      return null;
    }
    if (by) this.proposals.set(id, null);
    if (!by) this.found(`${id} is decided and does not wait`, campaign);
    else if (type === "approved" && by === actor)
      this.found(`${id} is approved by ${actor}, who proposed it`, campaign);
    return null;
  }

  define(line, bytes) {
    const { campaign } = line;
    const version = number(line, "version");
    const keyHash = bits(line, "keyHash");
    if (this.keyHashes.get(campaign) !== Bytes.toHex(keyHash))
      this.found(`${campaign} has another key than before`, campaign);
    const from = this.latin1.decode(bytes).indexOf(',"definition":') + 14;
    const rulesHash = Bytes.sha256(bytes.subarray(from, bytes.length - 75));
    const bound = [keyHash, rulesHash, Bytes.u64(version), Bytes.ascii(campaign)];
    if (Bytes.toHex(Bytes.sha256(...bound)) !== Bytes.toHex(bits(line, "commitment")))
      this.found(`the commitment of ${campaign} does not bind key and definition`, campaign);
    const isDraft = line.draft !== undefined;
    let ledger = this.ledgers.get(campaign);
    const due = ledger ? ledger.version + 1n : 1n;
    demand(version === due, `has version ${version} where ${due} is due`);
    demand(!isDraft || !ledger || ledger.isDraft, "is a draft of what was published before");
    if (!ledger || isDraft) ledger = new Ledger(campaign, this.keys.get(campaign));
    this.ledgers.set(campaign, Object.assign(ledger, { version, isDraft }));
    ledger.define(line.definition);
    return null;
  }

  reveal(line, ledger) {
    const { id } = ledger;
    if (!this.isBound(line)) this.found(`the key of ${id} is not the one that was bound`, id);
    const [due, stated] = ledger.closing(line);
    if (due === stated) return null;
    this.found(`${id} closes with ${stated}, expected ${due}`, id);
    return { due, stated };
  }

  report() {
    const count = (ledgers) => ledgers.reduce((all, each) => all + each.claims, 0);
    const ledgers = [...this.ledgers.values()];
    const recomputed = count(ledgers.filter((ledger) => ledger.key));
    const unrevealed = count(ledgers) - recomputed;
    const { lines: events, findings } = this;
    const hash = Bytes.toHex(this.hash);
    return { events, hash, recomputed, unrevealed, findings, ok: !findings.length };
  }
}

async function verify(open, watch = () => {}) {
  const verification = new Verification(watch);
  for await (const { bytes } of Bytes.lines(open())) verification.learn(bytes);
  for await (const line of Bytes.lines(open())) verification.check(line);
  return verification.report();
}

// A report for people, as lines.
function words({ events, hash, recomputed, unrevealed, findings, ok }) {
  const shown = findings.slice(0, SHOWN);
  const more = findings.length - shown.length;
  return [
    `${events} events; the last line's hash is`,
    `  ${hash}`,
    ...shown.map((each) => `line ${each.line}, position ${each.position}: ${each.what}`),
    ...(more ? [`and ${more} more`] : []),
    ok
      ? `Everything follows from the keys: ${recomputed} outcomes recomputed, ` +
        `${unrevealed} wait for their key.`
      : "THE LOG DOES NOT FOLLOW FROM ITS KEYS.",
  ];
}

globalThis.Proof = { verify, words };
