'use client';
import type { PaymentMethod } from '@billfold/contract';
import type { Expiry } from '@billfold/hooks';
import { useDisplay } from '../../display.js';
import { formatDate } from '../../format/date.js';
import { Day } from '../../format/Day.js';
import { planNames } from './paymentMethodChange.js';
import type { PaymentMethodListWords } from './paymentMethodListWords.js';

/** What is known of a payment method besides its name, in the order in which it is looked for. */
export function PaymentMethodFacts({ paymentMethod, expiry, words }: PaymentMethodFactsProps) {
  const { paymentMethodList: say } = words;
  const { expiresAt, wallet, holder, bankName, mandate, usedBy, isDefault } = paymentMethod;
  const printed = paymentMethod.expiry;
  const month = String(printed?.month ?? '').padStart(2, '0');
  const year = String(printed?.year ?? '');
  const facts = [
    printed && (expiry === 'expired' ? say.hasExpired(month, year) : say.expires(month, year)),
    wallet && say.wallet(wallet),
    bankName,
    holder,
  ].filter((fact) => fact !== null);

  return (
    <>
      {facts.length > 0 ? (
        <p className="bf-PaymentMethodList-facts">
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </p>
      ) : null}
      {mandate ? <p>{say.mandate(mandate.reference, <Day at={mandate.acceptedAt} />)}</p> : null}
      {usedBy.length > 0 ? <p>{say.usedFor(planNames(usedBy))}</p> : null}
      {expiry === 'expires_soon' && expiresAt ? <p>{say.lastDay(<LastDay of={expiresAt} />)}</p> : null}
      {expiry === 'expired' && isDefault ? (
        <p className="bf-PaymentMethodList-warning">{say.expiredDefault}</p>
      ) : null}
    </>
  );
}

/** The day before an instant, of the calendar that is printed on cards and not of the root's time zone. */
function LastDay({ of }: { of: string }) {
  const { locale } = useDisplay();
  const at = new Date(Date.parse(of) - 1).toISOString();
  return <time dateTime={at.slice(0, 10)}>{formatDate(at, locale, 'UTC')}</time>;
}

interface PaymentMethodFactsProps {
  paymentMethod: PaymentMethod;
  /** Null for what does not run out. */
  expiry: Expiry | null;
  words: PaymentMethodListWords;
}
