import { expect, test } from 'vitest';
import type { Database } from '../database/Database.js';
import { router, type Route } from './router.js';

test('[S28] a path that is written out answers before one that takes anything, in whatever order they came', async () => {
  const route = (name: string, path: string): Route => ({
    name,
    method: 'GET',
    path,
    handle: async () => Response.json(name),
  });
  const routes = [
    route('getInvoice', '/portal/v1/invoices/{invoice}'),
    route('getUpcomingInvoice', '/portal/v1/invoices/upcoming'),
    route('getInvoicePdf', '/portal/v1/invoices/{invoice}/pdf'),
  ];
  for (const given of [routes, routes.toReversed()]) {
    const app = router({
      routes: given,
      database: {} as Database,
      provider: {} as never,
      publicUrl: 'https://billing.test',
      clock: () => new Date(0),
      log: { info() {}, warn() {}, error() {} },
      version: '0',
      ipKey: 'key',
    });
    const answerTo = async (path: string) =>
      (await app.fetch(new Request(`https://billing.test/portal/v1/invoices/${path}`))).json();
    expect(await answerTo('upcoming')).toBe('getUpcomingInvoice');
    expect(await answerTo('in_1')).toBe('getInvoice');
    expect(await answerTo('in_1/pdf')).toBe('getInvoicePdf');
  }
});

test('[S30] /healthz answers by whatever name, also while the database says nothing at all', async () => {
  const silent = { execute: () => new Promise(() => undefined) } as unknown as Database;
  const app = router({
    routes: [],
    database: silent,
    provider: {} as never,
    publicUrl: 'https://billing.test',
    clock: () => new Date(0),
    log: { info() {}, warn() {}, error() {} },
    version: '0',
    ipKey: 'key',
  });
  for (const host of ['billing.test', '10.0.0.7:8787']) {
    const response = await app.fetch(new Request(`http://${host}/healthz`));
    expect([response.status, response.headers.has('billfold-request-id')]).toEqual([200, true]);
  }
}, 2_000);
