import { Bone } from '../../primitives/Skeleton.js';

/** The room of a sentence and a button. */
export function CancelBones() {
  return (
    <div className="bf-CancelSubscription-line" aria-hidden="true">
      <p>
        <Bone length="long" />
      </p>
    </div>
  );
}
