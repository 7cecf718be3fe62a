export { TrialBanner, type TrialBannerProps } from './TrialBanner.js';
export { TrialBannerView, type TrialBannerViewProps } from './TrialBannerView.js';
