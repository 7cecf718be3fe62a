import type { LogoImage } from '../../../branding/LogoImage.js';
import { plainJpeg } from './plainJpeg.js';
import { plainPng } from './plainPng.js';

/**
 * An image that can be drawn into a document, in a form that the drawing library reads without fail: it believes what a file says
 * of itself, and would wait for ever, or end the process, over one that lies.
 *
 * PNG and JPEG only. PDF knows no WebP, and to turn one into something else takes a decoder that nothing else here needs: such
 * a logo is on the page, and documents go by the name.
 */
export function drawableLogo(logo: LogoImage | null): Uint8Array | null {
  if (logo === null) return null;
  try {
    if (logo.type === 'image/png') return plainPng(logo.bytes);
    return logo.type === 'image/jpeg' ? plainJpeg(logo.bytes) : null;
  } catch (error) {
    // What lies about its lengths is read past its end, and what is not compressed as it should be is not decompressed.
    if (error instanceof RangeError || (error as NodeJS.ErrnoException).code?.startsWith('Z_')) return null;
    throw error;
  }
}
