import type { ReactNode } from 'react';

/** What the overview can lead to. */
export type OverviewSection = 'plan' | 'payment_methods' | 'invoices' | 'billing_details';

/** How the host's page gets there. A section that neither an address nor a callback leads to has no control. */
export interface OverviewWays {
  /** Addresses of the sections, such as `#invoices`. */
  hrefs?: Partial<Record<OverviewSection, string>>;
  /** Called with the section that is wanted. A link with an address is not followed then: that is yours to do. */
  onNavigate?: (section: OverviewSection) => void;
}

/** The way to a section: a link where it has an address, else a button. */
export function OverviewLink({
  section,
  hrefs = {},
  onNavigate,
  variant = 'quiet',
  children,
}: OverviewLinkProps) {
  const href = hrefs[section];
  if (href === undefined && !onNavigate) return null;
  if (href === undefined) {
    return (
      <button
        type="button"
        className="bf-Button"
        data-variant={variant}
        onClick={() => onNavigate?.(section)}
      >
        {children}
      </button>
    );
  }
  return (
    <a
      className="bf-Button"
      data-variant={variant}
      href={href}
      onClick={(event) => {
        // Another tab, or a download, is the browser's to open.
        const isPlain = !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
        if (!onNavigate || !isPlain) return;
        event.preventDefault();
        onNavigate(section);
      }}
    >
      {children}
    </a>
  );
}

interface OverviewLinkProps extends OverviewWays {
  section: OverviewSection;
  variant?: 'primary' | 'secondary' | 'quiet';
  children: ReactNode;
}
