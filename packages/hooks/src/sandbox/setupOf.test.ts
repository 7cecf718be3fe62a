import { expect, test } from 'vitest';
import { failure, json, recordingFetch, tokens } from '../../test/answers.js';
import { createClient } from '../index.js';
import { setupOf } from './index.js';

const entry = { method: 'visa', expiry: { month: 12, year: 2034 }, holder: 'Example Person' } as const;

function connect(...answers: (() => Response)[]) {
  const { fetch, sent } = recordingFetch(() => answers.shift()!());
  const client = createClient({ baseUrl: 'https://billing.test', session: tokens().ask, fetch });
  return {
    confirm: setupOf(client, 'seti_1_secret_2'),
    bodies: () => sent.map(({ init }) => JSON.parse(String(init.body)) as object),
    keys: () => sent.map(({ headers }) => headers.get('Idempotency-Key')),
    paths: () => sent.map(({ url }) => new URL(url).pathname),
  };
}

const answered = (status: string) => () => json({ status, failure: null });

test('[H75] a setup is confirmed with the name of a method, and then with what the bank says', async () => {
  const { confirm, bodies, paths, keys } = connect(answered('requires_action'), answered('succeeded'));
  expect(await confirm(entry)).toMatchObject({ status: 'requires_action' });
  expect(await confirm(entry, 'authenticated')).toMatchObject({ status: 'succeeded' });
  expect(new Set(paths())).toEqual(new Set(['/portal/v1/sandbox/setups/confirm']));
  expect(bodies()).toEqual([
    { clientSecret: 'seti_1_secret_2', ...entry },
    { clientSecret: 'seti_1_secret_2', ...entry, outcome: 'authenticated' },
  ]);
  expect(new Set(keys()).size).toBe(2);
});

test('[H75] after an answer that was lost it is the same one, after an answer another try', async () => {
  const { confirm, keys } = connect(
    () => failure(503, 'provider_unavailable'),
    answered('failed'),
    answered('failed'),
  );
  await expect(confirm(entry)).rejects.toMatchObject({ code: 'provider_unavailable' });
  await confirm(entry);
  await confirm(entry);
  const [first, again, other] = keys();
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});
