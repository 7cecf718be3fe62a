import type { SetupIntent } from '@billfold/contract';
import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import type { CustomerBilling, SetupOutcome } from '../../../provider/CustomerBilling.js';
import { defaultMethodOf } from '../read/methodOf.js';
import { idOf, isId } from '../read/references.js';
import { answering, orNull } from '../read/toBillfoldError.js';
import { toFailure } from '../read/toFailure.js';
import { toInstant } from '../read/toInstant.js';
import type { StripeContext } from '../StripeContext.js';
import {
  makeDefault,
  movedSince,
  planDefault,
  readLiving,
  refuseUnlessLiving,
  shownBefore,
  type NewDefault,
} from './defaults.js';
import { readPaymentMethods } from './listPaymentMethods.js';
import { findOnFile } from './paymentMethods.js';
import type { Account } from './readAccount.js';
import { isOf } from './readSubscriptions.js';
import { intentOf, stripeCustomer } from './target.js';

/** Kinds of payment methods that work for subscriptions everywhere that Stripe is. */
const USUAL_TYPES = ['card', 'sepa_debit'] as const;

/**
 * Metadata of a setup intent: what the portal has answered for it. Stripe puts a payment method on file by itself, and the portal
 * tells of it once.
 */
const answeredKey = 'billfold_answered';

/** Null: nobody has asked yet. */
type Answered = 'pending' | 'on_file' | null;

type Addition = Parameters<CustomerBilling['addPaymentMethod']>[0];

/** Payment methods on their way to being on file. */
export function setups(
  context: StripeContext,
): Pick<CustomerBilling, 'createSetupIntent' | 'addPaymentMethod'> {
  return {
    createSetupIntent: () => answering(() => create(context)),
    addPaymentMethod: (addition) => answering(() => add(context, addition)),
  };
}

async function create(context: StripeContext): Promise<SetupIntent> {
  const { stripe, options, settings } = context;
  const intent = intentOf(context);
  // Settings may be others when it is driven again, and what is sent under one key must not be.
  const types = await intent.step('check', async () => [...(settings.paymentMethodTypes ?? USUAL_TYPES)]);
  const id = await intent.step('create', async (key) => {
    const created = await stripe.setupIntents.create(
      {
        customer: stripeCustomer(context),
        // Charged later, when nobody is there to be asked: what a bank wants to ask it asks now.
        usage: 'off_session',
        allowed_payment_method_types: types,
      },
      options(key),
    );
    return created.id;
  });
  // Its secret opens it: it is read again and kept nowhere.
  const { client_secret, created } = await stripe.setupIntents.retrieve(id, {}, options());
  return { id, clientSecret: client_secret!, createdAt: toInstant(created) };
}

/** What an addition has come to before anything of it is done: plain data, as a step keeps it. */
type Checked =
  | { status: 'requires_action' }
  | { status: 'pending'; answered: Answered }
  | Extract<SetupOutcome, { status: 'failed' }>
  | {
      status: 'succeeded';
      paymentMethod: string;
      answered: Answered;
      plan: NewDefault | null;
      before: Awaited<ReturnType<typeof shownBefore>>;
    };

async function add(context: StripeContext, addition: Addition): Promise<SetupOutcome> {
  const { stripe, options } = context;
  const { setupIntent: id } = addition;
  const checked = await intentOf(context).step('check', () => check(context, addition));
  switch (checked.status) {
    case 'failed':
      return checked;
    case 'requires_action': {
      const { client_secret } = await stripe.setupIntents.retrieve(id, {}, options());
      return { status: 'requires_action', clientSecret: client_secret! };
    }
    case 'pending':
      if (checked.answered === null) await markAnswered(context, id, 'pending');
      return { status: 'pending' };
    case 'succeeded': {
      if (checked.plan) await makeDefault(context, checked.plan);
      if (checked.answered !== 'on_file') await markAnswered(context, id, 'on_file');
      const moved = checked.plan ? await movedSince(context, checked.before) : [];
      const paymentMethod = await findOnFile(context, checked.paymentMethod);
      return { status: 'succeeded', paymentMethod, moved, isNew: checked.answered === null };
    }
  }
}

/** Reads the intent itself: what a browser says of it on its way back proves nothing. */
async function check(context: StripeContext, addition: Addition): Promise<Checked> {
  const { stripe, options } = context;
  const { setupIntent: id, subscriptions } = addition;
  const found = isId('seti', id) ? await orNull(stripe.setupIntents.retrieve(id, {}, options())) : null;
  if (!found || !isOf(context, found)) throw new BillfoldError('not_found');
  const account = await readLiving(context);
  refuseUnlessLiving(account, subscriptions);
  const answered = answeredOf(found);
  switch (found.status) {
    case 'succeeded':
      return checkPut(context, account, addition, found, answered);
    case 'processing':
      return { status: 'pending', answered };
    case 'requires_action':
      return { status: 'requires_action' };
    default:
      if (found.last_setup_error === null) throw new BillfoldError('setup_not_confirmed');
      return { status: 'failed', failure: toFailure(found.last_setup_error) };
  }
}

async function checkPut(
  context: StripeContext,
  account: Account,
  { makeDefault: isWanted, subscriptions }: Addition,
  intent: Stripe.SetupIntent,
  answered: Answered,
): Promise<Checked> {
  const paymentMethod = idOf(intent.payment_method);
  const onFile = await readPaymentMethods(context);
  // It may have been taken off file since.
  if (paymentMethod === null || !onFile.some(({ id }) => id === paymentMethod))
    throw new BillfoldError('not_found');
  const isFirst = onFile.length === 1 && defaultMethodOf(account.customer) === null;
  const chosen = isWanted ? subscriptions : [];
  // Who says it again has got what they wanted, and perhaps has chosen something else since.
  const plan =
    answered !== 'on_file' && (isWanted || isFirst) ? planDefault(account, paymentMethod, chosen) : null;
  return {
    status: 'succeeded',
    paymentMethod,
    answered,
    plan,
    before: plan ? await shownBefore(context, account) : [],
  };
}

function answeredOf({ metadata }: Stripe.SetupIntent): Answered {
  const said = metadata?.[answeredKey];
  return said === 'pending' || said === 'on_file' ? said : null;
}

/** Remembers what was told of it. */
async function markAnswered(context: StripeContext, id: string, answered: 'pending' | 'on_file') {
  const { stripe, options } = context;
  await intentOf(context).step('answer', async (key) => {
    await stripe.setupIntents.update(id, { metadata: { [answeredKey]: answered } }, options(key));
    return null;
  });
}
