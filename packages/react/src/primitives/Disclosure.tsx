import type { ComponentPropsWithoutRef, ReactNode } from 'react';

/** Something that few need, folded away behind its name. */
export function Disclosure({ summary, children, ...rest }: DisclosureProps) {
  return (
    <details {...rest} className="bf-Disclosure">
      <summary className="bf-Disclosure-summary">{summary}</summary>
      {children}
    </details>
  );
}

interface DisclosureProps extends Omit<ComponentPropsWithoutRef<'details'>, 'className'> {
  summary: ReactNode;
}
