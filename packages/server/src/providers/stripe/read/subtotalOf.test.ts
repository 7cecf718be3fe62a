import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { anInvoice } from '../../../../test/stripeObjects.js';
import { toInvoice } from './toInvoice.js';

const eur = (amount: number) => ({ amount, currency: 'eur', exponent: 2 });

test('[X334] the subtotal is that of the lines, before what is taken off any of them, and adds up to the total', () => {
  const taxes = [
    { amount: 285, tax_behavior: 'exclusive' },
    { amount: 100, tax_behavior: 'inclusive' },
  ] as Stripe.Invoice.TotalTax[];
  // Stripe's subtotal of an invoice with a discount on a line is 1500, and what was taken off is told besides.
  const ofLine = anInvoice({
    subtotal: 1500,
    total: 1785,
    total_discount_amounts: [{ amount: 400, discount: 'di_1' }],
    total_taxes: taxes,
  });
  expect(toInvoice(ofLine, [])).toMatchObject({ subtotal: eur(1900), discount: eur(400), total: eur(1785) });
  const ofInvoice = anInvoice({ ...ofLine, subtotal: 1900 });
  expect(toInvoice(ofInvoice, []).subtotal).toEqual(eur(1900));
  const shipped = anInvoice({
    ...ofLine,
    shipping_cost: { amount_subtotal: 500 } as Stripe.Invoice.ShippingCost,
  });
  expect(toInvoice(shipped, []).subtotal).toEqual(eur(1500));
});
