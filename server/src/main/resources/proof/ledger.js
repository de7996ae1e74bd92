// One campaign as the lines of its log make it: what there is of each item, and what each claim by
// chance must have come to. Comes after law.js, and before proof.js.
"use strict";

class Unreadable extends Error {}
const demand = (holds, otherwise) => {
  if (!holds) throw new Unreadable(otherwise);
};
const bits = (line, field) => {
  const bytes = Bytes.fromHex(line[field], 64);
  demand(bytes, `${field} is not 64 digits of hexadecimal`);
  return bytes;
};
const list = (parts) => `[${parts.join(", ")}]`;

// What a definition says there is of each item, in the order in which it names them.
const totals = ({ prizes = [], skus = [], split, budgetCents, packets, goods = [] }) => [
  ...prizes.map(({ id, stock }) => [id, stock]),
  ...skus.filter((sku) => !sku.parts).flatMap(({ id, stock, locations }) =>
    locations ? locations.map((at) => [`${id}@${at.id}`, at.stock]) : [[id, stock]]),
  ...(split ? [["budget", budgetCents]] : []),
  ...(split && !split.denominations ? [["packet", packets]] : []),
  ...((split && split.denominations) || []).map(({ cents, count }) => [String(cents), count]),
  ...goods.map(({ id, stock }) => [id, stock]),
];

// Pools by their items, in the order in which definitions first named them.
class Pools extends Map {
  define(totals) {
    const before = new Map(this.defined);
    this.defined = [...new Map(totals)];
    for (const [item, total] of this.defined) {
      const none = { total: 0n, held: 0n, given: 0n, cancelled: 0n, expired: 0n, aside: 0n };
      const pool = this.get(item) || { item, ...none };
      pool.total = total === "unlimited" ? total : pool.total + total - (before.get(item) || 0n);
      this.set(item, pool);
    }
  }
  of(item) {
    demand(this.has(item), `names the item "${item}", which no one defined`);
    return this.get(item);
  }
  out = (item) => this.of(item).held + this.of(item).given;
  left = (item) => {
    const { total, aside } = this.of(item);
    return total === "unlimited" ? Infinity : total - this.out(item) - aside;
  };
}

const ENDED = { opened: "given", confirmed: "given", cancelled: "cancelled", expired: "expired" };

