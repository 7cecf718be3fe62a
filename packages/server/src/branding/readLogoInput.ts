import { BillfoldError } from '../errors.js';
import type { FetchLogo } from './FetchLogo.js';
import { readLogo, type LogoImage } from './LogoImage.js';

/**
 * The image behind what a merchant gives as `logo`: the address of one, or the image itself as a `data:` URL.
 *
 * @param fetchLogo absent: addresses can not be asked here.
 * @throws BillfoldError `invalid_request`, saying what is wrong with it.
 */
export async function readLogoInput(logo: string, fetchLogo: FetchLogo | undefined): Promise<LogoImage> {
  const got = logo.startsWith('data:') ? decode(logo) : await fetchFrom(logo, fetchLogo);
  const image = 'fault' in got ? got : readLogo(got.bytes);
  if ('fault' in image) {
    throw new BillfoldError('invalid_request', { fields: [{ path: 'logo', message: image.fault }] });
  }
  return image;
}

async function fetchFrom(url: string, fetchLogo: FetchLogo | undefined): ReturnType<FetchLogo> {
  if (!fetchLogo) return { fault: 'must be a data: URL here: this portal fetches nothing' };
  return fetchLogo(url);
}

function decode(dataUrl: string): { bytes: Uint8Array } | { fault: string } {
  try {
    const text = atob(dataUrl.slice(dataUrl.indexOf(',') + 1));
    return { bytes: Uint8Array.from(text, (char) => char.charCodeAt(0)) };
  } catch {
    return { fault: 'must be valid base64' };
  }
}
