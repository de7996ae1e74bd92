// Checks a published log of Manna, as docs/reference/proof.md says, in Node (18 or newer) and in
// browsers.
//   node proof.js FILE [--json]        exit status 1 if anything in it does not follow
//   const report = await MannaProof.verify(() => file.stream());        in a page
"use strict";
const MannaProof = (() => {
  const subtle = (globalThis.crypto || require("node:crypto").webcrypto).subtle;
  const concat = (pieces) => {
    const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    pieces.reduce((at, piece) => (all.set(piece, at), at + piece.length), 0);
    return all;
  };
  const sha256 = async (...pieces) => new Uint8Array(await subtle.digest("SHA-256",
    concat(pieces)));
  const ascii = (text) => Uint8Array.from(text, (c) => c.charCodeAt(0));
  const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  const u64 = (n) => new Uint8Array(new BigUint64Array([BigInt(n)]).buffer).reverse();

  class Unreadable extends Error {}
  const bits = (line, field) => {
    if (/^[0-9a-fA-F]{64}$/.test(line[field])) return Uint8Array.from(line[field].match(/../g),
      (b) => parseInt(b, 16));
    throw new Unreadable(field + " is not 64 digits of hexadecimal");
  };

  // The dice of a claim: below(bound), from one row of numbers.
  const dice = (ledger, line) => {
    const names = concat([bits(line, "alias"), bits(line, "ticket")]);
    let [blocks, left] = [0, []];
    return async (bound) => {
      for (;;) {
        if (!left.length) {
          const message = concat([names, u64(blocks++), ascii(ledger.id)]);
          const block = new DataView(await subtle.sign("HMAC", ledger.key, message));
          left = [0, 8, 16, 24].map((at) => block.getBigUint64(at));
        }
        const product = left.shift() * bound;
        if (BigInt.asUintN(64, product) >= (1n << 64n) % bound) return product >> 64n;
      }
    };
  };

  const big = (number) => BigInt(number || 0);
  const least = (a, b) => (a < b ? a : b);
  const most = (a, b) => (a > b ? a : b);

  const stocks = (d) => [
    ...(d.prizes || []).map((prize) => [prize.id, prize.stock]),
    ...(d.skus || []).flatMap(({ id, stock, locations, parts }) =>
      locations ? locations.map((at) => [id + "@" + at.id, at.stock]) : parts ? [] : [[id, stock]]),
    ...(d.split ? [["budget", d.budgetCents]] : []),
    ...((d.split && d.split.denominations) || []).map((each) => [String(each.cents), each.count]),
    ...(d.split && !d.split.denominations ? [["packet", d.packets]] : []),
    ...(d.goods || []).map((good) => [good.id, good.stock]),
  ].map(([item, stock]) => [item, stock === "unlimited" ? null : big(stock)]);

  // What there is of each item: total (null for no end), held and given.
  class Pools extends Map {
    define(totals) {
      const before = this.defined || new Map();
      this.defined = new Map(totals);
      for (const [item, stock] of this.defined) {
        const pool = this.get(item) || { item, total: 0n, held: 0n, given: 0n, reserved: 0n };
        pool.total = stock === null ? null : pool.total + stock - (before.get(item) || 0n);
        this.set(item, pool);
      }
      this.items = [...this.keys()];
    }
    of(item) {
      if (!this.has(item)) throw new Unreadable(`names the item "${item}", which no one defined`);
      return this.get(item);
    }
    free(item) {
      const { total, held, given, reserved } = this.get(item);
      return total === null ? null : total - held - given - reserved;
    }
  }

  // What each draw of a claim comes to: an item, or null for a miss.
  async function draws(lottery, pools, gambler, aside, below, count) {
    const redraw = lottery.whenGone === "redraw";
    const enabled = lottery.prizes.filter((prize) => prize.enabled);
    const line = enabled.slice().sort((a, b) =>
      a.unlockAfter - b.unlockAfter || pools.items.indexOf(a.id) - pools.items.indexOf(b.id));
    const guarantees = enabled.filter((prize) => prize.guaranteedByMiss)
      .sort((a, b) => a.guaranteedByMiss - b.guaranteedByMiss);
    const fallback = line.find((prize) => prize.id === lottery.whenGone.fallback);
    const outcomes = aside.slice();
    const off = new Set();
    let misses = aside.length ? 0 : gambler.misses;
    const made = () => gambler.draws + outcomes.length;
    const now = (prize) => outcomes.filter((outcome) => outcome === prize.id).length;
    const drawn = (prize) => outcomes.filter((outcome, i) => outcome === prize.id &&
      i >= aside.length).length;
    const inStock = (prize) => pools.free(prize.id) === null ||
      pools.free(prize.id) > big(drawn(prize));
    const atLimit = (prize) =>
      prize.perUser > 0 && (gambler.won.get(prize.id) || 0) + now(prize) >= prize.perUser;
    const open = (prize) => prize.unlockAfter <= made();
    const canBeWon = (prize) => inStock(prize) && open(prize) && !atLimit(prize);
    while (outcomes.length < count) {
      const tier = (lottery.tiers || []).filter((each) => each.fromDraw <= made() + 1).pop();
      const none = big((tier || lottery).noPrizeWeight);
      const shares = new Map((tier ? tier.weights : []).map((share) => [share.prize,
        share.weight]));
      const weight = (prize) => big(shares.has(prize.id) ? shares.get(prize.id) : prize.weight);
      const worth = (prize) => weight(prize) > 0n || prize === fallback ||
        prize.guaranteedByMiss > 0;
      if (!line.some((prize) => worth(prize) && inStock(prize))) break;
      const fallOn = async (prizes) => {
        const all = prizes.reduce((sum, prize) => sum + weight(prize), none);
        let point = all > 0n ? (await below(all)) - none : -1n;
        return point < 0n ? undefined : prizes.find((prize) => (point -= weight(prize)) < 0n);
      };
      let prize;
      do {
        if (prize) off.add(prize);
        prize = await fallOn(redraw ? line.filter((each) => inStock(each) && open(each) &&
          !off.has(each)) : line);
      } while (redraw && prize && atLimit(prize));
      if (prize && !canBeWon(prize)) prize = fallback && canBeWon(fallback) ? fallback : undefined;
      prize = prize || guarantees.find((each) => each.guaranteedByMiss <= misses + 1 &&
        canBeWon(each));
      misses = prize ? 0 : misses + 1;
      outcomes.push(prize ? prize.id : null);
    }
    return outcomes;
  }

  const FRONT_LOADED = [190, 360, 510, 640, 750, 840, 910, 960, 990].map((y, i) => [100 * i + 100,
    y]);

  // Whether a snatch gets anything; quota is what there was for it, of which so much is out.
  async function hits(rain, now, quota, out, below) {
    if (!rain.pacing || rain.pacing === "none")
      return (await below(1000000n)) < big(rain.hitPerMillion);
    const span = (rain.rounds || []).find((each) => Date.parse(each.start) <= now &&
      now < Date.parse(each.end)) || rain;
    const [start, end] = [big(Date.parse(span.start)), big(Date.parse(span.end))];
    const time = ((big(now) - start) * 1000000n) / (end - start);
    if (time >= 980000n) return true;
    const given = (rain.pacing.knots || []).map((knot) => [knot.timePermille, knot.quotaPermille]);
    const knots = [[0, 0], ...(rain.pacing === "front-loaded" ? FRONT_LOADED : given), [1000,
      1000]];
    const points = knots.map(([x, y]) => [big(x) * 1000n, big(y) * 1000n]);
    const at = (time * 50n) / 49n;
    const next = points.findIndex(([x]) => x > at);
    const [[x0, y0], [x1, y1]] = [points[next - 1], points[next]];
    const behind = (quota * (y0 + ((y1 - y0) * (at - x0)) / (x1 - x0))) / 1000000n - out;
    const sure = most(1n, quota / 100n);
    return behind >= sure || (behind > 0n && (await below(sure)) < behind);
  }

  // Amounts that are drawn from so much money in so many packets.
  async function amounts({ kind, minCents, maxCents }, money, packets, below) {
    const [min, max] = [least(big(minCents), money / packets), most(big(maxCents), (money +
      packets - 1n) / packets)];
    const low = (size, cents, others) => most(min * size, cents - others * max);
    const high = (size, cents, others) => least(max * size, cents - others * min);
    const one = async (cents, n) => {
      const bottom = low(1n, cents, n - 1n);
      const fair = most(bottom, (2n * cents + (await below(n))) / n - min);
      return bottom + (await below(least(high(1n, cents, n - 1n), fair) - bottom + 1n));
    };
    if (kind === "double-mean") return [await one(money, packets)];
    const blocks = (packets + 63n) / 64n;
    const size = (packets + blocks - 1n) / blocks;
    const fair = (money * size + (await below(packets))) / packets;
    let left = most(low(size, money, packets - size), least(fair, high(size, money,
      packets - size)));
    const block = [];
    for (let rest = size; rest > 0n; left -= block[block.length - 1],
      rest--) block.push(await one(left, rest));
    for (let last = block.length - 1; last > 0; last--) {
      const other = Number(await below(big(last + 1)));
      [block[last], block[other]] = [block[other], block[last]];
    }
    return block;
  }

  // What a snatch gets: an item ("" for a miss), cents, and the block of amounts that it opens.
  async function packet(ledger, line, below) {
    const { definition: rain, pools } = ledger;
    const things = pools.items.filter((item) => item !== "budget");
    const sum = (numbers) => numbers.reduce((all, each) => all + each, 0n);
    const books = ledger.books(line.round || 0);
    const free = (item) => sum(books.map((book) => book.free(item)));
    const left = (items) => sum(items.map(free));
    const pick = async (items) => {
      let point = await below(left(items));
      return items.find((item) => (point -= free(item)) < 0n);
    };
    const out = sum(things.map((item) => books[0].get(item).held + books[0].get(item).given));
    if (!(await hits(rain, Date.parse(line.time), left(things) + out, out, below))) return ["", 0n,
      []];
    const goods = (rain.goods || []).map((good) => good.id);
    const packets = things.filter((item) => !isGood(item));
    const both = left(goods) > 0n && left(packets) > 0n;
    if (both ? (await below(1000000n)) < big(rain.goodsPerMillion) : left(goods) > 0n)
      return [await pick(goods), 0n, []];
    const { kind } = rain.split;
    if (kind === "fixed") return [await pick(packets)].map((item) => [item, BigInt(item), []])[0];
    if (kind === "even") return ["packet", free("budget") / left(packets), []];
    const ahead = ledger.blockRound === (line.round || 0) ? ledger.block : [];
    if (kind === "position-fair" && ahead.length) return ["packet", ahead[0], []];
    const block = await amounts(rain.split, free("budget"), left(packets), below);
    return ["packet", block[0], kind === "position-fair" ? block : []];
  }

  const isGood = (item) => !/^(budget$|packet$|[0-9])/.test(item);
  const got = ([item, cents, block]) =>
    !item ? "a miss" : (cents ? cents + " cents" : item) + (block.length ? " of " +
      list(block) : "");
  const list = (parts) => "[" + parts.join(", ") + "]";
  const words = (pool) =>
    `${pool.item}: ${pool.total === null ? "no end" : pool.total}, ` +
    `held ${pool.held}, given ${pool.given}`;

  const NO_RULES = { enabled: true, perUser: 0, unlockAfter: 0, guaranteedByMiss: 0 };

  class Ledger {
    constructor(id, key) {
      Object.assign(this, { id, key, pools: new Pools(), claims: 0, gamblers: new Map(),
        held: new Map() });
      Object.assign(this, { expired: new Map(), granted: new Map(), asides: new Map(),
        allocations: [] });
    }
    define(definition) {
      this.definition = { ...definition, prizes: (definition.prizes || []).map((prize) =>
        ({ ...NO_RULES, ...prize })) };
      this.pools.define(stocks(definition));
      [this.block, this.rounds] = [[], this.rounds || []];
      (definition.rounds || []).forEach((round, i) => {
        const goods = new Map((round.goods || []).map((good) => [good.id, good.units]));
        this.rounds[i] = this.rounds[i] || new Pools();
        this.rounds[i].define(stocks({ ...round, split: {}, goods: (definition.goods ||
          []).map(({ id }) =>
          ({ id, stock: goods.get(id) || 0 })) }));
      });
    }
    // The accounts of a round, and of those before it whose rest carries over to it; it stands
    // first.
    books(round) {
      if (!round) return [this.pools];
      return this.definition.carryOver ? this.rounds.slice(0,
        round).reverse() : [this.rounds[round - 1]];
    }
    each(round, item, change) {
      [this.pools, ...(round ? [this.rounds[round - 1]] : [])].forEach((book) =>
        change(book.of(item)));
    }
    hold(line, pool, size) {
      pool.held += size;
      this.held.set(line.claim, [...(this.held.get(line.claim) || []), { pool, size }]);
    }
    adjusted(line) {
      if ("target" in line) return void (this.pools.of(line.item).total = big(line.target));
      const add = (item, units) => {
        this.each(line.round, item, (pool) => (pool.total += units));
        if (!isGood(item)) this.block = [];
      };
      const [units, rain] = [big(line.item ? line.quantity : line.packets), this.definition.split];
      add(line.item || "packet", units);
      if (rain && !line.item) add("budget", big(line.budgetCents));
      else if (rain && !isGood(line.item)) add("budget", units * BigInt(line.item));
    }
    async drawn(line) {
      const found = Array(line.draws).fill(null);
      line.wins.forEach((draw, i) => (found[draw - 1] = line.grants[i].item));
      const gambler = this.gamblers.get(line.alias) || { draws: 0, misses: 0, won: new Map() };
      this.claims++;
      const own = this.asides.get(line.alias) || [];
      const aside = own.flatMap((each) => Array(each.left).fill(each.pool.item)).slice(0,
        found.length);
      const due = this.key ? await draws(this.definition, this.pools, gambler, aside, dice(this,
        line), found.length) : found;
      this.gamblers.set(line.alias, gambler);
      let allocated = line.allocated || 0;
      for (const each of own) allocated -= this.take(each, Math.min(allocated, each.left));
      if (allocated) throw new Unreadable("wins more than is set aside for its user");
      gambler.draws += found.length;
      const counted = this.definition.prizes.some((each) => each.enabled && each.guaranteedByMiss);
      for (const item of found) {
        if (counted) gambler.misses = item === null ? gambler.misses + 1 : 0;
        const limited = this.definition.prizes.some((each) => each.id === item && each.perUser);
        if (limited) gambler.won.set(item, (gambler.won.get(item) || 0) + 1);
      }
      for (const grant of line.grants) this.pools.of(grant.item).given += big(grant.quantity);
      const say = (outcomes) => list(outcomes.map((item) => (item === null ? "miss" : item)));
      return say(due) === say(found) ? null : [say(due), say(found)];
    }
    // Units that are set aside for a user.
    take(aside, units) {
      aside.left -= units;
      aside.pool.reserved -= big(units);
      return units;
    }
    allocated(line) {
      this.allocations.push(line.users.map((alias) => {
        const aside = { pool: this.pools.of(line.prize), left: line.units };
        aside.pool.reserved += big(line.units);
        this.asides.set(alias, [...(this.asides.get(alias) || []), aside]);
        return aside;
      }));
    }
    allocationended(line) {
      const ended = this.allocations[line.allocation - 1];
      if (!ended) throw new Unreadable("ends an allocation that was not made");
      for (const aside of ended) this.take(aside, aside.left);
    }
    async snatched(line) {
      const [grant] = line.grants;
      const cents = grant && grant.amount ? big(grant.amount) : 0n;
      const item = !grant ? "" : cents && this.definition.split.kind === "fixed" ?
        String(cents) : grant.item;
      const found = [item, cents, (line.block || []).map(BigInt)];
      this.claims++;
      const due = this.key ? await packet(this, line, dice(this, line)) : found;
      if (found[2].length) [this.block, this.blockRound] = [found[2], line.round || 0];
      if (cents && this.blockRound === (line.round || 0)) this.block = this.block.slice(1);
      if (item) this.each(line.round, item, (pool) => this.hold(line, pool, 1n));
      if (cents) this.each(line.round, "budget", (pool) => this.hold(line, pool, cents));
      return got(due) === got(found) ? null : [got(due), got(found)];
    }
    deducted(line) {
      for (const { id, item, quantity } of line.grants) {
        if (line.expiresAt) this.hold(line, this.pools.of(item), big(quantity));
        else this.pools.of(item).given += big(quantity);
        this.granted.set(id, this.pools.of(item));
      }
    }
    settled(line) {
      if (!this.held.has(line.claim)) throw new Unreadable("ends what no claim holds");
      for (const { pool, size } of this.held.get(line.claim)) {
        pool.held -= size;
        if (line.ending === "opened" || line.ending === "confirmed") pool.given += size;
      }
      if (line.ending === "expired") this.expired.set(line.claim, this.held.get(line.claim));
      this.held.delete(line.claim);
    }
    regained(line) {
      if (!this.expired.has(line.claim)) throw new Unreadable("regains what did not expire");
      for (const { pool, size } of this.expired.get(line.claim)) pool.given += size;
      this.expired.delete(line.claim);
    }
    returned(line) {
      if (!this.granted.has(line.grant)) throw new Unreadable("returns what was not granted");
      this.granted.get(line.grant).given -= big(line.quantity);
    }
    closing(line) {
      const due = list([...this.pools.values()].map(words));
      const found = list(line.pools.map((pool) => words(pool).replace("unlimited", "no end")));
      return due === found ? null : [due, found];
    }
  }

  // Lines as bytes, without what ends them; null behind one that is not ended.
  async function* linesOf(chunks) {
    let rest = [];
    for await (const chunk of chunks) {
      const all = concat([rest, chunk]);
      let from = 0;
      for (let end; (end = all.indexOf(10, from)) >= 0; from = end + 1) yield all.subarray(from,
        end);
      rest = all.slice(from);
    }
    if (rest.length) yield null;
  }

  const QUIET = ["steered", "enlisted", "credited", "extended", "noticed", "cartset",
    "cartemptied"];
  const TYPES = ["adjusted", "drawn", "snatched", "deducted", "settled", "regained", "returned",
    "allocated", "allocationended"];

  // Checks the log that open() gives as chunks of bytes; it is called twice.
  async function verify(open) {
    const [utf8, latin1] = [new TextDecoder("utf-8", { fatal: true }), new TextDecoder("latin1")];
    const [keys, keyHashes, ledgers, findings] = [new Map(), new Map(), new Map(), []];
    let [lines, hash, chained, stopped, time] = [0, new Uint8Array(32), true, false, ""];
    const found = (what, campaign = null, ticket = null) =>
      findings.length < 1000 && findings.push({ line: lines, position: lines, what, campaign,
        ticket });
    const parse = (bytes) => {
      try {
        return Object.assign(Object.create(null), JSON.parse(utf8.decode(bytes)));
      } catch (e) {
        throw new Unreadable("is no JSON object");
      }
    };
    const readable = (bytes) => {
      try {
        return parse(bytes);
      } catch (e) {
        return {}; // the second reading says so
      }
    };
    const isBound = async (line) =>
      /^[0-9a-f]{128}$/.test(line.key + line.saltHash) &&
      hex(await sha256(bits(line, "key"), bits(line, "saltHash"))) === keyHashes.get(line.campaign);
    const define = async (line, bytes) => {
      const keyHash = bits(line, "keyHash");
      if (keyHashes.get(line.campaign) !== hex(keyHash))
        found(line.campaign + " has another key than before", line.campaign);
      const text = utf8.decode(bytes.subarray(0, -75));
      const definition = text.slice(text.indexOf(',"definition":') + 14);
      const rules = await sha256(new TextEncoder().encode(definition));
      const commitment = await sha256(keyHash, rules, u64(line.version), ascii(line.campaign));
      if (hex(commitment) !== hex(bits(line, "commitment")))
        found(`the commitment of ${line.campaign} does not bind key and definition`, line.campaign);
      if (!ledgers.has(line.campaign)) ledgers.set(line.campaign, new Ledger(line.campaign,
        keys.get(line.campaign)));
      ledgers.get(line.campaign).define(line.definition);
    };
    const reveal = async (line, ledger) => {
      if (!(await isBound(line))) found(`the key of ${ledger.id} is not the one that was bound`,
        ledger.id);
      const difference = ledger.closing(line);
      if (difference) found(`${ledger.id} closes with ${difference[1]}, expected ${difference[0]}`,
        ledger.id);
    };
    const take = async (line, bytes) => {
      if (line.position !== lines)
        throw new Unreadable(`has position ${line.position} where ${lines} is due`);
      if (!(Date.parse(line.time) >= 0)) throw new Unreadable("has no time");
      if (time && Date.parse(line.time) < Date.parse(time))
        found(`time goes back from ${time} to ${line.time}`);
      time = line.time;
      const ledger = ledgers.get(line.campaign);
      if (line.type === "founded") return;
      if (line.type === "defined") return define(line, bytes);
      if (!ledger) throw new Unreadable(`tells of "${line.campaign}" before it is defined`);
      if (line.type === "revealed") return reveal(line, ledger);
      if (QUIET.includes(line.type)) return;
      if (!TYPES.includes(line.type))
        throw new Unreadable(`has the type "${line.type}", which this version does not know`);
      const difference = await ledger[line.type](line);
      if (difference) found(
        `${line.campaign}, ticket ${line.ticket}: ` +
          `expected ${difference[0]}, found ${difference[1]}`,
        line.campaign, line.ticket);
    };
    for await (const bytes of linesOf(open())) {
      const line = bytes && /"type":"(defined|revealed)",/.test(latin1.decode(bytes)) ?
        readable(bytes) : {};
      const { campaign, type } = line;
      if (type === "defined" && !keyHashes.has(campaign)) keyHashes.set(campaign, line.keyHash);
      if (type !== "revealed" || !(await isBound(line))) continue;
      const hmac = { name: "HMAC", hash: "SHA-256" };
      keys.set(campaign, await subtle.importKey("raw", bits(line, "key"), hmac, false, ["sign"]));
    }
    for await (const bytes of linesOf(open())) {
      if (bytes === null) { found("the last line is not ended: the file was cut"); break; }
      lines++;
      if (stopped) continue;
      try {
        if (chained) {
          const end = Math.max(0, bytes.length - 75);
          hash = await sha256(hash, bytes.subarray(0, end), ascii("}"));
          chained = latin1.decode(bytes.subarray(end)) === `,"hash":"${hex(hash)}"}`;
          if (!chained)
            found("the line is not the one that was published: its hash does not fit it");
        }
        await take(parse(bytes), bytes);
      } catch (e) {
        stopped = e instanceof Unreadable;
        if (!stopped) throw e;
        found(`the line ${e.message}; what follows it was not checked`);
      }
    }
    const count = (all) => all.reduce((sum, each) => sum + each.claims, 0);
    const recomputed = count([...ledgers.values()].filter((each) => each.key));
    const unrevealed = count([...ledgers.values()]) - recomputed;
    return { events: lines, hash: hex(hash), recomputed, unrevealed, findings,
      ok: !findings.length };
  }
  return { verify };
})();

if (typeof module !== "undefined") module.exports = MannaProof;
if (typeof require !== "undefined" && require.main === module) {
  const [file, json] = process.argv.slice(2);
  MannaProof.verify(() => require("node:fs").createReadStream(file)).then((report) => {
    console.log(JSON.stringify(report, null, json ? 0 : 2));
    process.exitCode = report.ok ? 0 : 1;
  });
}
