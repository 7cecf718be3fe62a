/** Keeps secrets that must be read again, so that whoever has only the database can not. */
export interface SecretBox {
  /** @param about what the secret belongs to. It opens for nothing else, so that a row can not borrow another one's. */
  seal(secret: string, about: string): Promise<string>;
  /** @throws CanNotOpen when it was sealed by another key or about something else, or is damaged. */
  open(sealed: string, about: string): Promise<string>;
}

/** What is sealed does not open. Said in words, because what a browser's cryptography says of it is nothing at all. */
export class CanNotOpen extends Error {
  constructor(cause: unknown) {
    super(
      'It does not open: it was sealed by another encryption key or about something else, or is damaged.',
      {
        cause,
      },
    );
    this.name = 'CanNotOpen';
  }
}

const LENGTH = 32;

/**
 * A box whose key is 32 bytes in base64.
 *
 * @throws Error when the key is anything else.
 */
export function createSecretBox(key: string): SecretBox {
  const bytes = bytesOf(key);
  if (bytes?.length !== LENGTH) throw new Error(`An encryption key is ${LENGTH} bytes in base64.`);
  const imported = crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const cipher = (iv: Uint8Array<ArrayBuffer>, about: string) => ({
    name: 'AES-GCM',
    iv,
    additionalData: new TextEncoder().encode(about),
  });
  return {
    seal: async (secret, about) => {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const text = new TextEncoder().encode(secret);
      const sealed = await crypto.subtle.encrypt(cipher(iv, about), await imported, text);
      return toBase64(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
    },
    open: async (sealed, about) => {
      const all = bytesOf(sealed) ?? new Uint8Array();
      const opened = await crypto.subtle
        .decrypt(cipher(all.subarray(0, 12), about), await imported, all.subarray(12))
        .catch((error: unknown) => {
          throw new CanNotOpen(error);
        });
      return new TextDecoder().decode(opened);
    },
  };
}

/** A key for a new box. */
export const makeEncryptionKey = () => toBase64(crypto.getRandomValues(new Uint8Array(LENGTH)));

/** Whether a text can be the key of a box. */
export const isEncryptionKey = (text: string) => bytesOf(text)?.length === LENGTH;

export const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}
