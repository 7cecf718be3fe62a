import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { json, recordingFetch, tokens } from '../../test/answers.js';
import { fieldsThat } from '../../test/paymentFields.js';
import { createClient } from '../client.js';
import { changeOwner, ownerOf } from '../customerOwner.js';
import { initialPaymentMethodAddition } from './paymentMethodAddition.js';
import { runAddition } from './runAddition.js';

test.each([
  [true, 0],
  [false, 1],
])(
  '[H88] what was entered for one customer (by now another: %s) is confirmed %i times',
  async (isOther, times) => {
    const { fetch } = recordingFetch(() => {
      // Noticed with this answer, before anything could be rendered.
      if (isOther) changeOwner(client);
      return json({ id: 'seti_1', clientSecret: 'seti_1_secret_2' });
    });
    const client = createClient({ baseUrl: 'https://billing.test', session: tokens().ask, fetch });
    const fields = fieldsThat([{ status: 'abandoned' }]);
    await runAddition({
      client,
      queryClient: new QueryClient(),
      owner: ownerOf(client),
      fields,
      choice: {},
      container: () => null,
      underIntentKey: (_, send) => send('key_1'),
      underAdditionKey: (_, send) => send('key_2'),
      abort: new AbortController(),
      state: { ...initialPaymentMethodAddition, status: 'preparing' },
      onChange: () => undefined,
    });
    expect(fields.confirmations).toHaveLength(times);
  },
);
