export { PendingChangeBanner, type PendingChangeBannerProps } from './PendingChangeBanner.js';
export { PendingChangeBannerView, type PendingChangeBannerViewProps } from './PendingChangeBannerView.js';
