import { QueryClient } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import { createTestPortal, type TestPortal } from '@billfold/server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { portalFor, Root, SLOW, type Page } from '../test/portal.js';
import { billfoldKey } from './keys.js';
import { useBillfold } from './useBillfold.js';
import { useInvoices } from './invoices/useInvoices.js';
import { useSession } from './sessions/useSession.js';
import { useSubscriptions } from './subscriptions/useSubscriptions.js';

let portal: TestPortal;
let [ada, bob]: Page[] = [];

let customers: string[];

beforeAll(async () => {
  portal = await createTestPortal();
  customers = [(await portal.createScenario('active')).id, (await portal.createScenario('pastDue')).id];
}, SLOW);
afterAll(() => portal.close());

beforeEach(() => {
  [ada, bob] = customers.map((customer) => portalFor(portal, customer));
});

/** What one render put on the screen: the customer it is of, and the ids of what they have. */
interface Shown {
  customer: string | undefined;
  ids: string[];
}

/** Shows a customer's billing and keeps a record of every render. */
function Billing({ renders, scopes }: { renders: Shown[]; scopes?: Set<string> }) {
  const { session } = useSession();
  const { invoices } = useInvoices({ limit: 100 });
  const { subscriptions } = useSubscriptions();
  scopes?.add(useBillfold().client.scope);
  const ids = [...(invoices ?? []), ...(subscriptions ?? [])].map(({ id }) => id);
  renders.push({ customer: session?.customer.id, ids });
  return <output>{invoices && subscriptions && session ? session.customer.id : 'loading'}</output>;
}

/** Everything that belongs to a customer, asked for without any of our code in between. */
async function idsOf(customer: string): Promise<Set<string>> {
  const { token } = await portal.createToken(customer);
  const get = async (path: string) => {
    const response = await portal.fetch(path, { headers: { Authorization: `Bearer ${token}` } });
    return ((await response.json()) as { data: { id: string }[] }).data.map(({ id }) => id);
  };
  return new Set([
    ...(await get('/portal/v1/invoices?limit=100')),
    ...(await get('/portal/v1/subscriptions')),
  ]);
}

/** Whether a render shows anything of a customer. */
const shows = ({ customer, ids }: Shown, of: Page, theirs: Set<string>) =>
  customer === of.customer || ids.some((id) => theirs.has(id));

describe('a credential that becomes another customer’s', () => {
  test('[H18] never shows two customers at once, nor the old one afterwards', async () => {
    const [adas, bobs] = [await idsOf(ada!.customer), await idsOf(bob!.customer)];
    const [renders, queryClient, onCustomerChange] = [[] as Shown[], new QueryClient(), vi.fn()];
    const sessions: string[] = [];
    const session = async () => {
      const created = await portal.createToken(ada!.customer);
      sessions.push(created.session);
      return created;
    };
    render(
      <Root page={ada!} session={session} queryClient={queryClient} onCustomerChange={onCustomerChange}>
        <Billing renders={renders} />
      </Root>,
    );
    await screen.findByText(ada!.customer);
    expect(renders.at(-1)!.ids.length).toBe(adas.size);

    // Somebody else signs in, and the old session is ended.
    ada!.customer = bob!.customer;
    await portal.merchant('DELETE', `/v1/portal/sessions/${sessions[0]}`);
    const before = renders.length;
    await act(() => queryClient.refetchQueries({ queryKey: ['billfold'], predicate: isInvoices }));
    await screen.findByText(bob!.customer);

    expect(onCustomerChange.mock.calls).toEqual([[bob!.customer]]);
    expect(renders.at(-1)!.ids.length).toBe(bobs.size);
    const mixed = renders.filter((shown) => shows(shown, bob!, bobs) && shown.ids.some((id) => adas.has(id)));
    expect(mixed).toEqual([]);
    const firstOfBob = renders.findIndex((shown) => shows(shown, bob!, bobs));
    expect(firstOfBob).toBeGreaterThanOrEqual(before);
    expect(renders.slice(firstOfBob).filter(({ ids }) => ids.some((id) => adas.has(id)))).toEqual([]);
  });

  const isInvoices = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[2] === 'invoices';
});

