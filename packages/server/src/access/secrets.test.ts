import { expect, test } from 'vitest';
import { hashSecret, isSecret, makeId, makeIdFrom, makeSecret } from './secrets.js';

const BODY = 43;

test('[S27] secrets are long, distinct and share nothing but their prefix', () => {
  const bodies = Array.from({ length: 10_000 }, () => makeSecret('lc').slice('lc_'.length));
  expect(new Set(bodies).size).toBe(10_000);
  expect(bodies.every((body) => body.length === BODY + 6)).toBe(true);
});

test('[S27] every character is equally likely at every place', () => {
  const secrets = Array.from({ length: 10_000 }, () =>
    makeSecret('pt').slice('pt_'.length, 'pt_'.length + BODY),
  );
  for (let place = 0; place < BODY; place++) {
    const counts = new Map<string, number>();
    for (const secret of secrets) counts.set(secret[place]!, (counts.get(secret[place]!) ?? 0) + 1);
    const expected = secrets.length / 62;
    const chiSquare =
      [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0) +
      (62 - counts.size) * expected;
    // 61 degrees of freedom; 43 places are looked at, so the bound leaves one false alarm in ten million runs.
    expect(chiSquare).toBeLessThan(160);
  }
});

test('[S27] a checksum tells a secret from text that only looks like one', () => {
  const secret = makeSecret('sk_test');
  expect(isSecret('sk_test', secret)).toBe(true);
  expect(isSecret('sk_live', secret)).toBe(false);
  expect(isSecret('sk_test', `${secret}x`)).toBe(false);
  const changed = secret.slice(0, 20) + (secret[20] === 'a' ? 'b' : 'a') + secret.slice(21);
  expect(isSecret('sk_test', changed)).toBe(false);
});

test('[S412] an id of a text is the same each time, and never has the digits of a card in a row', () => {
  const ids = Array.from({ length: 20_000 }, (_, at) => makeIdFrom('cus', `req-${at}`));
  expect(ids[7]).toBe(makeIdFrom('cus', 'req-7'));
  expect(new Set(ids).size).toBe(20_000);
  for (const id of ids) expect(id).toMatch(/^cus_[0-9A-Za-z]{22}$/);
  // A card's number has thirteen digits at least. Of as many ids in hex some two hundred would have them.
  expect(ids.filter((id) => /\d{13}/.test(id))).toEqual([]);
});

test('[S27] ids and hashes have one form', () => {
  expect(makeId('bps')).toMatch(/^bps_[0-9A-Za-z]{22}$/);
  expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
