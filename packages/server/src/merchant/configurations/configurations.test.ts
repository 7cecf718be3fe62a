import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import {
  operations,
  type DescribedOperation,
  type OperationName,
  type Page,
  type PortalConfiguration,
  type Session,
} from '@billfold/contract';
import { portalConfigurationJsonSchema } from '@billfold/contract/openapi';
import { setUpProject } from '../../access/setUpProject.js';
import { rowsOf } from '../../database/Database.js';
import { catalog } from '../../testing/startTwoServers.js';
import { createTestPortal, type TestPortal } from '../../testing/index.js';
import { nobodys, requestOf, rightInputs } from '../../testing/rightInputs.js';

let portal: TestPortal;
beforeAll(async () => {
  portal = await createTestPortal();
  await portal.merchant('PUT', '/v1/sandbox/catalog', catalog);
});
beforeEach(async () => {
  await portal.database.execute(sql`delete from portal_sessions`);
  await portal.database.execute(sql`delete from portal_configurations where id <> 'default'`);
  await portal.merchant('PATCH', '/v1/branding', { supportUrl: null });
  await portal.configure({});
});
afterAll(() => portal.close());

const path = (id: string) => `/v1/portal/configurations/${id}`;
const put = (id: string, settings: object) => portal.merchant<PortalConfiguration>('PUT', path(id), settings);

/** What the merchant is told of configurations, and what the audit log has of them. */
const told = () =>
  rowsOf<{ type: string; data: { object: PortalConfiguration; previousAttributes?: object } }>(
    portal.database,
    sql`select type, data from events where type like 'portal.configuration%' order by sequence`,
  );
const audited = () =>
  rowsOf<{ by: string; target: string; before: object | null; after: object | null }>(
    portal.database,
    sql`select by, target, before, after from audit_log where action like 'portal.configuration%' order by sequence`,
  );

describe('a configuration', () => {
  test('[S210] is stored with everything filled in, and read as it was answered', async () => {
    const settings = {
      features: { subscriptionPause: { enabled: true } },
      businessProfile: {
        headline: 'Example App partners with Example Bank',
        supportUrl: 'https://example.com/help',
      },
      stepUp: { actions: ['cancel'], url: 'https://app.test/prove' },
      defaultReturnUrl: 'https://app.test/settings',
    };
    const made = await put('dunning', settings);
    expect(made).toMatchObject({ id: 'dunning', ...settings });
    expect(made.features.subscriptionPause).toEqual({ enabled: true, maxMonths: 3 });
    expect(made.features.subscriptionUpdate.allow).toContain('promotion_code');
    expect(made.businessProfile).toMatchObject({ privacyUrl: null, termsUrl: null, upgradeUrl: null });
    expect(await portal.merchant('GET', path('dunning'))).toEqual(made);
  });

  test('[S210] that is replaced keeps nothing of what was left out', async () => {
    await put('dunning', {
      features: { invoiceHistory: { enabled: false } },
      defaultReturnUrl: 'https://app.test/',
    });
    expect(await put('dunning', {})).toMatchObject({
      features: { invoiceHistory: { enabled: true } },
      defaultReturnUrl: null,
    });
  });

  test('[S210] called default is always there; others are not there before they are made', async () => {
    expect(await portal.merchant('GET', path('default'))).toMatchObject({ id: 'default' });
    const response = await portal.fetch(path('none'), {
      headers: { authorization: `Bearer ${portal.secretKey}` },
    });
    expect(response.status).toBe(404);
  });

  test('[S210] is listed by its id, each once', async () => {
    for (const id of ['b', 'a', 'c', 'd']) await put(id, {});
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor ? `?limit=2&cursor=${cursor}` : '?limit=2';
      const page: Page<PortalConfiguration> = await portal.merchant(
        'GET',
        `/v1/portal/configurations${query}`,
      );
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'default']);
  });

  test('[S210] of another project does not exist here', async () => {
    const { secretKey } = await setUpProject(portal.database, {
      id: 'proj_other',
      testMode: true,
      now: new Date(),
    });
    await put('dunning', {});
    const response = await portal.fetch(path('dunning'), {
      headers: { authorization: `Bearer ${secretKey}` },
    });
    expect(response.status).toBe(404);
  });

  test('[S211] given twice is the same: nothing is written, and nobody is told', async () => {
    const first = await put('dunning', { features: { subscriptionCancel: { mode: 'immediately' } } });
    const before = [await told(), await audited()];
    portal.clock.set(new Date(portal.clock.now().getTime() + 60_000));
    // The same in another order, and with what the defaults say written out.
    const again = await put('dunning', {
      defaultReturnUrl: null,
      features: { subscriptionCancel: { flow: 'single', mode: 'immediately', enabled: true } },
    });
    expect(again).toEqual(first);
    expect([await told(), await audited()]).toEqual(before);
  });

  test('[S211] has a hash of its settings, and not of its name or its time', async () => {
    const one = await put('one', { defaultReturnUrl: 'https://app.test/' });
    const two = await put('two', { defaultReturnUrl: 'https://app.test/' });
    expect(one.hash).toBe(two.hash);
    expect((await put('two', {})).hash).not.toBe(one.hash);
  });

  test('[S211] that is changed is told with what it was, and in the audit log before and after', async () => {
    await put('dunning', {});
    const already = [(await told()).length, (await audited()).length];
    const now = await put('dunning', { features: { invoiceHistory: { enabled: false } } });
    const [event] = (await told()).slice(already[0]);
    expect(event?.data.object).toEqual(now);
    expect(event?.data.previousAttributes).toMatchObject({ features: { invoiceHistory: { enabled: true } } });
    const [entry, ...more] = (await audited()).slice(already[1]);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      by: expect.stringMatching(/^key:/) as string,
      target: 'dunning',
      before: { features: { invoiceHistory: { enabled: true } } },
      after: { features: { invoiceHistory: { enabled: false } } },
    });
  });

  test('[S211] [S89] of a start goes the same way: a change is told once, as done by the server', async () => {
    const start = {
      testMode: true,
      now: portal.clock.now(),
      features: { subscriptionPause: { enabled: true } },
    };
    const before = (await audited()).length;
    await setUpProject(portal.database, start);
    await setUpProject(portal.database, start);
    expect((await audited()).slice(before)).toMatchObject([{ by: 'server', target: 'default' }]);
  });
});

