import type { SetupIntent } from '@billfold/contract';
import { BillfoldError, type DefaultChoice, type SetupOutcome } from '@billfold/server';
import type { Enrolment, Finished } from '../company/wire.js';
import { orNull } from './createClient.js';
import { accountOf, intentOf, unprefixed, type Context } from './Context.js';
import { checkChoice, movedSince, ownPaymentMethod, toAgreements } from './paymentMethods.js';

/** Begins to put a card on file: the customer enters it on the company's page, and it never comes near the portal. */
export async function createSetupIntent(context: Context): Promise<SetupIntent> {
  const { client, unit } = context;
  const path = `POST /accounts/${accountOf(context)}/enrolments` as const;
  return intentOf(context).step('enrol', async (key) => {
    const { id, secret, since } = await client.send<Enrolment>(unit, key, path, {});
    return { id: `seti_${id}`, clientSecret: secret, createdAt: since };
  });
}

/** Puts on file what was entered. Nothing that the browser says is believed: the company is asked. */
export async function addPaymentMethod(
  context: Context,
  { setupIntent, makeDefault, ...choice }: DefaultChoice & { setupIntent: string; makeDefault: boolean },
): Promise<SetupOutcome> {
  const { client, unit } = context;
  const intent = intentOf(context);
  const checked = await intent.step('check', async () => {
    const { id, state, secret } = await ownEnrolment(context, setupIntent);
    if (state === 'open') throw new BillfoldError('setup_not_confirmed');
    return {
      id,
      state,
      secret,
      before: await checkChoice(context, makeDefault ? choice : { subscriptions: [] }),
    };
  });
  if (checked.state === 'bank_asks') return { status: 'requires_action', clientSecret: checked.secret };
  if (checked.state === 'declined') return { status: 'failed', failure: 'contact_bank' };
  const body = { makeStandard: makeDefault, agreements: toAgreements(choice) };
  const { card, moved, isNew } = await intent.step('finish', (key) =>
    client.send<Finished>(unit, key, `POST /enrolments/${checked.id}/finish`, body),
  );
  const paymentMethod = await ownPaymentMethod(context, card);
  return {
    status: 'succeeded',
    paymentMethod,
    moved: await movedSince(context, checked.before, moved),
    isNew,
  };
}

async function ownEnrolment(context: Context, id: string): Promise<Enrolment> {
  const known = unprefixed('seti', id);
  const account = accountOf(context);
  const found = known && (await orNull(context.client.get<Enrolment>(context.unit, `/enrolments/${known}`)));
  if (!found || found.account !== account) throw new BillfoldError('not_found');
  return found;
}
