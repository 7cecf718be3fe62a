'use client';
import { version, type ReactNode } from 'react';
import { Button } from './Button.js';
import { Notice } from './Notice.js';
import type { PaymentMethodEntryWords } from './paymentMethodEntryWords.js';
import { Bone } from './Skeleton.js';

/**
 * How far the provider's fields are. `blocked`: what they need could not be fetched. `broken`: they do not work.
 * `missing`: the page has none for this provider, or nothing may be entered.
 */
export type PaymentFieldsCondition = 'loading' | 'slow' | 'ready' | 'blocked' | 'broken' | 'missing';

/** The place of the provider's fields: their room while they load, and a way out where they do not come. */
export function PaymentFieldsFrame({
  condition,
  supportUrl,
  words,
  onRetry,
  children,
}: PaymentFieldsFrameProps) {
  const { paymentMethodForm: say, section } = words;
  const support = supportUrl ? (
    <a className="bf-Button" data-variant="secondary" href={supportUrl}>
      {say.support}
    </a>
  ) : null;

  if (condition === 'missing') {
    return (
      <Notice tone="neutral" title={say.missing} action={support}>
        <p>{say.missingAdvice}</p>
      </Notice>
    );
  }
  if (condition === 'blocked' || condition === 'broken') {
    return (
      <Notice
        role="alert"
        tone="danger"
        title={condition === 'blocked' ? say.failed : say.broken}
        action={
          <div className="bf-PaymentMethodEntry-actions">
            <Button onClick={onRetry}>{section.retry}</Button>
            {support}
          </div>
        }
      >
        {condition === 'blocked' ? <p>{say.blockedAdvice}</p> : null}
      </Notice>
    );
  }
  return (
    <div className="bf-PaymentMethodEntry-fields" aria-busy={condition !== 'ready' || undefined}>
      <div className="bf-PaymentMethodEntry-frame" {...(condition === 'ready' ? null : INERT)}>
        {children}
      </div>
      {condition === 'ready' ? null : (
        <div className="bf-PaymentMethodEntry-bones">
          <span aria-hidden="true">
            <Bone length="long" />
          </span>
          <p role="status" className="bf-muted">
            {condition === 'slow' ? say.slow : say.loading}
          </p>
          {condition === 'slow' ? <Button onClick={onRetry}>{section.retry}</Button> : null}
        </div>
      )}
    </div>
  );
}

/** What is not seen yet can not be come to. React 18 does not know the property, and takes the attribute as a text. */
const INERT = { inert: version.startsWith('18.') ? '' : true } as { inert: boolean };

interface PaymentFieldsFrameProps {
  condition: PaymentFieldsCondition;
  supportUrl: string | null | undefined;
  words: PaymentMethodEntryWords;
  onRetry: () => void;
  children: ReactNode;
}
