export { PastDueBanner, type PastDueBannerProps } from './PastDueBanner.js';
export { PastDueBannerView, type PastDueBannerViewProps, type PastDueState } from './PastDueBannerView.js';
