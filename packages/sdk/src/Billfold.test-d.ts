import type { CreatedPortalSession, Customer, Page } from '@billfold/contract';
import { describe, expectTypeOf, test } from 'vitest';
import type { Billfold } from './Billfold.js';
import type { BillfoldError } from './BillfoldError.js';
import { billingRoute as nextBillingRoute } from './adapters/next.js';
import { billingRoute, type BillingUser } from './billingRoute/billingRoute.js';
import type { CheckPlanChange, ProposedPlanChange as Asked } from '@billfold/server';
import { planCheckRoute, type PlanCheckRouteOptions } from './planCheck/planCheckRoute.js';
import type { ProposedPlanChange } from './planCheck/ProposedPlanChange.js';

declare const billfold: Billfold;

describe('[K46] what the compiler knows', () => {
  test('inputs are the contract’s', () => {
    void billfold.portalSessions.create({ customer: 'cus_1', returnUrl: 'https://app.test' });
    // @ts-expect-error there is no such field
    void billfold.portalSessions.create({ customerId: 'cus_1', returnUrl: 'https://app.test' });
    // @ts-expect-error nor such a scenario
    void billfold.sandbox.scenarios.create({ scenario: 'bankrupt' });
    // @ts-expect-error an id is not changed
    void billfold.customers.update('cus_1', { customer: 'cus_2' });
  });

  test('outputs are the contract’s', () => {
    expectTypeOf(billfold.portalSessions.create).returns.resolves.toEqualTypeOf<CreatedPortalSession>();
    expectTypeOf(billfold.customers.list).returns.resolves.toEqualTypeOf<Page<Customer>>();
    expectTypeOf(billfold.customers.listAll()).toExtend<AsyncIterable<Customer>>();
  });

  test('codes of errors can be told apart', () => {
    expectTypeOf<'customer_not_found' | 'network' | 'timeout'>().toExtend<BillfoldError['code']>();
    expectTypeOf<'no_such_code'>().not.toExtend<BillfoldError['code']>();
  });

  test('a user is named in one way', () => {
    expectTypeOf<{ customer: string | null }>().toExtend<BillingUser>();
    expectTypeOf<{ customerReference: string; configuration: string }>().toExtend<BillingUser>();
    expectTypeOf<{ customer: string; email: string }>().not.toExtend<BillingUser>();
    expectTypeOf<{ id: string }>().not.toExtend<BillingUser>();
  });

  test('authenticate is given the request of its framework', () => {
    billingRoute({
      billfold,
      authenticate: (request) => {
        expectTypeOf(request).toEqualTypeOf<Request>();
        return null;
      },
    });
    type NextRequest = Request & { cookies: { get(name: string): { value: string } | undefined } };
    nextBillingRoute({
      billfold,
      authenticate: (request: NextRequest) => ({ email: request.cookies.get('email')?.value ?? null }),
    });
  });

  test('a proposed change is the portal server’s, and so is what is said to it', () => {
    expectTypeOf<ProposedPlanChange>().toEqualTypeOf<Asked>();
    expectTypeOf<PlanCheckRouteOptions['check']>().toEqualTypeOf<CheckPlanChange>();
    // @ts-expect-error sentences come in lists
    planCheckRoute({ secret: '', check: () => ({ blockers: 'Remove 5 members first.' }) });
  });
});
