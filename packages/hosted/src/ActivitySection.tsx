// A part of its own: it stands below the fold, and the page is open before it is there.
export { BillingActivity as ActivitySection } from '@billfold/react';
