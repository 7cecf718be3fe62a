import type { CancellationPreview, Subscription } from '@billfold/contract';
import type { ReactNode } from 'react';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import { Bone } from '../../primitives/Skeleton.js';
import type { CancelFlowWords } from './cancelFlowWords.js';

/** What a cancellation does: when, with what money, and what goes with it. Told by billing, never guessed here. */
export function CancelTruth({ id, subscription, preview, words: say }: CancelTruthProps) {
  if (!preview) {
    return (
      <div id={id} className="bf-CancelSubscription-truth">
        <span className="bf-VisuallyHidden">{say.checking}</span>
        <p>
          <Bone length="long" />
        </p>
        <p>
          <Bone length="long" />
        </p>
      </div>
    );
  }
  const { pendingChange } = subscription;
  const { lostFeatures } = preview;
  return (
    <div className="bf-CancelSubscription-truth">
      <p id={id} className="bf-CancelSubscription-effect">
        {effect(subscription, preview, say)}
      </p>
      {money(subscription, preview, say)}
      {preview.dropsPendingChange && pendingChange ? (
        <p>{say.dropsChange(pendingChange.product.name, <Day at={pendingChange.effectiveAt} />)}</p>
      ) : null}
      {lostFeatures.length > 0 ? (
        <div>
          <p className="bf-muted">{say.lost}</p>
          <ul>
            {lostFeatures.map((feature) => (
              <li key={feature}>{feature}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}

function effect(
  { product, status }: Subscription,
  { mode, effectiveAt, stopsCollection, dueAtEnd }: CancellationPreview,
  say: CancelFlowWords['cancelSubscription'],
): ReactNode {
  const isCharged = dueAtEnd.amount > 0;
  const amount = <Amount money={dueAtEnd} />;
  if (mode === 'immediately') {
    if (isCharged) return say.endsNowCharged(product.name, amount);
    return stopsCollection ? say.endsNowUncollected(product.name) : say.endsNow(product.name);
  }
  const end = <Day at={effectiveAt} />;
  if (isCharged) return say.staysUntilCharged(product.name, end, amount);
  return status === 'trialing' ? say.trialStaysUntil(product.name, end) : say.staysUntil(product.name, end);
}

function money(
  { status }: Subscription,
  { mode, credit, dueAtEnd, outstanding }: CancellationPreview,
  say: CancelFlowWords['cancelSubscription'],
): ReactNode {
  // What is charged is less by what is given back, which is said with it.
  const keepsAll = credit.amount === 0 && dueAtEnd.amount === 0;
  return (
    <>
      {credit.amount > 0 ? <p>{say.credit(<Amount money={credit} />)}</p> : null}
      {keepsAll && mode === 'immediately' && status === 'active' ? <p>{say.noCredit}</p> : null}
      {outstanding.amount > 0 ? <p>{say.outstanding(<Amount money={outstanding} />)}</p> : null}
    </>
  );
}

interface CancelTruthProps {
  /** Given to the sentence that says what happens. */
  id: string;
  subscription: Subscription;
  /** Null while it is being found out. */
  preview: CancellationPreview | null;
  words: CancelFlowWords['cancelSubscription'];
}
