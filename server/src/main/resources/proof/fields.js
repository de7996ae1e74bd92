// The fields of a line, none of which is taken for what it is not. Comes after bytes.js.
"use strict";

// The line is not one that this version can follow.
class Unreadable extends Error {}
const demand = (holds, otherwise) => {
  if (!holds) throw new Unreadable(otherwise);
};
const bits = (line, field) => {
  const bytes = Bytes.fromHex(line[field], 64);
  demand(bytes, `${field} is not 64 digits of hexadecimal`);
  return bytes;
};
const number = (line, field, absent) => {
  const value = line[field] === undefined ? absent : line[field];
  demand(typeof value === "bigint", `has no number "${field}"`);
  return value;
};
const text = (line, field) => {
  demand(typeof line[field] === "string", `has no text "${field}"`);
  return line[field];
};
const array = (line, field) => {
  demand(Array.isArray(line[field]), `has no list "${field}"`);
  return line[field];
};
const numbers = (line, field) => array(line, field).map((each) => number({ [field]: each }, field));

// The numbers that the claims and grants of a campaign have, and the tickets that were used.
class Numbering {
  claims = 0n;
  grants = 0n;
  tickets = new Set();
  constructor(campaign) {
    this.campaign = campaign;
  }
  // A claim of a user: numbers rise, and a ticket is used once.
  claim(line) {
    this.number(line);
    this.take(array(line, "grants"));
  }
  // One that has no grants yet.
  number(line) {
    const claim = number(line, "claim");
    demand(claim > this.claims, `is claim ${claim}, after claim ${this.claims}`);
    this.claims = claim;
    bits(line, "alias");
    const ticket = Bytes.toHex(bits(line, "ticket"));
    demand(!this.tickets.has(ticket), "uses a ticket that was used before");
    this.tickets.add(ticket);
  }
  // Grants, which are numbered without a gap.
  take(grants) {
    for (const grant of grants) {
      const due = `${this.campaign}.${++this.grants}`;
      demand(text(grant, "id") === due, `grants ${grant.id} where ${due} is due`);
    }
  }
}

Object.assign(globalThis, {
  Unreadable, demand, bits, number, text, array, numbers, Numbering,
});
