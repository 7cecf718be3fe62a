'use client';
import { clsx } from 'clsx/lite';
import type { Subscription } from '@billfold/contract';
import {
  forwardRef,
  useState,
  type ComponentPropsWithoutRef,
  type ForwardedRef,
  type ReactNode,
} from 'react';

/** One banner for each subscription that there is something to say about. One alone is the root; several get one around them. */
export const Banners = forwardRef<HTMLElement, BannersProps>(function Banners(
  { subscriptions, renderBanner, className, ...rest },
  ref,
) {
  const [only] = subscriptions;
  if (!only) return null;
  if (subscriptions.length === 1) return renderBanner(only, { ...rest, className, ref });
  return (
    <div
      {...rest}
      ref={ref as ForwardedRef<HTMLDivElement>}
      className={clsx('bf-root bf-Banners', className)}
      data-state="ready"
    >
      {subscriptions.map((subscription) => renderBanner(subscription, {}))}
    </div>
  );
});

/**
 * Those that something was to be said about at any time of this visit, so that a banner can say how it ended instead of
 * being gone.
 */
export function useOnceConcerned(
  subscriptions: readonly Subscription[],
  named: string | undefined,
  isConcerned: (subscription: Subscription) => boolean,
): Subscription[] {
  const [known, setKnown] = useState<readonly string[]>([]);
  const concerned = subscriptions.filter((it) => (named ?? it.id) === it.id && isConcerned(it));
  const news = concerned.filter(({ id }) => !known.includes(id));
  if (news.length > 0) setKnown([...known, ...news.map(({ id }) => id)]);
  return subscriptions.filter(
    (it) => (named ?? it.id) === it.id && (isConcerned(it) || known.includes(it.id)),
  );
}

/** What the root of a banner takes from the host. */
export type BannerRootProps = ComponentPropsWithoutRef<'section'> & { ref?: ForwardedRef<HTMLElement> };

interface BannersProps extends Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  subscriptions: readonly Subscription[];
  renderBanner: (subscription: Subscription, root: BannerRootProps) => ReactNode;
}
