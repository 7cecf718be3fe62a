/** A grey bone where text is going to be, about as long as that text. Hidden from those who listen. */
export function Bone({ length = 'short' }: { length?: 'short' | 'long' }) {
  return <span className="bf-Bone" data-length={length} aria-hidden="true" />;
}
