// Bytes: in hexadecimal, in hashes, and in the lines of a file.
//
// A plain script with a SHA-256 of its own, since browsers load no modules from disk, and lend
// their own hashes to pages from safe addresses alone.
"use strict";

globalThis.Bytes = (() => {
  const ascii = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

  // The bytes of so many digits of hexadecimal; null where it is anything else.
  const fromHex = (text, digits) =>
    typeof text === "string" && text.length === digits && /^([0-9a-fA-F]{2})*$/.test(text)
      ? Uint8Array.from(text.match(/../g), (two) => parseInt(two, 16))
      : null;

  // A BigInt in eight bytes, the highest first.
  const u64 = (number) => {
    const eight = new DataView(new ArrayBuffer(8));
    eight.setBigUint64(0, number);
    return new Uint8Array(eight.buffer);
  };

  // The constants of SHA-256 (FIPS 180-4) are the fractions of the roots of the first primes.
  const isPrime = (n) => Array.from({ length: n - 2 }, (_, i) => n % (i + 2)).every(Boolean);
  const primes = Array.from({ length: 310 }, (_, i) => i + 2).filter(isPrime);
  const fractions = (roots) => Int32Array.from(roots, (root) => (root % 1) * 2 ** 32);
  const first = fractions(primes.slice(0, 8).map(Math.sqrt));
  const constants = fractions(primes.map(Math.cbrt));
  const turn = (word, by) => (word >>> by) | (word << (32 - by));

  function padded(pieces) {
    const length = pieces.reduce((all, piece) => all + piece.length, 0);
    const message = new Uint8Array((length + 72) & ~63);
    pieces.reduce((at, piece) => (message.set(piece, at), at + piece.length), 0);
    message[length] = 0x80;
    message.set(u64(BigInt(length) * 8n), message.length - 8);
    return new DataView(message.buffer);
  }

  function schedule(words, message, at) {
    for (let i = 0; i < 16; i++) words[i] = message.getInt32(at + 4 * i);
    for (let i = 16; i < 64; i++) {
      const [x, y] = [words[i - 15], words[i - 2]];
      words[i] =
        words[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) +
        words[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
    }
  }

  function compress(hash, words) {
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i++) {
      const choice = (e & f) ^ (~e & g);
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + constants[i] + words[i];
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => (hash[i] += word));
  }

  // SHA-256 of the pieces, one behind the other.
  function sha256(...pieces) {
    const [message, hash, words] = [padded(pieces), first.slice(), new Int32Array(64)];
    for (let at = 0; at < message.byteLength; at += 64) {
      schedule(words, message, at);
      compress(hash, words);
    }
    const bytes = new DataView(new ArrayBuffer(32));
    hash.forEach((word, i) => bytes.setInt32(4 * i, word));
    return new Uint8Array(bytes.buffer);
  }

  // HMAC-SHA256 (RFC 2104) under a key of at most 64 bytes.
  function hmac(key, ...message) {
    const pad = (byte) => Uint8Array.from({ length: 64 }, (_, i) => key[i] ^ byte);
    return sha256(pad(0x5c), sha256(pad(0x36), ...message));
  }

  function joined(one, other) {
    const both = new Uint8Array(one.length + other.length);
    both.set(one);
    both.set(other, one.length);
    return both;
  }

  // The lines of a file that comes in chunks: their bytes, and whether something ends them.
  async function* lines(chunks) {
    let rest = new Uint8Array(0);
    for await (const chunk of chunks) {
      const all = rest.length ? joined(rest, chunk) : chunk;
      let from = 0;
      for (let end; (end = all.indexOf(10, from)) >= 0; from = end + 1)
        yield { bytes: all.subarray(from, end), ended: true };
      rest = all.slice(from);
    }
    if (rest.length) yield { bytes: rest, ended: false };
  }

  return { ascii, toHex, fromHex, u64, sha256, hmac, lines };
})();
