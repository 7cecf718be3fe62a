import { readLogoInput } from '../../branding/readLogoInput.js';
import { saveBranding } from '../../branding/saveBranding.js';
import type { MerchantOperation } from '../../operation.js';

export const updateBranding: MerchantOperation<'updateBranding'> = async ({
  input: { logo, ...fields },
  merchant,
  unit,
  publicUrl,
  fetchLogo,
}) => {
  // Before anything is locked: it may take as long as somebody else's server likes to.
  const image = typeof logo === 'string' ? await readLogoInput(logo, fetchLogo) : logo;
  const by = `key:${merchant.key}` as const;
  return saveBranding(unit, { project: merchant.project, by, publicUrl }, { ...fields, logo: image });
};