// One campaign as its lines make it. A method that is named as a type of lines takes such a line
// in; where chance decides, it gives what follows from the key, and what the line says.
class Ledger {
  claims = 0;
  pools = new Pools();
  rounds = []; // the pools of each
  block = { round: 0, ahead: [] }; // the amounts of a position-fair block that are still to come
  gamblers = new Map(); // what each alias has drawn
  asides = new Map(); // what is set aside for each alias
  allocations = [];
  holdings = new Map(); // what each claim has got
  grants = new Map(); // the pools of a sale's grants
  raffle = new Raffle(this);
  constructor(id, key) {
    Object.assign(this, { id, key });
  }
  define(definition) {
    this.pools.define(totals(definition));
    const numbers = new Map([...this.pools.keys()].map((item, i) => [item, i]));
    this.rules = rulesOf(definition, (item) => numbers.get(item));
    this.block.ahead = [];
    this.rules.rounds.forEach(({ budgetCents, packets, goods }, i) => {
      const none = this.rules.goods.map(({ id }) => [id, 0n]);
      const units = goods.map(({ id, units }) => [id, units]);
      this.rounds[i] = this.rounds[i] || new Pools();
      this.rounds[i].define([["budget", budgetCents], ["packet", packets], ...none, ...units]);
    });
  }
  adjusted({ item, quantity, target, round, packets, budgetCents }) {
    if (target !== undefined) return void (this.pools.of(item).total = target);
    const isMoney = this.rules.split && !(item && isGood(item));
    const changes = item ? [[item, quantity]] : [["packet", packets], ["budget", budgetCents]];
    if (isMoney && item) changes.push(["budget", quantity * BigInt(item)]);
    for (const [each, units] of changes)
      for (const pool of this.poolsOf(each, round)) pool.total += units;
    if (isMoney) this.block.ahead = [];
  }
  // Where an item lies: in the whole, and in the account of the round.
  poolsOf(item, round) {
    return [this.pools, ...(round ? [this.rounds[round - 1n]] : [])].map((book) => book.of(item));
  }
  // What a claim has got is in one state, and moves to another as a whole.
  put(claim, state, pool, size) {
    if (!this.holdings.has(claim)) this.holdings.set(claim, { state, parts: [] });
    this.holdings.get(claim).parts.push({ pool, size });
    pool[state] += size;
  }
  move(claim, from, to, otherwise) {
    const holding = this.holdings.get(claim);
    demand(holding && holding.state === from && to, otherwise);
    for (const { pool, size } of holding.parts) {
      pool[from] -= size;
      pool[to] += size;
    }
    holding.state = to;
  }
  settled({ claim, ending }) {
    this.move(claim, "held", ENDED[ending], "ends what no claim holds");
  }
  regained({ claim }) {
    this.move(claim, "expired", "given", "regains what did not expire");
  }
  deducted({ claim, expiresAt, grants }) {
    for (const { id, item, quantity } of grants) {
      this.put(claim, expiresAt ? "held" : "given", this.pools.of(item), quantity);
      this.grants.set(id, this.pools.of(item));
    }
  }
  served(line) {
    this.deducted(line);
  }
  returned({ grant, quantity }) {
    demand(this.grants.has(grant), "returns what was not granted");
    this.grants.get(grant).given -= quantity;
  }
  allocated({ prize, users, units }) {
    const asides = users.map(() => ({ pool: this.pools.of(prize), left: 0n }));
    asides.forEach((aside, i) => {
      this.takeAside(aside, -units);
      this.asides.set(users[i], [...(this.asides.get(users[i]) || []), aside]);
    });
    this.allocations.push(asides);
  }
  allocationended({ allocation }) {
    const ended = this.allocations[allocation - 1n];
    demand(ended, "ends an allocation that was not made");
    ended.forEach((aside) => this.takeAside(aside, aside.left));
  }
  takeAside(aside, units) {
    aside.left -= units;
    aside.pool.aside -= units;
  }
  // What follows from the key for a claim; what was found, while the key is not known.
  due(line, found, follow) {
    this.claims++;
    if (!this.key) return found;
    return follow(dice(this.key, this.id, bits(line, "alias"), bits(line, "ticket")));
  }
  drawn(line) {
    const { alias, wins, grants } = line;
    const found = Array(Number(line.draws)).fill(null);
    grants.forEach(({ item }, i) => (found[wins[i] - 1n] = item));
    const isOne = ({ item, quantity }) => this.pools.of(item) && quantity === 1n;
    demand(grants.length === wins.length && grants.every(isOne), "has other wins than grants");
    const isMade = found.length === Number(line.draws);
    const isNoneTwice = found.filter((item) => item !== null).length === grants.length;
    demand(isMade && isNoneTwice, "wins with a draw that was not made, or twice");
    const units = (aside) => Array(Number(aside.left)).fill(aside);
    const own = (this.asides.get(alias) || []).flatMap(units).slice(0, found.length);
    demand(line.allocated === BigInt(own.length), "wins not what is set aside for its user");
    const gambler = this.gamblers.get(alias) || { draws: 0n, misses: 0n, won: new Map() };
    const aside = own.map(({ pool }) => pool.item);
    const due = this.due(line, found, (below) =>
      draws(this.rules, this.pools.left, gambler, aside, found.length, below));
    own.forEach((each) => this.takeAside(each, 1n));
    grants.forEach(({ item }) => this.pools.of(item).given++);
    this.gamblers.set(alias, this.remember(gambler, found));
    return [due, found].map((items) => list(items.map((item) => item ?? "miss")));
  }
  remember(gambler, items) {
    const isLimited = (item) => this.rules.prizes.some(({ id, perUser }) => id === item && perUser);
    gambler.draws += BigInt(items.length);
    for (const item of items) {
      if (this.rules.pities.length) gambler.misses = item === null ? gambler.misses + 1n : 0n;
      if (isLimited(item)) gambler.won.set(item, (gambler.won.get(item) || 0n) + 1n);
    }
    return gambler;
  }
  // What a snatch in a round is made from; round 0 is a rain without rounds.
  shelf(round) {
    const ahead = this.block.round === round ? this.block.ahead : [];
    if (!round) return { books: [this.pools], span: this.rules, ahead };
    const { rounds, carryOver } = this.rules;
    const books = this.rounds.slice(carryOver ? 0 : round - 1, round).reverse();
    return { books, span: rounds[round - 1], ahead };
  }
  snatched(line) {
    const now = BigInt(Date.parse(line.time));
    const runs = ({ start, end }) => Date.parse(start) <= now && now < Date.parse(end);
    const round = this.rules.rounds.findIndex(runs) + 1;
    demand(Number(line.round || 0n) === round, `is not of round ${round}, which runs`);
    const [{ item = "", amount: cents = 0n, quantity } = {}, ...more] = line.grants;
    const isOne = item === (cents ? "packet" : item) && (!item || cents || quantity === 1n);
    demand(isOne && !more.length, "has other grants than a packet or a good");
    const found = { item, cents, block: line.block || [] };
    const due = this.due(line, found, (below) => snatch(this.rules, this.shelf(round), now, below));
    if (found.block.length) this.block = { round, ahead: found.block };
    if (cents && this.block.round === round) this.block.ahead = this.block.ahead.slice(1);
    if (item) this.hold(line, cents && this.rules.split.denominations ? String(cents) : item, 1n);
    if (cents) this.hold(line, "budget", cents);
    return [due, found].map(({ item, cents, block }) =>
      (cents ? `${cents} cents` : item || "a miss") + (block.length ? ` of ${list(block)}` : ""));
  }
  hold({ claim, round }, item, size) {
    for (const pool of this.poolsOf(item, round)) this.put(claim, "held", pool, size);
  }
  entered(line) {
    this.raffle.enter(line);
  }
  won(line) {
    return this.raffle.won(line);
  }
  raffleended() {
    return this.raffle.end();
  }
  // The pools that follow from all lines, and those that the revealed line states.
  closing({ pools }) {
    const words = (pool) => `${pool.item}: ${pool.total}, held ${pool.held}, given ${pool.given}`;
    return [[...this.pools.values()], pools].map((all) => list(all.map(words)));
  }
}

Object.assign(globalThis, { Unreadable, demand, bits, Ledger });
