import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { rowsOf } from '../database/Database.js';
import { openTestDatabase } from '../testing/openTestDatabase.js';
import { startServer } from './startServer.js';

const rounds = process.env['BILLFOLD_PROVE'] === 'full' ? 20 : 3;

const data = {
  catalog: {
    products: [
      {
        id: 'prod_pro',
        name: 'Pro',
        prices: [{ id: 'price_pro', unitAmount: 1900, currency: 'eur', interval: 'month' }],
      },
    ],
  },
  customers: Array.from({ length: 10 }, (_, n) => ({
    reference: `user_${n}`,
    subscriptions: [{ price: 'price_pro', startedAt: '-24 months' }],
  })),
};

test('[S61, S62] servers that start at once on one database and one data file fill it once', async () => {
  const sandboxData = join(await mkdtemp(join(tmpdir(), 'billfold-data-')), 'billing.json');
  await writeFile(sandboxData, JSON.stringify(data));

  for (let round = 0; round < rounds; round++) {
    const { url, database, close } = await openTestDatabase();
    const start = () => startServer({ port: 0, databaseUrl: url!, sandboxData, logLevel: 'error' });
    const servers = await Promise.all([start(), start(), start(), start()]);

    const rows = await rowsOf(
      database,
      sql`select reference, count(*)::integer as n from customers group by reference having count(*) > 0 order by reference`,
    );
    expect(rows).toEqual(data.customers.map(({ reference }) => ({ reference, n: 1 })));
    await Promise.all(servers.map((server) => server.close()));
    await close();
  }
});
