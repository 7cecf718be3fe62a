import { Bone } from './Skeleton.js';

/** The room of amounts with two lines and what they come to. */
export function InvoiceAmountsBones() {
  return (
    <dl className="bf-InvoiceAmounts" aria-hidden="true">
      {['one', 'other', 'total'].map((row) => (
        <div key={row} data-total={row === 'total' || undefined}>
          <dt>
            <Bone length="long" />
          </dt>
          <dd>
            <Bone />
          </dd>
        </div>
      ))}
    </dl>
  );
}
