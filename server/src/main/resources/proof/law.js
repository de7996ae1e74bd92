// What a claim comes to, from its numbers and from what is left at that point of the log: law.md,
// "One draw, exactly" and "One snatch, exactly". Comes after bytes.js.
//
// Numbers are BigInts; a round, and an index of an array, is a Number.
"use strict";

const MILLION = 1000000n;
const sum = (numbers) => numbers.reduce((all, each) => all + each, 0n);
const least = (a, b) => (a < b ? a : b);
const most = (a, b) => (a > b ? a : b);
const millis = (time) => BigInt(Date.parse(time));
const isGood = (item) => !/^(budget$|packet$|[0-9])/.test(item);
// The one of several things, laid side by side, on whose stretch a point lies.
const hit = (point, things, length) => things.find((each) => (point -= length(each)) < 0n);

// The numbers of a claim, by the first 20 bytes of its alias and of its ticket, as below(bound).
function dice(key, campaign, alias, ticket) {
  const own = Bytes.hmac(key, Bytes.ascii(campaign));
  const name = [alias.subarray(0, 20), ticket.subarray(0, 20)];
  let [blocks, numbers] = [0n, []];
  const next = () => {
    if (!numbers.length) {
      const block = new DataView(Bytes.hmac(own, ...name, Bytes.u64(blocks++)).buffer);
      numbers = [0, 4, 8, 12, 16, 20, 24, 28].map((at) => BigInt(block.getUint32(at)));
    }
    return numbers.shift();
  };
  return (bound) => {
    const bits = bound < 2n ** 32n ? 32n : 64n;
    for (;;) {
      const product = (bits === 32n ? next() : (next() << 32n) + next()) * bound;
      if (product % 2n ** bits >= 2n ** bits % bound) return product >> bits;
    }
  };
}

const ABSENT = { prizes: [], tiers: [], skus: [], goods: [], rounds: [], pacing: "none" };
const UNRULED = { enabled: true, perUser: 0n, unlockAfter: 0n, guaranteedByMiss: 0n };

// A definition with all that it leaves out, and its enabled prizes in the orders that draws need.
function rulesOf(definition, numberOf) {
  const rules = { ...ABSENT, ...definition };
  const sorted = (prizes, by) => [...prizes].sort((a, b) => Number(by(a) - by(b)));
  rules.prizes = rules.prizes.map((prize) => ({ ...UNRULED, ...prize }));
  const enabled = rules.prizes.filter((prize) => prize.enabled);
  const byItem = sorted(enabled, (prize) => numberOf(prize.id));
  const pities = enabled.filter((prize) => prize.guaranteedByMiss);
  rules.line = sorted(byItem, (prize) => prize.unlockAfter);
  rules.pities = sorted(pities, (prize) => prize.guaranteedByMiss);
  const shares = (tier) => new Map(tier.weights.map(({ prize, weight }) => [prize, weight]));
  rules.tiers = rules.tiers.map((tier) => ({ ...tier, shares: shares(tier) }));
  return rules;
}

// The items that the draws of a claim win, null for a miss: law.md, "One draw, exactly".
// left: how much there is of an item; gambler: what the claim's user has drawn before;
// aside: the items that are set aside for that user.
function draws(lottery, left, gambler, aside, count, below) {
  const { line, pities, tiers, noPrizeWeight, whenGone } = lottery;
  const [won, off, redraw] = [[...aside], new Set(), whenGone === "redraw"];
  let misses = aside.length ? 0n : gambler.misses;
  const made = () => gambler.draws + BigInt(won.length);
  const times = (prize, items) => BigInt(items.filter((item) => item === prize.id).length);
  const isInStock = (prize) => left(prize.id) > times(prize, won.slice(aside.length));
  const isUsedUp = (prize) => prize.perUser > 0n &&
    (gambler.won.get(prize.id) || 0n) + times(prize, won) >= prize.perUser;
  const isOpen = (prize) => isInStock(prize) && prize.unlockAfter <= made();
  const canBeWon = (prize) => isOpen(prize) && !isUsedUp(prize);
  const isFallback = (prize) => prize.id === whenGone.fallback;
  while (won.length < count) {
    const tier = tiers.filter((each) => each.fromDraw <= made() + 1n).pop();
    const nothing = { id: null, weight: tier ? tier.noPrizeWeight : noPrizeWeight };
    const weight = (prize) => (tier && tier.shares.get(prize.id)) ?? prize.weight;
    const mayCome = (prize) => weight(prize) || isFallback(prize) || prize.guaranteedByMiss;
    if (!line.some((prize) => isInStock(prize) && mayCome(prize))) break;
    const fall = () => {
      const isOn = (prize) => !redraw || (isOpen(prize) && !off.has(prize));
      const things = [nothing, ...line.filter(isOn)];
      const all = sum(things.map(weight));
      return all ? hit(below(all), things, weight) : nothing;
    };
    let prize = fall();
    for (; redraw && isUsedUp(prize); prize = fall()) off.add(prize);
    if (prize !== nothing && !canBeWon(prize))
      prize = line.find((each) => isFallback(each) && canBeWon(each)) || nothing;
    const isDue = (pity) => pity.guaranteedByMiss <= misses + 1n && canBeWon(pity);
    if (prize === nothing) prize = pities.find(isDue) || nothing;
    misses = prize === nothing ? misses + 1n : 0n;
    won.push(prize.id);
  }
  return won;
}

