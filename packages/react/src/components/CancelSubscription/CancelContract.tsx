import type { CancellationPreview, Subscription } from '@billfold/contract';
import type { ReactNode } from 'react';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import { Bone } from '../../primitives/Skeleton.js';
import type { CancelFlowWords } from './cancelFlowWords.js';

/**
 * Whose contract it is, which one, and when it ends: the fields of a cancellation by law, filled in. And what is charged with the
 * end, where anything is: nobody is to be surprised by that.
 */
export function CancelContract({ customer, subscription, preview, words: say }: CancelContractProps) {
  return (
    <dl className="bf-CancelSubscription-contract">
      {customer?.name ? <Field term={say.strictName}>{customer.name}</Field> : null}
      {customer?.email ? <Field term={say.strictEmail}>{customer.email}</Field> : null}
      <Field term={say.strictContract}>{subscription.product.name}</Field>
      <Field term={say.strictNumber}>{subscription.id}</Field>
      <Field term={say.strictKind}>{say.strictOrdinary}</Field>
      <Field term={say.strictEnd}>{preview ? <Day at={preview.effectiveAt} /> : <Bone />}</Field>
      {preview && preview.dueAtEnd.amount > 0 ? (
        <Field term={say.strictCharge}>
          <Amount money={preview.dueAtEnd} />
        </Field>
      ) : null}
    </dl>
  );
}

function Field({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Who the contract is with, as billing knows them. */
export interface CancelingCustomer {
  name: string | null;
  email: string | null;
}

interface CancelContractProps {
  customer: CancelingCustomer | null | undefined;
  subscription: Subscription;
  preview: CancellationPreview | null;
  words: CancelFlowWords['cancelSubscription'];
}
