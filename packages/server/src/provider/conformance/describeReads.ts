import * as v from 'valibot';
import { Invoice, InvoiceWithLines, Plan, Subscription, type Money } from '@billfold/contract';
import { describe, expect, test } from 'vitest';
import { BillfoldError } from '../../errors.js';
import type { CustomerBilling, InvoiceQuery } from '../CustomerBilling.js';
import type { BillingCustomer, DocumentBranding } from '../Provider.js';
import type { ProviderUnderTest } from './ProviderUnderTest.js';
import { billingOf, unitOf } from './billingOf.js';

const everything: InvoiceQuery = { limit: 100, after: null, status: null, year: null };

const branding: DocumentBranding = {
  displayName: 'Example App',
  logoUrl: null,
  accent: '#336699',
  radius: null,
  font: null,
  supportUrl: null,
  privacyUrl: null,
  termsUrl: null,
  headline: null,
  upgradeUrl: null,
  logo: null,
};

/** What can be read of a customer, and what of somebody else can not. */
export function describeReads(opened: () => ProviderUnderTest): void {
  describe('reading', () => {
    const bind = (customer: BillingCustomer) => billingOf(opened(), customer);
    const newCustomer = (project = opened().projects[0]) => opened().createCustomer(project);
    const subscriber = async (project = opened().projects[0]) => {
      const customer = await newCustomer(project);
      await opened().subscribe(customer);
      return { customer, billing: bind(customer) };
    };

    test('a customer who never bought anything has nothing, and sees what is on offer', async () => {
      const billing = bind(await newCustomer());
      expect(await billing.listSubscriptions()).toEqual([]);
      expect(await billing.listInvoices(everything)).toEqual({ invoices: [], next: null });
      const plans = await billing.listPlans(null);
      expect(plans.length).toBeGreaterThan(0);
      expect(plans.some((plan) => plan.current || plan.prices.some((price) => price.current))).toBe(false);
    });

    test('being told of the same customer again changes nothing', async () => {
      const { customer, billing } = await subscriber();
      const before = await read(billing);
      await opened().provider.saveCustomer(customer, unitOf(opened()));
      expect(await read(billing)).toEqual(before);
    });

    test('whatever it returns is a complete resource of the contract', async () => {
      const { billing } = await subscriber();
      const { plans, subscriptions, invoices } = await read(billing);
      for (const plan of plans) expect(v.parse(Plan, plan)).toEqual(plan);
      for (const subscription of subscriptions)
        expect(v.parse(Subscription, subscription)).toEqual(subscription);
      for (const invoice of invoices) expect(v.parse(Invoice, invoice)).toEqual(invoice);
      const whole = await billing.getInvoice(invoices[0]!.id);
      expect(v.parse(InvoiceWithLines, whole)).toEqual(whole);
    });

    test('the current plan is the one of the subscription', async () => {
      const { billing } = await subscriber();
      const [subscription] = await billing.listSubscriptions();
      const plans = await billing.listPlans(null);
      const current = plans.filter((plan) => plan.current);
      expect(current.map((plan) => plan.id)).toEqual([subscription!.product.id]);
      expect(current[0]!.prices.filter((price) => price.current).map((price) => price.id)).toEqual([
        subscription!.price.id,
      ]);
    });

    test('one and many say the same', async () => {
      const { billing } = await subscriber();
      const { subscriptions, invoices } = await read(billing);
      for (const subscription of subscriptions) {
        expect(await billing.getSubscription(subscription.id)).toEqual(subscription);
      }
      for (const invoice of invoices.slice(0, 3)) {
        expect(await billing.getInvoice(invoice.id)).toMatchObject(invoice);
      }
    });

    test('what belongs to another customer or project is as if it did not exist', async () => {
      const { billing: owner } = await subscriber();
      const { subscriptions, invoices } = await read(owner);
      const strangers = [await subscriber(), await subscriber(opened().projects[1])];
      for (const { billing } of strangers) {
        expect(await billing.getSubscription(subscriptions[0]!.id)).toBeNull();
        expect(await billing.getInvoice(invoices[0]!.id)).toBeNull();
        expect(await billing.getInvoiceDocument(invoices[0]!.id, 'invoice', branding)).toBeNull();
        const theirs = await read(billing);
        const ids = new Set(invoices.map((invoice) => invoice.id));
        expect(theirs.invoices.some((invoice) => ids.has(invoice.id))).toBe(false);
      }
    });

    test('the same id in another project is another customer', async () => {
      const { customer } = await subscriber();
      const namesake = bind({ ...customer, providerCustomer: null, project: opened().projects[1] });
      expect(await namesake.listSubscriptions()).toEqual([]);
      expect(await namesake.listInvoices(everything)).toEqual({ invoices: [], next: null });
    });

    test('an id that was never given out is null', async () => {
      const { billing } = await subscriber();
      for (const id of ['in_', 'in_0', `in_${'z'.repeat(64)}`, 'sub_0', '', '%', "in_' or 1=1 --"]) {
        expect(await billing.getInvoice(id)).toBeNull();
        expect(await billing.getSubscription(id)).toBeNull();
        expect(await billing.getInvoiceDocument(id, 'invoice', branding)).toBeNull();
      }
    });

    test('invoices come newest first, each once, however long the pages are', async () => {
      const { billing } = await subscriber();
      const whole = await allPages(billing, everything);
      expect(whole.length).toBeGreaterThanOrEqual(10);
      expect(whole.map((invoice) => invoice.issuedAt)).toEqual(
        whole
          .map((invoice) => invoice.issuedAt)
          .toSorted()
          .toReversed(),
      );
      expect(new Set(whole.map((invoice) => invoice.number)).size).toBe(whole.length);
      for (const limit of [1, 3, whole.length]) {
        expect(await allPages(billing, { ...everything, limit })).toEqual(whole);
      }
    });

    test('an invoice that is issued while somebody pages hides and repeats none', async () => {
      const { customer, billing } = await subscriber();
      const before = await allPages(billing, everything);
      const first = await billing.listInvoices({ ...everything, limit: 4 });
      await opened().issueInvoice(customer);

      const rest = await allPages(billing, { ...everything, limit: 4, after: first.next });
      expect([...first.invoices, ...rest].map((invoice) => invoice.id)).toEqual(
        before.map((invoice) => invoice.id),
      );
      expect(await allPages(billing, everything)).toHaveLength(before.length + 1);
    });

    test('invoices can be narrowed by status and by year, page by page', async () => {
      const { billing } = await subscriber();
      const whole = await allPages(billing, everything);
      const years = new Set(whole.map((invoice) => invoice.issuedAt.slice(0, 4)));
      expect(years.size).toBeGreaterThan(1);
      for (const year of years) {
        expect(await allPages(billing, { ...everything, limit: 2, year: Number(year) })).toEqual(
          whole.filter((invoice) => invoice.issuedAt.startsWith(year)),
        );
      }
      for (const status of ['open', 'paid', 'void', 'uncollectible'] as const) {
        expect(await allPages(billing, { ...everything, limit: 3, status })).toEqual(
          whole.filter((invoice) => invoice.status === status),
        );
      }
      expect(await allPages(billing, { ...everything, year: 1970 })).toEqual([]);
    });

    test('a position that it did not make is refused', async () => {
      const { billing } = await subscriber();
      for (const after of ['', 'x', '0', '../..', '%00', 'null', '9'.repeat(60)]) {
        const error = await billing.listInvoices({ ...everything, after }).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(BillfoldError);
        expect((error as BillfoldError).code).toBe('invalid_cursor');
      }
    });

    test('amounts add up: lines, taxes, what was paid and what remains', async () => {
      const { billing } = await subscriber();
      const { invoices } = await read(billing);
      for (const { id } of invoices.slice(0, 20)) {
        const invoice = (await billing.getInvoice(id))!;
        const { subtotal, discount, tax, total, balanceApplied, amountPaid, amountRemaining } = invoice;
        const { lines, taxes, status } = invoice;
        expect(sum(lines.map((line) => line.amount))).toBe(subtotal.amount);
        expect(sum(taxes.map((it) => it.amount))).toBe(tax.amount);
        const added = sum(taxes.filter((it) => !it.inclusive).map((it) => it.amount));
        expect(total.amount).toBe(subtotal.amount - discount.amount + added);
        expect(amountRemaining.amount).toBe(
          status === 'open' ? total.amount - balanceApplied.amount - amountPaid.amount : 0,
        );
        for (const money of moniesIn(invoice)) {
          expect(Number.isSafeInteger(money.amount)).toBe(true);
          expect(Object.is(money.amount, -0)).toBe(false);
          expect([money.currency, money.exponent]).toEqual([total.currency, total.exponent]);
        }
      }
    });

    test('a paid invoice says when, and a living subscription when it renews', async () => {
      const { billing } = await subscriber();
      const { subscriptions, invoices } = await read(billing);
      const paid = invoices.filter((invoice) => invoice.status === 'paid');
      expect(paid.length).toBeGreaterThan(0);
      for (const invoice of paid) {
        expect(invoice.paidAt).not.toBeNull();
        expect(invoice.amountPaid.amount + invoice.balanceApplied.amount).toBe(invoice.total.amount);
      }
      const [subscription] = subscriptions;
      expect(subscription!.renewsAt).toBe(subscription!.currentPeriod.endAt);
      expect(subscription!.currentPeriod.startAt < subscription!.currentPeriod.endAt).toBe(true);
    });

    test('an invoice says which documents it has, and they are the same bytes every time', async () => {
      const { billing } = await subscriber();
      const { invoices } = await read(billing);
      for (const invoice of invoices.slice(0, 3)) {
        for (const kind of ['invoice', 'receipt'] as const) {
          const document = await billing.getInvoiceDocument(invoice.id, kind, branding);
          expect(document !== null).toBe(invoice.documents[kind]);
          if (document === null) continue;
          expect(document.filename).toMatch(/^[\w-]+\.pdf$/);
          expect(document.bytes.length).toBeGreaterThan(0);
          expect(await billing.getInvoiceDocument(invoice.id, kind, branding)).toEqual(document);
        }
      }
    });
  });
}

async function read(billing: CustomerBilling) {
  const { invoices } = await billing.listInvoices(everything);
  return { plans: await billing.listPlans(null), subscriptions: await billing.listSubscriptions(), invoices };
}

async function allPages(billing: CustomerBilling, query: InvoiceQuery): Promise<Invoice[]> {
  const found: Invoice[] = [];
  let after = query.after;
  do {
    const page = await billing.listInvoices({ ...query, after });
    expect(page.invoices.length).toBeLessThanOrEqual(query.limit);
    // A page that promises another one is full.
    if (page.next !== null) expect(page.invoices).toHaveLength(query.limit);
    found.push(...page.invoices);
    after = page.next;
  } while (after !== null);
  return found;
}

const sum = (amounts: Money[]) => amounts.reduce((total, { amount }) => total + amount, 0);

/** Every amount of money in a resource, however deep. */
function moniesIn(value: unknown): Money[] {
  if (typeof value !== 'object' || value === null) return [];
  return 'exponent' in value ? [value as Money] : Object.values(value).flatMap(moniesIn);
}