test('[S215] the JSON Schema of a configuration is served, names every setting, and knows the short form', async () => {
  const response = await portal.fetch('/schemas/portal-configuration.json');
  const schema = (await response.json()) as {
    additionalProperties: boolean;
    properties: Record<string, { properties: Record<string, { properties: Record<string, unknown> }> }>;
  };
  expect(schema).toEqual(JSON.parse(JSON.stringify(portalConfigurationJsonSchema())));
  expect(schema.additionalProperties).toBe(false);
  const { features } = schema.properties;
  expect(Object.keys(features!.properties).sort()).toEqual([
    'customerUpdate',
    'invoiceHistory',
    'paymentMethodUpdate',
    'subscriptionCancel',
    'subscriptionPause',
    'subscriptionUpdate',
  ]);
  const { products } = features!.properties['subscriptionUpdate']!.properties;
  expect(JSON.stringify(products)).toContain('"required":["product"]');
});

describe('from the browser', () => {
  const ofCustomers: DescribedOperation[] = Object.values(operations).filter(
    ({ access }) => access.by === 'portal_session',
  );
  const named = { configuration: 'everything', portalConfiguration: 'everything', features: '{}' };

  test('[S217] naming a configuration is an error or nothing, and never chooses one', async () => {
    await put('everything', {});
    await put('nothing', {
      features: Object.fromEntries(
        [
          'invoiceHistory',
          'paymentMethodUpdate',
          'customerUpdate',
          'subscriptionUpdate',
          'subscriptionCancel',
        ].map((feature) => [feature, { enabled: false }]),
      ),
      businessProfile: { supportUrl: 'https://example.com/help' },
    });
    const customer = (await portal.createScenario('active')).id;
    const { token } = await portal.createToken(customer, { configuration: 'nothing' });
    const authorization = `Bearer ${token}`;
    for (const operation of ofCustomers.filter(({ name }) => name !== 'endSession')) {
      const { path, init } = requestOf(operation, rightInputs(nobodys)[operation.name as OperationName]);
      const headers = { ...init.headers, authorization };
      const inHeaders = {
        ...headers,
        'billfold-configuration': 'everything',
        cookie: 'configuration=everything',
      };
      const plain = await portal.fetch(path, { ...init, headers });
      const withHeaders = await portal.fetch(path, { ...init, headers: inHeaders });
      expect([operation.name, withHeaders.status]).toEqual([operation.name, plain.status]);
      for (const [name, value] of Object.entries(named)) {
        const query = `${path}${path.includes('?') ? '&' : '?'}${name}=${value}`;
        const inQuery = await portal.fetch(query, { ...init, headers });
        expect([operation.name, inQuery.status]).toEqual([operation.name, 400]);
        if (init.body === undefined) continue;
        const body = JSON.stringify({ ...(JSON.parse(init.body as string) as object), [name]: value });
        const inBody = await portal.fetch(path, { ...init, headers, body });
        expect([operation.name, inBody.status]).toEqual([operation.name, 400]);
      }
    }
    const session = (await (
      await portal.fetch('/portal/v1/session', { headers: { authorization } })
    ).json()) as Session;
    expect([session.configuration, session.features.invoiceHistory.enabled]).toEqual(['nothing', false]);
  });
});
