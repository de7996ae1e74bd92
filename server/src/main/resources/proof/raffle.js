// The entries of a raffle, and who must have won: law.md, "One raffle, exactly". Comes after
// ledger.js, and before proof.js.
"use strict";

class Raffle {
  entries = []; // by claim, in the order of the log
  aliases = new Map(); // by claim
  places = new Map(); // by alias, in entries; none once it has won
  sums = []; // of entries, in a Fenwick tree; empty until the draw begins
  left = 0n;
  units = 0n;

  constructor(ledger) {
    this.ledger = ledger;
  }
  enter(line) {
    this.ledger.enterClaim(line);
    const [claim, alias] = [line.claim, text(line, "alias")];
    const entries = number(line, "entries");
    const isOne = entries >= 1n && entries <= 100n && !line.grants.length;
    demand(isOne, "makes not 1 to 100 entries");
    this.aliases.set(claim, alias);
    if (!this.places.has(alias)) this.places.set(alias, []);
    this.places.get(alias).push(this.entries.length);
    this.entries.push({ claim, entries });
    this.left += entries;
  }
  begin() {
    if (this.sums.length) return;
    this.sums = Array(this.entries.length + 1).fill(0n);
    this.entries.forEach(({ entries }, place) => this.add(place, entries));
  }
  add(place, entries) {
    for (let node = place + 1; node < this.sums.length; node += node & -node)
      this.sums[node] += entries;
  }
  // The prize that is drawn next, if there is one.
  prize() {
    const { rules, pools } = this.ledger;
    const next = rules.prizes.find(({ enabled, id }) => enabled && pools.left(id) > 0n);
    return next ? next.id : "";
  }
  // The claim that wins the next unit.
  winner() {
    if (!this.left) return -1n;
    const { key, id } = this.ledger;
    const unit = new Uint8Array(20);
    unit.set(Bytes.u64(this.units), 12);
    let point = dice(key, id, new Uint8Array(20), unit)(this.left);
    let before = 0;
    for (let step = 2 ** 30; step >= 1; step /= 2)
      if (this.sums[before + step] <= point) point -= this.sums[(before += step)];
    return this.entries[before].claim;
  }
  won(line) {
    this.begin();
    const { ledger } = this;
    const [claim, grants] = [number(line, "claim"), array(line, "grants")];
    const isUnit = grants.length === 1 && number(grants[0], "quantity") === 1n;
    demand(isUnit, "grants not one unit of a prize");
    ledger.numbering.take(grants);
    const item = text(grants[0], "item");
    const due = `claim ${ledger.key ? this.winner() : claim} wins ${this.prize()}`;
    demand(this.aliases.has(claim), "is won by a claim that has not entered");
    const places = this.places.get(this.aliases.get(claim)).splice(0);
    for (const place of places) {
      this.add(place, -this.entries[place].entries);
      this.left -= this.entries[place].entries;
    }
    ledger.pools.of(item).given++;
    ledger.claims++;
    this.units++;
    const again = places.length ? "" : ", whose user has won before";
    return [due, `claim ${claim} wins ${item}${again}`];
  }
  end() {
    const prize = this.prize();
    return prize && this.left ? [`a winner of ${prize}`, "the end of the raffle"] : [];
  }
}

globalThis.Raffle = Raffle;
