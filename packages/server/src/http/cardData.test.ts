import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { taxIdTypes, type ErrorBody, type TaxIdType } from '@billfold/contract';
import { rowsOf } from '../database/Database.js';
import { verdictOn } from '../rules/taxIds.js';
import { createTestPortal, type TestPortal } from '../testing/index.js';
import { publishedCards, spellings } from '../testing/cards.js';
import { harmlessBodies } from '../testing/harmlessNumbers.js';
import { placesOfText, type RequestWith } from '../testing/placesOfText.js';
import { hasCheckDigit } from './cardIssuers.js';
import { findCardNumbers } from './cardNumbers.js';
import { refuseCardDataAround, refuseCardDataIn } from './cardData.js';

let portal: TestPortal;
let places: Record<string, RequestWith>;
const logged: string[] = [];
const write = (fields: object, message: string) => void logged.push(JSON.stringify([fields, message]));

beforeAll(async () => {
  portal = await createTestPortal({ log: { info: write, warn: write, error: write } });
  const { token } = await portal.createToken((await portal.createScenario('active')).id);
  places = placesOfText(portal, token);
});
afterAll(() => portal.close());

test('[S110] a card number is refused wherever it is, however it is written', async () => {
  let turn = 0;
  for (const [place, request] of Object.entries(places)) {
    for (const [spelling, spell] of Object.entries(spellings)) {
      const digits = publishedCards[(turn += 1) % publishedCards.length]!;
      const response = await portal.fetch(...request(spell(digits)));
      const { error } = (await response.json()) as ErrorBody;
      expect([place, spelling, digits, response.status, error.code, error.fields]).toEqual([
        place,
        spelling,
        digits,
        422,
        'card_data_not_accepted',
        null,
      ]);
    }
  }
});

