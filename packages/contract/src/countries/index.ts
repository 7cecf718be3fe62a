export * from './addressFormat.js';
export * from './countryCodes.js';
export * from './formatAddress.js';
export * from './isPostalCodeLikely.js';
export * from './loadRegions.js';
export * from './taxIdHint.js';
export * from './taxIdTypeFacts.js';
export * from './taxIdTypesOf.js';
