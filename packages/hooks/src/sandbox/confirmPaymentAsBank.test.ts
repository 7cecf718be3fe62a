import { expect, test } from 'vitest';
import { json, recordingFetch, tokens } from '../../test/answers.js';
import { createClient } from '../index.js';
import { confirmPaymentAsBank } from './index.js';

test('[H75] what the bank says travels with the secret, under the key that it is given', async () => {
  const { fetch, sent } = recordingFetch(() => json({ subscription: 'sub_1', invoice: null, paid: true }));
  const client = createClient({ baseUrl: 'https://billing.test', session: tokens().ask, fetch });
  const payment = { clientSecret: 'pi_1_secret_2', outcome: 'refused', idempotencyKey: 'key_1' } as const;
  expect(await confirmPaymentAsBank(client, payment)).toMatchObject({ subscription: 'sub_1' });

  const [request] = sent;
  expect(new URL(request!.url).pathname).toBe('/portal/v1/sandbox/payments/confirm');
  expect(request!.headers.get('Idempotency-Key')).toBe('key_1');
  expect(JSON.parse(String(request!.init.body))).toEqual({
    clientSecret: 'pi_1_secret_2',
    outcome: 'refused',
  });
});
