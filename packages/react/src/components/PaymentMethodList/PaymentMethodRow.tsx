'use client';
import type { PaymentMethod, RemovalBlock, SubscriptionName } from '@billfold/contract';
import { expiryOf } from '@billfold/hooks';
import { useId } from 'react';
import { Button } from '../../primitives/Button.js';
import { Chip } from '../../primitives/Chip.js';
import { later, useLater } from '../../primitives/later.js';
import { Notice } from '../../primitives/Notice.js';
import { paymentMethodName } from '../../words/paymentMethodName.js';
import type { PaymentMethodChange, PaymentMethodTask } from './paymentMethodChange.js';
import { PaymentMethodFacts } from './PaymentMethodFacts.js';
import type { PaymentMethodListWords } from './paymentMethodListWords.js';

// Most visitors only look. What asks before something is done comes with the pointer.
const question = later(async () => (await import('./PaymentMethodQuestion.js')).PaymentMethodQuestion);

/** One payment method: what it is, what it is used for, and what can be done with it. */
export function PaymentMethodRow({
  paymentMethod,
  isOnly,
  now,
  moves,
  change,
  isLocked,
  isOnline,
  words,
  onAsk,
  onConfirm,
  onLeave,
  onAdd,
  canMakeDefault,
  canRemove,
}: PaymentMethodRowProps) {
  const { paymentMethodList: say } = words;
  const { id, type, brand, isDefault, removable, removalBlockedBy } = paymentMethod;
  const blockedId = useId();
  const { part: Question, hasFailed } = useLater(question, change !== null);
  const name = paymentMethodName(paymentMethod, words.paymentMethods);
  const expiry = expiryOf(paymentMethod, now);
  const isEnding = expiry === 'expires_soon' || expiry === 'expired';
  const mustReplace = isEnding && (isDefault || paymentMethod.usedBy.length > 0);
  const isWaiting = (task: PaymentMethodTask) => change?.task === task && !Question && !hasFailed;
  const prepare = { onPointerEnter: question.load, onFocus: question.load };

  return (
    <li className="bf-PaymentMethodList-row" data-expiry={expiry ?? undefined} data-payment-method={id}>
      <span className="bf-PaymentMethodList-mark" aria-hidden="true">
        {type === 'card' ? say.cardMark(brand) : type === 'sepa_debit' ? say.debitMark : null}
      </span>
      <div className="bf-PaymentMethodList-text">
        <p className="bf-PaymentMethodList-name" tabIndex={-1}>
          <bdi>{name}</bdi> {isDefault ? <Chip tone="accent">{say.isDefault}</Chip> : null}{' '}
          {expiry === 'expires_soon' ? <Chip tone="warning">{say.expiresSoon}</Chip> : null}{' '}
          {expiry === 'expired' ? <Chip tone={isDefault ? 'danger' : 'warning'}>{say.expired}</Chip> : null}
        </p>
        <PaymentMethodFacts paymentMethod={paymentMethod} expiry={expiry} words={words} />
        {canRemove && !removable ? (
          <p id={blockedId}>
            <BlockedBy blocks={removalBlockedBy} isOnly={isOnly} words={words} />{' '}
            {isOnly && onAdd && removalBlockedBy.some(({ reason }) => reason !== 'payment_processing') ? (
              <button
                type="button"
                className="bf-PaymentMethodList-link"
                disabled={isLocked}
                onClick={() => onAdd(false)}
              >
                {say.addAnother}
              </button>
            ) : null}
          </p>
        ) : null}
      </div>
      {change && (Question || hasFailed) ? null : (
        <div className="bf-PaymentMethodList-actions">
          {mustReplace && onAdd ? (
            <Button
              variant="quiet"
              aria-label={say.ofMethod(say.replace, name)}
              disabled={isLocked}
              // Of one that is not the default, nothing else is to be moved.
              onClick={() => onAdd(isDefault)}
            >
              {say.replace}
            </Button>
          ) : null}
          {canMakeDefault && !isDefault ? (
            <Button
              {...prepare}
              variant="quiet"
              aria-label={say.ofMethod(say.makeDefault, name)}
              data-task="makeDefault"
              busy={isWaiting('makeDefault')}
              disabled={isLocked && !change}
              onClick={() => onAsk('makeDefault')}
            >
              {say.makeDefault}
            </Button>
          ) : null}
          {canRemove ? (
            <Button
              {...prepare}
              variant="quiet"
              aria-label={say.ofMethod(say.remove, name)}
              aria-describedby={removable ? undefined : blockedId}
              data-task="remove"
              busy={isWaiting('remove')}
              disabled={!removable || (isLocked && !change)}
              onClick={() => onAsk('remove')}
            >
              {say.remove}
            </Button>
          ) : null}
        </div>
      )}
      {change && hasFailed ? (
        <Notice
          role="alert"
          tone="danger"
          title={say.notOpened}
          action={<Button onClick={question.load}>{words.section.retry}</Button>}
        >
          <p>{words.section.reload}</p>
        </Notice>
      ) : null}
      {change && Question ? (
        <Question
          key={change.task}
          name={name}
          change={change}
          moves={moves}
          isPossible={change.task === 'makeDefault' || removable}
          isOnline={isOnline}
          words={words}
          onConfirm={onConfirm}
          onLeave={onLeave}
        />
      ) : null}
    </li>
  );
}

/** What keeps it from being removed, each reason once, and what to do about it. */
function BlockedBy({ blocks, isOnly, words: { paymentMethodList: say } }: BlockedByProps) {
  const reasons = new Set(blocks.map((block) => reasonOf(block, say)));
  const canMove = !isOnly && blocks.some(({ reason }) => reason === 'subscription');
  return [...reasons, ...(canMove ? [say.useAnother] : [])].join(' ');
}

function reasonOf(
  { reason, subscription }: RemovalBlock,
  say: PaymentMethodListWords['paymentMethodList'],
): string {
  switch (reason) {
    case 'subscription':
      return subscription ? say.neededBySubscription(subscription.product.name) : say.neededOtherwise;
    case 'payment_processing':
      return say.neededByProcessing;
    case 'open_invoice':
      return say.neededByInvoice;
    default:
      return say.neededOtherwise;
  }
}

interface BlockedByProps {
  blocks: readonly RemovalBlock[];
  isOnly: boolean;
  words: PaymentMethodListWords;
}

interface PaymentMethodRowProps {
  paymentMethod: PaymentMethod;
  /** Whether nothing else is on file. */
  isOnly: boolean;
  /** The moment from which its expiry is judged. */
  now: Date;
  /** What is going to be charged to it once it is the default. */
  moves: readonly SubscriptionName[];
  /** What is being done with it; null: nothing. */
  change: PaymentMethodChange | null;
  /** Whether something else is under way. */
  isLocked: boolean;
  isOnline: boolean;
  words: PaymentMethodListWords;
  canMakeDefault: boolean;
  canRemove: boolean;
  onAsk: (task: PaymentMethodTask) => void;
  onConfirm: () => void;
  onLeave: () => void;
  onAdd?: (isReplacement: boolean) => void;
}
