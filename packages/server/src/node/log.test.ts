import { expect, test } from 'vitest';
import { makeSecret } from '../access/secrets.js';
import { createLog } from './log.js';

const canaries = {
  secretKey: makeSecret('sk_test'),
  code: makeSecret('lc'),
  token: makeSecret('pt'),
  cookie: makeSecret('hs'),
  email: 'mona.canary@example.com',
  name: 'Mona Canary',
  street: '12 Canary Wharf',
  taxId: 'GB999999973',
  password: 'hunter22',
};

test('[S56] one JSON line for each entry, with level, time and message', () => {
  const [entry] = logged((log) =>
    log.info({ requestId: 'req_1', operation: 'listInvoices', status: 200, ms: 3 }, 'request'),
  );

  expect(entry).toEqual({
    level: 'info',
    at: expect.stringMatching(/^\d{4}-.*Z$/),
    requestId: 'req_1',
    operation: 'listInvoices',
    status: 200,
    ms: 3,
    msg: 'request',
  });
});

test('[S56] fields that hold credentials or personal data are hidden, at any depth', () => {
  const text = linesOf((log) =>
    log.warn(
      {
        authorization: `Bearer ${canaries.token}`,
        headers: { cookie: `session=${canaries.cookie}`, 'Set-Cookie': canaries.cookie },
        body: { code: canaries.code },
        customer: {
          id: 'cus_1',
          name: canaries.name,
          email: canaries.email,
          address: { line1: canaries.street },
          taxId: canaries.taxId,
        },
        list: [{ accessToken: canaries.token, password: canaries.password }],
      },
      'careless',
    ),
  );

  for (const canary of Object.values(canaries)) expect(text).not.toContain(canary);
  expect(text).toContain('cus_1');
});

test('[S56] credentials and addresses are hidden by their form, wherever they stand', () => {
  const text = linesOf((log) => {
    log.info(
      {
        note: `used ${canaries.secretKey} for ${canaries.email}`,
        at2: `postgres://someone:${canaries.password}@db.example/x`,
      },
      `link #${canaries.code}`,
    );
    log.warn(canaries.email);
    log.error(new Error(`no customer ${canaries.email}`));
  });

  for (const canary of [canaries.secretKey, canaries.email, canaries.password, canaries.code])
    expect(text).not.toContain(canary);
  expect(text.trim().split('\n')).toHaveLength(3);
});

test('[S56] an error keeps its kind, code and place, and loses the values of its query', () => {
  const cause = Object.assign(new Error(`invalid input syntax for type integer: "${canaries.name}"`), {
    code: '22P02',
    detail: `Key (email)=(${canaries.email}) already exists.`,
    constraint: 'customers_reference',
    parameters: [canaries.name],
  });
  const error = new Error(
    `Failed query: insert into customers values ($1)\nparams: ${canaries.name},${canaries.street}`,
    { cause },
  );
  const [entry] = logged((log) => log.error({ err: error, requestId: 'req_1' }, 'request failed'));

  const text = JSON.stringify(entry);
  for (const canary of Object.values(canaries)) expect(text).not.toContain(canary);
  expect(entry).toMatchObject({
    err: {
      type: 'Error',
      message: 'Failed query: insert into customers values ($1)',
      at: expect.arrayContaining([expect.stringContaining('log.test.ts')]),
      cause: {
        code: '22P02',
        constraint: 'customers_reference',
        message: 'invalid input syntax for type integer: …',
      },
    },
  });
});

test('[S56] the code of an API error is told', () => {
  const [entry] = logged((log) => log.error({ code: 'database_unavailable' }, 'request failed'));
  expect(entry).toMatchObject({ code: 'database_unavailable' });
});

function linesOf(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  write(createLog('trace', { write: (line) => (text += line) }));
  return text;
}

const logged = (write: (log: ReturnType<typeof createLog>) => void): unknown[] =>
  linesOf(write)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
