'use client';
import type { RetentionOffer, Subscription } from '@billfold/contract';
import type { ReactNode } from 'react';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import { Off } from '../../format/Off.js';
import { Button } from '../../primitives/Button.js';
import type { Words } from '../../words/Words.js';
import { PauseTruth } from '../../primitives/PauseTruth.js';
import type { CancelProgress, PauseOption } from './cancelSubscription.js';
import type { CancelFlowWords } from './cancelFlowWords.js';
import type { Offer } from './matchingOffer.js';

/** What may be had instead. Always stands beside the way to cancel, never before it. */
export function CancelOffers({
  subscription,
  offers,
  offer,
  pauseOptions,
  progress,
  words,
  on,
}: CancelOffersProps) {
  const { cancelSubscription: say, discounts } = words;
  const isBusy = progress !== 'idle';
  return offers.map((kind) => {
    switch (kind) {
      case 'coupon':
        return offer ? (
          <OfferBox key={kind} title={say.offer}>
            <p>{termsOf(offer, discounts)}</p>
            {offer.nextInvoice ? (
              <p className="bf-muted">
                {say.offerNext(
                  <Amount money={offer.nextInvoice.total} />,
                  <Day at={offer.nextInvoice.issuedAt} />,
                )}
              </p>
            ) : null}
            <Button
              busy={progress === 'accepting'}
              disabled={isBusy && progress !== 'accepting'}
              onClick={on.accept}
            >
              {say.accept}
            </Button>
          </OfferBox>
        ) : null;
      case 'pause':
        return (
          <OfferBox key={kind} title={say.pauseOffer}>
            <PauseTruth
              subscription={subscription}
              // Of several, each says its own end on its button.
              resumesAt={pauseOptions.length === 1 ? (pauseOptions[0]?.resumesAt ?? null) : null}
              words={words.pauseSubscription}
            />
            <div className="bf-CancelSubscription-choices">
              {pauseOptions.map(({ resumesAt }) => (
                <Button key={resumesAt} disabled={isBusy} onClick={() => on.pause?.(resumesAt)}>
                  {say.pauseUntil(<Day at={resumesAt} />)}
                </Button>
              ))}
            </div>
          </OfferBox>
        );
      case 'changePlan':
        return (
          <OfferBox key={kind} title={say.changeOffer}>
            <Button disabled={isBusy} onClick={on.changePlan}>
              {say.changePlan}
            </Button>
          </OfferBox>
        );
    }
  });
}

/** `20% off for 3 months` */
function termsOf({ coupon }: RetentionOffer, say: Words['discounts']): ReactNode {
  const off = <Off coupon={coupon} words={say} />;
  if (coupon.duration === 'repeating') return say.repeating(off, coupon.durationInMonths ?? 1);
  return coupon.duration === 'once' ? say.once(off) : say.forever(off);
}

function OfferBox({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="bf-CancelSubscription-offer">
      <p className="bf-CancelSubscription-offerTitle">{title}</p>
      {children}
    </div>
  );
}

interface CancelOffersProps {
  subscription: Subscription;
  offers: readonly Offer[];
  offer: RetentionOffer | null;
  pauseOptions: readonly PauseOption[];
  progress: CancelProgress;
  words: CancelFlowWords;
  on: { accept?: () => void; pause?: (resumesAt: string) => void; changePlan?: () => void };
}
