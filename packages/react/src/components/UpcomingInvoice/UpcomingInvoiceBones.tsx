import { Bone } from '../../primitives/Skeleton.js';

/** The room of an estimate with one line and its tax. */
export function UpcomingInvoiceBones() {
  return (
    <div className="bf-UpcomingInvoice-bones" aria-hidden="true">
      <p>
        <Bone length="long" />
      </p>
      <dl className="bf-InvoiceAmounts">
        {['line', 'tax', 'total'].map((row) => (
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
      <p>
        <Bone length="long" />
      </p>
    </div>
  );
}