const FRONT_LOADED = [190n, 360n, 510n, 640n, 750n, 840n, 910n, 960n, 990n].map((height, i) =>
  ({ timePermille: BigInt(100 * i + 100), quotaPermille: height }));

// Whether a snatch gets anything, of a quota of which so much is out.
function hits({ pacing, hitPerMillion }, span, now, quota, out, below) {
  if (pacing === "none") return below(MILLION) < hitPerMillion;
  const [start, end] = [millis(span.start), millis(span.end)];
  const time = ((now - start) * MILLION) / (end - start);
  if (time >= 980000n) return true;
  const curve = pacing === "front-loaded" ? FRONT_LOADED : pacing.knots || [];
  const knots = [[0n, 0n], ...curve.map((knot) => [knot.timePermille, knot.quotaPermille]),
    [1000n, 1000n]].map(([x, y]) => [x * 1000n, y * 1000n]);
  const t = (time * 50n) / 49n;
  const [[t0, q0], [t1, q1]] = knots.slice(knots.findIndex(([x]) => x > t) - 1);
  const behind = (quota * (q0 + ((q1 - q0) * (t - t0)) / (t1 - t0))) / MILLION - out;
  const sure = most(1n, quota / 100n);
  return behind >= sure || (behind > 0n && below(sure) < behind);
}

// Amounts drawn from so much money in so many packets: one, or a block of them.
function amounts({ kind, minCents, maxCents }, money, packets, below) {
  const min = least(minCents, money / packets);
  const max = most(maxCents, (money + packets - 1n) / packets);
  const bounds = (size, cents, others) =>
    [most(min * size, cents - others * max), least(max * size, cents - others * min)];
  const one = (cents, n) => {
    const [low, high] = bounds(1n, cents, n - 1n);
    const fair = most(low, (2n * cents + below(n)) / n - min);
    return low + below(least(high, fair) - low + 1n);
  };
  if (kind === "double-mean") return [one(money, packets)];
  const blocks = (packets + 63n) / 64n;
  const size = (packets + blocks - 1n) / blocks;
  const [low, high] = bounds(size, money, packets - size);
  const share = most(low, least(high, (money * size + below(packets)) / packets));
  const block = [];
  for (let n = size; n > 0n; n--) block.push(one(share - sum(block), n));
  for (let last = block.length - 1; last > 0; last--) {
    const other = Number(below(BigInt(last + 1)));
    [block[last], block[other]] = [block[other], block[last]];
  }
  return block;
}

// What a snatch gets: law.md, "One snatch, exactly". books: the pools of its round and of those
// that carry over to it, its own first; ahead: the amounts that are drawn for the round already.
function snatch(rain, { books, span, ahead }, now, below) {
  const free = (item) => sum(books.map((book) => book.left(item)));
  const left = (items) => sum(items.map(free));
  const pick = (items) => hit(below(left(items)), items, free);
  const packet = (cents, block = []) => ({ item: "packet", cents, block });
  const good = (item) => ({ item, cents: 0n, block: [] });
  const things = [...books[0].keys()].filter((item) => item !== "budget");
  const packets = things.filter((item) => !isGood(item));
  const goods = rain.goods.map(({ id }) => id);
  const [n, g, out] = [left(packets), left(goods), sum(things.map(books[0].out))];
  if (!hits(rain, span, now, n + g + out, out, below)) return good("");
  if (n && g ? below(MILLION) < rain.goodsPerMillion : g) return good(pick(goods));
  const { kind } = rain.split;
  if (kind === "even") return packet(free("budget") / n);
  if (kind === "fixed") return packet(BigInt(pick(packets)));
  if (kind === "position-fair" && ahead.length) return packet(ahead[0]);
  const block = amounts(rain.split, free("budget"), n, below);
  return kind === "position-fair" ? packet(block[0], block) : packet(block[0]);
}

Object.assign(globalThis, { isGood, dice, rulesOf, draws, snatch });
