import { FlowInput, type createPortalSession, type InputOf } from '@billfold/contract';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { BillfoldError } from '../../../errors.js';
import { createClient } from '../client/createClient.js';
import { idOf } from '../read/references.js';
import { answering } from '../read/toBillfoldError.js';
import type { StripeOptions } from '../StripeOptions.js';
import { flowDataOf } from './flowDataOf.js';

/** A visit to Stripe's own portal. */
export interface StripePortalSessionInput {
  /** The customer at Stripe, `cus_…`: `providerCustomer` of ours. */
  customer: string;
  /** Stripe's configuration, `bpc_…`, as `billfold stripe push-portal` tells it. Default: the account's own default. */
  configuration?: string;
  /** The one thing that it is opened for, as for a session of ours; what is left out is as there. */
  flow?: InputOf<typeof createPortalSession>['flow'];
  /** What somebody who cancels is offered instead, where `flow` is `subscription_cancel`. */
  offerCoupon?: string;
  returnUrl?: string;
  /** Whether a customer who comes too late may sign in with their e-mail address, and until when. Default: the link is dead. */
  afterExpiration?: { signInUntil: Date | null };
  locale?: string;
}

/**
 * Opens Stripe's own portal for a customer, with the words of a session of ours: for the day on which ours is down, or for what only
 * Stripe's can do. To be called by a back end; what it returns lets whoever has it act as the customer.
 *
 * @throws BillfoldError `not_found` for a customer, subscription or invoice that is not there, or not theirs; `invoice_not_payable`;
 * `invalid_request` for a flow that is none; `provider_unavailable`; `internal`, whose cause says what Stripe has against the key.
 */
export async function createStripePortalSession(
  options: StripeOptions,
  input: StripePortalSessionInput,
): Promise<{ url: string }> {
  const stripe = createClient(options);
  return answering(async () => {
    const { customer, configuration, returnUrl, afterExpiration, locale } = input;
    const flow = readFlow(input.flow);
    // Stripe's portal has no page for one invoice; the invoice has.
    if (flow?.type === 'invoice_pay') return { url: await invoicePage(stripe, customer, flow.invoice) };
    const { url } = await stripe.billingPortal.sessions.create({
      customer,
      ...(configuration !== undefined && { configuration }),
      ...(returnUrl !== undefined && { return_url: returnUrl }),
      ...(locale !== undefined && { locale }),
      ...(flow && { flow_data: await flowDataOf(stripe, { ...input, flow }) }),
      ...(afterExpiration && { after_expiration: signInOf(afterExpiration) }),
    });
    return { url };
  });
}

function readFlow(flow: StripePortalSessionInput['flow']): FlowInput | undefined {
  if (flow === undefined) return undefined;
  const parsed = v.safeParse(FlowInput, flow);
  if (parsed.success) return parsed.output;
  const fields = parsed.issues.map((issue) => ({
    path: ['flow', v.getDotPath(issue)].filter(Boolean).join('.'),
    message: issue.message,
  }));
  throw new BillfoldError('invalid_request', { fields });
}

const signInOf = ({
  signInUntil,
}: NonNullable<
  StripePortalSessionInput['afterExpiration']
>): Stripe.BillingPortal.SessionCreateParams.AfterExpiration => ({
  type: 'customer_login',
  customer_login: signInUntil ? { expires_at: Math.floor(signInUntil.getTime() / 1_000) } : {},
});

async function invoicePage(stripe: Stripe, customer: string, id: string): Promise<string> {
  const invoice = await stripe.invoices.retrieve(id);
  if (idOf(invoice.customer) !== customer) throw new BillfoldError('not_found');
  if (invoice.status === 'open' && invoice.hosted_invoice_url) return invoice.hosted_invoice_url;
  throw new BillfoldError('invoice_not_payable');
}
