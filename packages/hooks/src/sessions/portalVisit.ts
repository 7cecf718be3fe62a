/**
 * How often a portal was opened from this page, and how many of these visits have been followed up. Kept in the page's own
 * memory: where the page comes back with what it held (the back-forward cache, another tab) this comes back too, and where
 * it is loaded anew there is nothing old to refresh. Nothing is stored, and the history's state is left to the host's router.
 */
let opened = 0;
let followedUp = 0;

/**
 * Says that a portal was opened from this page, just before it is: `useBillingReturn` then looks when the page is shown
 * again. `ManageBillingButton` says it by itself; a link of your own has to.
 */
export function notePortalOpened(): void {
  opened += 1;
}

/** One follower of visits to a portal. Several on a page (of several customers) each follow every visit. */
export interface PortalVisits {
  /** Whether a portal was opened of which this follower has not taken note; taken note of it has by asking. */
  take(): boolean;
  /** The visit that was taken last is not over: the customer has left again. */
  giveBack(): void;
}

/** A follower from now on, of all visits that nobody has followed up. */
export function followPortalVisits(): PortalVisits {
  let taken = followedUp;
  return {
    take() {
      if (opened <= taken) return false;
      followedUp = taken = opened;
      return true;
    },
    giveBack() {
      taken = opened - 1;
      followedUp = Math.min(followedUp, taken);
    },
  };
}
