// One campaign as the lines of its log make it: what there is of each item, and what each claim by
// chance must have come to. Comes after fields.js and law.js, and
// before raffle.js.
"use strict";

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

const ENDED = new Map([
  ["opened", "given"], ["confirmed", "given"], ["cancelled", "cancelled"], ["expired", "expired"],
]);

// One campaign as its lines make it. A method that is named as a type of lines takes such a line
// in; where chance decides, it gives what follows from the key, and what the line says.
class Ledger {
  claims = 0;
  version = 0n; // of the definition in force
  waiting = new Set(); // claims that wait for what they want
  isDraft = false; // nobody has published it yet
  isRevealed = false;
  isRedeemed = false; // whether the next claim was lost, and is given back
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
    Object.assign(this, { id, key, numbering: new Numbering(id) });
  }
  define(definition) {
    this.pools.define(totals(definition));
    const numbers = new Map([...this.pools.keys()].map((item, i) => [item, i]));
    this.rules = rulesOf(definition, (item) => numbers.get(item));
    this.block.ahead = [];
    this.rules.rounds.forEach(({ budgetCents, packets, goods = [] }, i) => {
      const none = this.rules.goods.map(({ id }) => [id, 0n]);
      const units = goods.map(({ id, units }) => [id, units]);
      this.rounds[i] = this.rounds[i] || new Pools();
      this.rounds[i].define([["budget", budgetCents], ["packet", packets], ...none, ...units]);
    });
  }
  adjusted(line) {
    const { item, target } = line;
    const round = number(line, "round", 0n);
    if (target !== undefined)
      return void (this.pools.of(text(line, "item")).total = number(line, "target"));
    demand(round >= 0n && round <= this.rounds.length, "adjusts a round that there is not");
    const isMoney = this.rules.split && !(item && isGood(item));
    const changes = item || !isMoney ? [[text(line, "item"), number(line, "quantity")]]
      : [["budget", number(line, "budgetCents")], ["packet", number(line, "packets")]];
    if (isMoney && item) changes.push(["budget", line.quantity * BigInt(item)]);
    for (const [each, units] of changes)
      for (const pool of this.poolsOf(each, round)) pool.total += units;
    if (isMoney) this.block.ahead = [];
  }
  steered({ move }) {
    if (move === "publish") this.isDraft = false;
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
  settled(line) {
    const to = ENDED.get(text(line, "ending"));
    this.move(number(line, "claim"), "held", to, "ends what no claim holds");
  }
  regained(line) {
    const { skus } = this.rules;
    const to = skus.length ? "given" : null;
    this.move(number(line, "claim"), "expired", to, "regains what did not expire");
  }
  // A claim's number, ticket and grants; there is none after the key was shown.
  enterClaim(line) {
    this.mayClaim();
    this.numbering.claim(line);
  }
  mayClaim() {
    demand(!this.isDraft, "is a claim on a draft");
    demand(!this.isRevealed, "is a claim after the campaign's key was shown");
  }
  deducted(line) {
    this.enterClaim(line);
    this.takeGoods(line);
  }
  takeGoods(line) {
    this.isRedeemed = false;
    for (const grant of line.grants) {
      const [pool, units] = [this.pools.of(text(grant, "item")), number(grant, "quantity")];
      demand(units > 0n, "grants less than one unit");
      this.put(line.claim, line.expiresAt ? "held" : "given", pool, units);
      this.grants.set(grant.id, pool);
    }
  }
  waited(line) {
    this.mayClaim();
    this.numbering.number(line);
    this.waiting.add(line.claim);
  }
  waitended(line) {
    demand(this.waiting.delete(number(line, "claim")), "ends what does not wait");
  }
  served(line) {
    demand(this.waiting.delete(number(line, "claim")), "serves what does not wait");
    this.numbering.take(array(line, "grants"));
    this.takeGoods(line);
  }
  // Units are set aside for receipts, or let go; amounts drawn ahead are drawn again.
  quarantined(line, sign = 1n) {
    for (const pool of this.poolsOf(text(line, "item"), number(line, "round", 0n))) {
      pool.aside += sign * number(line, "quantity");
      demand(pool.aside >= 0n, "lets go what is not set aside");
    }
    this.block.ahead = [];
  }
  released = (line) => this.quarantined(line, -1n);
  // The next claim was lost, and its receipt is redeemed: its outcome follows from no key.
  redeemed(line) {
    array(line, "parts").forEach(this.released);
    this.isRedeemed = true;
  }
  returned(line) {
    const pool = this.grants.get(text(line, "grant"));
    demand(pool, "returns what was not granted");
    pool.given -= number(line, "quantity");
  }
  allocated(line) {
    const [pool, units] = [this.pools.of(text(line, "prize")), number(line, "units")];
    demand(units > 0n, "sets aside less than one unit");
    const users = array(line, "users");
    const asides = users.map(() => ({ pool, left: 0n }));
    asides.forEach((aside, i) => {
      this.takeAside(aside, -units);
      this.asides.set(users[i], [...(this.asides.get(users[i]) || []), aside]);
    });
    this.allocations.push(asides);
  }
  allocationended(line) {
    const ended = this.allocations[number(line, "allocation") - 1n];
    demand(ended, "ends an allocation that was not made");
    ended.forEach((aside) => this.takeAside(aside, aside.left));
  }
  takeAside(aside, units) {
    aside.left -= units;
    aside.pool.aside -= units;
  }
  // What follows from the key for a claim; what was found, while the key is not known.
  due(line, found, follow) {
    const isLost = this.isRedeemed;
    this.isRedeemed = false;
    if (isLost) return found;
    this.claims++;
    if (!this.key) return found;
    return follow(dice(this.key, this.id, bits(line, "alias"), bits(line, "ticket")));
  }
  drawn(line) {
    demand(this.rules.prizes.length, `draws from "${this.id}", which is no lottery`);
    this.enterClaim(line);
    const [alias, count] = [text(line, "alias"), number(line, "draws")];
    demand(count >= 1n && count <= 100n, "makes not 1 to 100 draws");
    const [grants, wins] = [line.grants, numbers(line, "wins")];
    const items = grants.map((grant) => this.pools.of(text(grant, "item")).item);
    const units = grants.map((grant) => number(grant, "quantity"));
    const isSingle = units.every((each) => each === 1n);
    demand(isSingle && grants.length === wins.length, "has other wins than grants");
    const found = Array(Number(count)).fill(null);
    wins.forEach((draw, i) => {
      const isFree = draw >= 1n && draw <= count && found[draw - 1n] === null;
      demand(isFree, "wins with a draw that was not made, or twice");
      found[draw - 1n] = items[i];
    });
    const each = (aside) => Array(Number(aside.left)).fill(aside);
    const most = this.isRedeemed ? Number(number(line, "allocated")) : found.length;
    const own = (this.asides.get(alias) || []).flatMap(each).slice(0, most);
    const isOwn = number(line, "allocated") === BigInt(own.length);
    demand(isOwn, "wins not what is set aside for its user");
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
    const { split, rounds } = this.rules;
    demand(split, `snatches from "${this.id}", which is no rain`);
    this.enterClaim(line);
    const now = BigInt(Date.parse(line.time));
    const runs = ({ start, end }) => Date.parse(start) <= now && now < Date.parse(end);
    const said = Number(number(line, "round", 0n));
    const round = this.isRedeemed ? said : rounds.findIndex(runs) + 1;
    demand(round || !rounds.length, "snatches while no round runs");
    demand(said === round, `is not of round ${round}, which runs`);
    const [grant, ...more] = line.grants;
    const block = line.block === undefined ? [] : numbers(line, "block");
    const isOne = !more.length && (!grant || (grant.amount === undefined
      ? text(grant, "item") && isGood(grant.item) && number(grant, "quantity") === 1n
      : text(grant, "item") === "packet" && number(grant, "amount") > 0n));
    demand(isOne, "has other grants than a packet or a good");
    const { item = "", amount: cents = 0n } = grant || {};
    const found = { item, cents, block };
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
  entered = (line) => void this.raffle.enter(line);
  won = (line) => this.raffle.won(line);
  raffleended = () => this.raffle.end();
  // Whether anything is held.
  holds = () => [...this.pools.values()].some((pool) => pool.held > 0n);
  // The pools that follow from all lines, and those that the line of a key states.
  closing(line) {
    this.isRevealed = true;
    const words = (pool) => {
      const total = typeof pool.total === "string" ? pool.total : number(pool, "total");
      const [held, given] = [number(pool, "held"), number(pool, "given")];
      return `${text(pool, "item")}: ${total}, held ${held}, given ${given}`;
    };
    return [[...this.pools.values()], array(line, "pools")].map((all) => list(all.map(words)));
  }
}

globalThis.Ledger = Ledger;