test('[S113] nothing of it is in a table, in the log or in an answer', async () => {
  const said: string[] = [];
  for (const request of Object.values(places)) {
    for (const spell of Object.values(spellings)) {
      const response = await portal.fetch(...request(spell('5105105105105100')));
      said.push(JSON.stringify([...response.headers]), await response.text());
    }
  }
  const tables = await rowsOf<{ name: string }>(
    portal.database,
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  expect(tables.length).toBeGreaterThan(15);
  for (const { name } of tables) {
    said.push(JSON.stringify(await rowsOf(portal.database, sql`select * from ${sql.identifier(name)}`)));
  }
  expect(logged.length).toBeGreaterThan(100);
  const everything = [...logged, ...said].join('\n');
  for (const spell of Object.values(spellings)) {
    for (const digits of publishedCards) expect(everything).not.toContain(spell(digits));
  }
});

test('[S110] an id of the merchant’s own that looks like one is told what to do, and passes with a zero', async () => {
  const digits = '4242424242424242';
  const headers = { authorization: `Bearer ${portal.secretKey}`, 'content-type': 'application/json' };
  const post = (path: string, body: object) =>
    portal.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  for (const response of [
    await portal.fetch(`/v1/customers?reference=${digits}`, { headers }),
    await post('/v1/customers', { reference: digits }),
    await post('/v1/portal/sessions', { customerReference: digits, returnUrl: 'https://app.test/' }),
  ]) {
    const { error } = (await response.json()) as ErrorBody;
    expect([response.status, error.code, error.fields]).toEqual([
      422,
      'card_data_not_accepted',
      [
        {
          path: expect.stringMatching(/^(r|customerR)eference$/) as string,
          message: expect.stringContaining('put a 0 before') as string,
        },
      ],
    ]);
    expect(JSON.stringify(error)).not.toContain('4242');
  }
  expect((await post('/v1/customers', { reference: `0${digits}` })).status).toBe(201);
});

test('[S110] a refused request was not done, and its key is free', async () => {
  const key = crypto.randomUUID();
  const statuses = [];
  for (const name of ['4242 4242 4242 4242', 'Example', 'Example']) {
    const [path, init] = places['a name']!(name);
    const headers = { ...init.headers, 'idempotency-key': key };
    statuses.push((await portal.fetch(path, { ...init, headers })).status);
  }
  expect(statuses).toEqual([422, 201, 201]);
});

test.each([
  { cvc: '123' },
  { cvv: 123 },
  { 'card[number]': '1' },
  { card: { number: '4000' } },
  { card_number: '4000 12' },
  { cardNumber: 4000 },
  { pan: '4000' },
  { payment: { card: { cvc: '٣٢١' } } },
  { cards: [{ cardNumber: '4' }] },
])('[S114] %j is card data by its name', async (body) => {
  await expect(refuseCardDataIn(JSON.stringify(body))).rejects.toThrow(/card/);
});

test('[S114] also in a query, a form and a header', async () => {
  const refused = (url: string, init?: RequestInit) => () => refuseCardDataAround(new Request(url, init));
  expect(refused('https://billing.test/portal/v1/invoices?card%5Bnumber%5D=12')).toThrow(/card/);
  expect(refused('https://billing.test/portal/v1/invoices?cvc=123')).toThrow(/card/);
  expect(refused('https://billing.test/', { headers: { 'card-number': '12' } })).toThrow(/card/);
  await expect(refuseCardDataIn('name=x&card%5Bcvc%5D=123')).rejects.toThrow(/card/);
});

test('[S114] and not without a digit, or by a name that only looks like it', async () => {
  await refuseCardDataIn(
    '{"cvc":null,"card":{"number":""},"expireCard":true,"discard":"1","accountNo":"12"}',
  );
});

test('[S111] two hundred tax ids, telephone and order numbers pass', async () => {
  const bodies = harmlessBodies();
  expect(bodies.length).toBeGreaterThanOrEqual(200);
  for (const body of bodies) {
    const headers = { authorization: `Bearer ${portal.secretKey}`, 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    expect([body, (await portal.fetch('/v1/customers', init)).status]).toEqual([body, 201]);
  }
});

test('[S111] ids of ours, of programs and of browsers pass', () => {
  for (let turn = 0; turn < 20_000; turn++) {
    const hex = [...crypto.getRandomValues(new Uint8Array(16))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');
    const decimal = String(crypto.getRandomValues(new BigUint64Array(1))[0]);
    const id = crypto.randomUUID();
    const sent = {
      'idempotency-key': turn % 2 === 0 ? id : hex,
      traceparent: `00-${hex}-${hex.slice(16)}-01`,
      'x-datadog-trace-id': decimal,
      'x-request-id': decimal,
      cookie: `_ga=GA1.1.${decimal}`,
      'x-forwarded-for': '45.83.120.10, 172.16.254.1, 10.0.0.1',
    };
    const request = new Request(`https://billing.test/portal/v1/invoices/in_${id}?cursor=${id}`, {
      headers: sent,
    });
    expect(() => refuseCardDataAround(request)).not.toThrow();
  }
});

test('[S111] a card number inside of a random number is none', () => {
  const sent = (headers: Record<string, string>) => () =>
    refuseCardDataAround(new Request('https://billing.test/', { headers }));
  expect(sent({ 'idempotency-key': 'ab4242424242424242cdef0123456789' })).not.toThrow();
  expect(sent({ 'idempotency-key': 'Visa4242424242424242' })).toThrow(/card/);

  const parts = Array.from({ length: 1_000 }, (_, at) => `4242-4242-4242-8${String(at).padStart(3, '0')}`);
  const cards = parts.filter((part) => findCardNumbers(part).length > 0);
  expect(cards.length).toBeGreaterThan(50);
  for (const card of cards) {
    expect(sent({ 'idempotency-key': `abcd${card}-abcdef012345` })).not.toThrow();
    expect(sent({ 'idempotency-key': card })).toThrow(/card/);
  }
});

test('[S115] no type makes a tax id of a card number, but where it is both', async () => {
  // The numbers of French businesses have the check digit that cards have; this one is right for them in both places.
  const both = '36227206271667';
  for (const type of taxIdTypes) {
    for (const digits of publishedCards) {
      if (type === 'fr_siret' && digits === both) continue;
      for (const spell of Object.values(spellings)) {
        const body = JSON.stringify({ type, value: spell(digits) });
        expect([body, await refuseCardDataIn(body).catch(({ code }: { code: string }) => code)]).toEqual([
          body,
          'card_data_not_accepted',
        ]);
      }
    }
  }
});

test('[S115] a tax id passes as the value of its type, and nowhere else', async () => {
  // A French number of 14 digits has a card's check digit, and may begin as a Diners Club card does.
  const siret = '38012986648625';
  await refuseCardDataIn(JSON.stringify({ type: 'fr_siret', value: siret }));
  for (const body of [
    { type: 'unknown', value: siret },
    { type: 'sa_vat', value: siret },
    { value: siret },
    { type: 'fr_siret', value: siret, name: siret.slice(0, 4) + ' ' + siret.slice(4) + ' 4242424242424242' },
    { name: siret },
  ]) {
    await expect(refuseCardDataIn(JSON.stringify(body))).rejects.toThrow(/card/);
  }
});

test('[S115] a telephone number needs its country, and is never as long as cards are', async () => {
  await refuseCardDataIn('{"phone":"+49 1522 3433333"}');
  await refuseCardDataIn('{"phone":"+4222222222222"}');
  for (let number = 0; number < 3_000; number++) {
    // German mobiles, with the country and without the plus that belongs before it.
    await refuseCardDataIn(JSON.stringify({ phone: `49151${10_095_028 + number * 7_919}` }));
  }
  for (const phone of ['4222222222222', '+378282246310005', '+4242424242424242', '+4242 4242 4242 4242']) {
    await expect(refuseCardDataIn(JSON.stringify({ phone }))).rejects.toThrow(/card/);
  }
});

/** Numbers of each type that can look like a card's but for what is behind them: one or two digits that make them right. */
// prettier-ignore
const longTaxIds: [TaxIdType, base: RegExp, rest: number][] = [
  ['br_cnpj', /^(?:36|38)\d{6}000\d$/, 2],
  ['cn_tin', /^62(?:01|05|10)0[1-3]19[5-9]\d0[1-9][01][1-9]\d{3}$/, 1],
  ['de_stn', /^50\d{10}$/, 1],
  ['fr_siret', /^3[68]\d{7}0\d{3}$/, 1],
  ['mk_vat', /^50\d{10}$/, 1],
  ['ro_tin', /^50\d0[1-9][01][1-9][0-4][1-6][0-9]{3}$/, 1],
  ['th_vat', /^(?:50|67)\d{10}$/, 1],
  ['id_npwp', /^34\d{12}$/, 1],
  ['id_npwp', /^51710[1-4](?:[04][1-9]|[1256]\d)(?:0[1-9]|1[0-2])\d{2}00\d$/, 1],
  ['ba_tin', /^4\d{11}$/, 1],
];

test.each(longTaxIds)('[S115] the numbers of %s that begin like %s pass', async (type, base, rest) => {
  let alike = 0;
  for (const begin of fc.sample(fc.stringMatching(base), { numRuns: 300, seed: 1 })) {
    for (let end = 0; end < 10 ** rest; end++) {
      const value = begin + String(end).padStart(rest, '0');
      if ((await verdictOn({ type, value })) === 'unverified') continue;
      if (type === 'id_npwp' && value.length === 15 && !hasCheckDigit(value.slice(0, 9), 2)) continue;
      alike += findCardNumbers(value).length;
      await refuseCardDataIn(JSON.stringify({ type, value }));
    }
  }
  expect([type, alike > 5]).toEqual([type, type !== 'ba_tin']);
});

test.each([
  ['names', `{${'"a":{"b":1,'.repeat(4_000)}`],
  ['lists', '['.repeat(65_000)],
  ['closed lists', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
  ['form fields', 'a=1&'.repeat(16_000)],
  ['escapes', '\\u0034'.repeat(10_000)],
  ['half an UUID', '0000-'.repeat(13_000)],
])('[S112] a body of 64 KiB of %s is looked through in bounded time', async (_, body) => {
  // What this process has computed: on a busy machine others do so in between.
  const before = process.cpuUsage();
  await refuseCardDataIn(body);
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000);
});

test('[S112] a body that is nested too deep is never parsed', async () => {
  const parse = vi.spyOn(JSON, 'parse');
  await refuseCardDataIn('['.repeat(20_000) + ']'.repeat(20_000));
  await expect(refuseCardDataIn(`${'['.repeat(50)}"4242424242424242"`)).rejects.toThrow(/card/);
  expect(parse).not.toHaveBeenCalled();
  parse.mockRestore();
});
