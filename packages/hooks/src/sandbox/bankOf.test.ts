import { expect, test } from 'vitest';
import { json, recordingFetch, tokens } from '../../test/answers.js';
import { createClient } from '../index.js';
import { bankOf } from './index.js';

test('[H75] what the bank says travels with the secret, each answer under one key', async () => {
  const { fetch, sent } = recordingFetch(() => json({ subscription: 'sub_1', invoice: null, paid: false }));
  const client = createClient({ baseUrl: 'https://billing.test', session: tokens().ask, fetch });
  const tell = bankOf(client, 'pi_1_secret_2');
  expect(await tell('refused')).toMatchObject({ subscription: 'sub_1', paid: false });
  await tell('refused');
  await tell('authenticated');

  expect(sent.map(({ url }) => new URL(url).pathname)).toEqual(
    Array<string>(3).fill('/portal/v1/sandbox/payments/confirm'),
  );
  expect(sent.map(({ init }) => JSON.parse(String(init.body)) as object)).toEqual([
    { clientSecret: 'pi_1_secret_2', outcome: 'refused' },
    { clientSecret: 'pi_1_secret_2', outcome: 'refused' },
    { clientSecret: 'pi_1_secret_2', outcome: 'authenticated' },
  ]);
  const [first, again, other] = sent.map(({ headers }) => headers.get('Idempotency-Key'));
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});
