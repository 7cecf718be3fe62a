import { Bone } from '../../primitives/Skeleton.js';

/** The room of some plans with two lines of details each. */
export function PlanBones({ rows }: { rows: number }) {
  return (
    <div className="bf-PlanSwitcher-rows" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="bf-RadioRow">
          <span className="bf-RadioRow-radio" />
          <span className="bf-RadioRow-label">
            <Bone /> <Bone />
          </span>
          <div className="bf-RadioRow-details">
            <p>
              <Bone length="long" />
            </p>
            <p>
              <Bone length="long" />
            </p>
          </div>
        </div>
      ))}
    </div>
  );
}
