'use client';
import { Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import type {
  Appearance,
  Stripe,
  StripeElementsOptions,
  StripeError,
  StripePaymentElementOptions,
} from '@stripe/stripe-js';
import { useEffect, useMemo, useRef, useState } from 'react';
import { readFieldsTheme, watchFieldsTheme } from '../fieldsTheme.js';
import type { PaymentFieldsProps } from '../PaymentFields.js';
import { useLatest } from '../useLatest.js';
import { appearanceOf } from './appearanceOf.js';
import { loadStripeOnce } from './loadStripeOnce.js';
import { localeOf } from './localeOf.js';
import { stripeHandle } from './stripeHandle.js';

/**
 * The Payment Element, in setup mode and without an intent: one is made when the customer confirms. It is one Stripe, one
 * group and one element for as long as it is rendered, in StrictMode too: with another group, what was typed would be gone.
 */
export function StripeElement(props: PaymentFieldsProps) {
  const { settings, locale, currency } = props;
  const latest = useLatest(props);
  const place = useRef<HTMLDivElement>(null);
  const [stripe, setStripe] = useState<Stripe | null>(null);
  const [appearance, setAppearance] = useState<Appearance | null>(null);
  const { publishableKey, account } = settings;

  useEffect(() => {
    const { current: here } = place;
    if (!here) return;
    setAppearance(appearanceOf(readFieldsTheme(here)));
    return watchFieldsTheme(here, (theme) => setAppearance(appearanceOf(theme)));
  }, []);

  useEffect(() => {
    let isHere = true;
    if (!publishableKey) return latest.current.onState({ status: 'failed', reason: 'error' });
    loadStripeOnce({ publishableKey, ...(account && { account }) }).then(
      (loaded) => isHere && setStripe(loaded),
      () => isHere && latest.current.onState({ status: 'failed', reason: 'blocked' }),
    );
    return () => {
      isHere = false;
    };
  }, [publishableKey, account, latest]);

  const options = useMemo(
    (): StripeElementsOptions | null =>
      appearance && {
        mode: 'setup',
        setupFutureUsage: 'off_session',
        ...(currency && { currency }),
        locale: localeOf(locale),
        appearance,
      },
    [appearance, currency, locale],
  );

  return (
    <div ref={place}>
      {options ? (
        // Null until it is there: given at once, it would be asked for two groups in StrictMode.
        <Elements stripe={stripe} options={options}>
          <Entry {...props} group={options} />
        </Elements>
      ) : null}
    </div>
  );
}

function Entry({ group, ...props }: PaymentFieldsProps & { group: StripeElementsOptions }) {
  const { disabled, holder } = props;
  const stripe = useStripe();
  const elements = useElements();
  const latest = useLatest(props);
  const handle = useMemo(() => stripe && elements && stripeHandle(stripe, elements), [stripe, elements]);
  const [name] = useState(holder);
  useEffect(() => handle?.change(), [handle, group]);

  const options = useMemo(
    (): StripePaymentElementOptions => ({
      layout: { type: 'tabs' },
      readOnly: disabled,
      // Whoever confirms a debit has read what they agree to.
      terms: { sepaDebit: 'always' },
      ...(name && { defaultValues: { billingDetails: { name } } }),
    }),
    [disabled, name],
  );

  return (
    <PaymentElement
      options={options}
      onReady={() => handle && latest.current.onState({ status: 'ready', handle })}
      onLoadError={({ error }) => latest.current.onState({ status: 'failed', reason: reasonOf(error) })}
      onChange={({ complete, value }) => {
        handle?.change();
        latest.current.onChange({ complete, kind: value.type });
      }}
    />
  );
}

const reasonOf = ({ type }: StripeError) => (type === 'api_connection_error' ? 'blocked' : 'error');