describe('a root whose customer changes', () => {
  test('[H20] renders nothing of the old one from then on, and drops it from the cache', async () => {
    const adas = await idsOf(ada!.customer);
    const [renders, scopes, queryClient] = [[] as Shown[], new Set<string>(), new QueryClient()];
    const page = (of: Page, customer: string) => (
      <Root page={of} customer={customer} queryClient={queryClient}>
        <Billing renders={renders} scopes={scopes} />
      </Root>
    );
    const { rerender } = render(page(ada!, 'ada'));
    await screen.findByText(ada!.customer);

    const before = renders.length;
    rerender(page(bob!, 'bob'));
    expect(screen.getByText('loading')).toBeVisible();
    await screen.findByText(bob!.customer);

    expect(
      renders.slice(before).filter((shown) => shows(shown, { ...ada!, customer: 'none' }, adas)),
    ).toEqual([]);
    expect(bob!.tokensMade).toBe(1);
    const [scopeOfAda, scopeOfBob] = [...scopes];
    expect(queryClient.getQueryCache().findAll({ queryKey: ['billfold', scopeOfAda] })).toEqual([]);
    expect(queryClient.getQueryCache().findAll({ queryKey: ['billfold', scopeOfBob] })).toHaveLength(3);
  });

  test('[H20] leaves alone what another root shows of the same customer', async () => {
    const [first, second, queryClient] = [[] as Shown[], [] as Shown[], new QueryClient()];
    const page = (of: Page, customer: string) => (
      <>
        <Root page={of} customer={customer} queryClient={queryClient}>
          <Billing renders={first} />
        </Root>
        <Root page={ada!} customer="ada" queryClient={queryClient}>
          <Billing renders={second} />
        </Root>
      </>
    );
    const { rerender } = render(page(ada!, 'ada'));
    await waitFor(() => expect(screen.getAllByText(ada!.customer)).toHaveLength(2));
    const requests = ada!.requests.length;

    rerender(page(bob!, 'bob'));
    await screen.findByText(bob!.customer);
    expect(screen.getByText(ada!.customer)).toBeVisible();
    expect(ada!.requests).toHaveLength(requests);
  });
});

describe('two roots for two customers', () => {
  test('[H21] share nothing in one cache, named or not', async () => {
    const [adas, bobs] = [await idsOf(ada!.customer), await idsOf(bob!.customer)];
    const [left, right, scopes, queryClient] = [
      [] as Shown[],
      [] as Shown[],
      new Set<string>(),
      new QueryClient(),
    ];
    render(
      <>
        <Root page={ada!} queryClient={queryClient}>
          <Billing renders={left} scopes={scopes} />
        </Root>
        <Root page={bob!} queryClient={queryClient}>
          <Billing renders={right} scopes={scopes} />
        </Root>
      </>,
    );
    await screen.findByText(ada!.customer);
    await screen.findByText(bob!.customer);

    expect(new Set(left.at(-1)!.ids)).toEqual(adas);
    expect(new Set(right.at(-1)!.ids)).toEqual(bobs);
    expect(left.filter((shown) => shows(shown, bob!, bobs))).toEqual([]);
    expect(right.filter((shown) => shows(shown, ada!, adas))).toEqual([]);
    expect(scopes.size).toBe(2);
    const [scope] = [...scopes];
    expect(queryClient.getQueryCache().findAll({ queryKey: billfoldKey({ scope: scope! }) })).toHaveLength(3);
    expect(queryClient.getQueryCache().getAll()).toHaveLength(6);
    expect([ada!.tokensMade, bob!.tokensMade]).toEqual([1, 1]);
  });
});
