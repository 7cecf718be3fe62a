/** A grey bone where text is going to be, as wide as that text probably is. Hidden from those who listen. */
export function Bone({ width }: { width: string }) {
  return <span className="bf-Bone" aria-hidden="true" style={{ inlineSize: width }} />;
}
