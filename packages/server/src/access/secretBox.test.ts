import { expect, test } from 'vitest';
import { createSecretBox, isEncryptionKey, makeEncryptionKey } from './secretBox.js';

test('[S184] a secret opens by its key and for what it is about, and for nothing else', async () => {
  const box = createSecretBox(makeEncryptionKey());
  const sealed = await box.seal('whsec_secret', 'we_1');
  expect(atob(sealed)).not.toContain('secret');
  expect(await box.open(sealed, 'we_1')).toBe('whsec_secret');
  expect(await box.seal('whsec_secret', 'we_1')).not.toBe(sealed);
  await expect(box.open(sealed, 'we_2')).rejects.toThrow();
  await expect(createSecretBox(makeEncryptionKey()).open(sealed, 'we_1')).rejects.toThrow();
  const damaged = sealed.replace(/.(?=.{4}$)/, (char) => (char === 'A' ? 'B' : 'A'));
  for (const broken of [damaged, sealed.slice(0, -8), '', 'no base64!']) {
    await expect(box.open(broken, 'we_1')).rejects.toThrow();
  }
});

test('[S184] a key is 32 bytes in base64', () => {
  expect(isEncryptionKey(makeEncryptionKey())).toBe(true);
  for (const text of ['', 'secret', btoa('a'.repeat(31)), btoa('a'.repeat(33)), `${makeEncryptionKey()}!`]) {
    expect(isEncryptionKey(text)).toBe(false);
    expect(() => createSecretBox(text)).toThrow('32 bytes');
  }
});
