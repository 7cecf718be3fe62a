import { getBranding, updateBranding, type Branding, type InputOf } from '@billfold/contract';
import type { Call, CallOptions } from './transport.js';

/** What is to change of how the project looks: a field that is left out stays, `null` removes. */
export type BrandingChanges = InputOf<typeof updateBranding>;

/** `billfold.branding` */
export interface BrandingResource {
  get(options?: CallOptions): Promise<Branding>;
  /** @throws BillfoldError `invalid_request`, with what is wrong in `fields`, such as a logo that is no image */
  update(changes: BrandingChanges, options?: CallOptions): Promise<Branding>;
}

export function branding(call: Call): BrandingResource {
  return {
    get: (options) => call(getBranding, {}, options),
    update: (changes, options) => call(updateBranding, changes, options),
  };
}
