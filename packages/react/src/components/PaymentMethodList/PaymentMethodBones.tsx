import { Bone } from '../../primitives/Skeleton.js';
import type { Words } from '../../words/Words.js';

/** Rows of the height of those that they stand in for. */
export function PaymentMethodBones({ rows }: { rows: number }) {
  return (
    <div className="bf-PaymentMethodList-rows" aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="bf-PaymentMethodList-row">
          <span className="bf-PaymentMethodList-mark" />
          <div className="bf-PaymentMethodList-text">
            <p className="bf-PaymentMethodList-name">
              <Bone length="long" />
            </p>
            <p>
              <Bone />
            </p>
            <p>
              <Bone />
            </p>
          </div>
        </div>
      ))}
    </div>
  );
}

/** The room of the button that adds one: in a narrow place it takes two lines, and comes when it is known who may. */
export function NoAddYet({ words }: { words: Pick<Words['paymentMethodList'], 'add'> }) {
  return (
    <span className="bf-Button bf-PaymentMethodList-noAdd" data-variant="secondary" aria-hidden="true">
      {words.add}
    </span>
  );
}
