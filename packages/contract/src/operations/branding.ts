import { operation } from '../operation.js';
import type { getBrandingSchema, updateBrandingSchema } from '../branding.js';

/** How the project looks. */
export const getBranding = /* @__PURE__ */ operation<typeof getBrandingSchema>()({
  name: 'getBranding',
  summary: 'Get the branding of the project.',
  method: 'GET',
  path: '/v1/branding',
  access: { by: 'secret_key' },
});

/** Changes the given fields; what is not given stays, and `null` removes. */
export const updateBranding = /* @__PURE__ */ operation<typeof updateBrandingSchema>()({
  name: 'updateBranding',
  summary: 'Update the branding of the project.',
  method: 'PATCH',
  path: '/v1/branding',
  access: { by: 'secret_key' },
  idempotency: 'optional',
});
