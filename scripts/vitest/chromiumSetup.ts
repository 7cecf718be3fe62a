import { ensureChromium } from '../ensureChromium.js';

/** Runs once before a browser project: finds or installs the Chromium its launcher starts. */
export default async function setup(): Promise<void> {
  await ensureChromium();
}
