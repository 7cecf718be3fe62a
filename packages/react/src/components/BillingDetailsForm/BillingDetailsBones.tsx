import { Bone } from '../../primitives/Skeleton.js';

/** The room of a name, an address of four lines, a tax id and where invoices are sent. */
export function BillingDetailsBones() {
  return (
    <div className="bf-BillingDetailsForm-facts" aria-hidden="true">
      {[1, 4, 1, 1].map((lines, index) => (
        <div key={index}>
          <span>
            <Bone />
          </span>
          <span>
            {Array.from({ length: lines }, (_, line) => (
              <span key={line} className="bf-BillingDetailsForm-line">
                <Bone length="long" />
              </span>
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}
