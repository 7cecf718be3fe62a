import * as v from 'valibot';

/** C0 and C1 controls, line breaks, and characters that nobody sees or that turn the direction of the text around them. */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/u;

/**
 * One line of text as a person types it: names, addresses, references. Kept in NFC so that equal words are
 * equal; control and bidirectional characters are refused, because they forge what a reader sees.
 */
export const Line = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.maxLength(maxLength, `must be at most ${maxLength} characters`),
    v.check((text) => !INVISIBLE.test(text), 'must not contain control or text-direction characters'),
    v.transform((text) => text.normalize('NFC').trim()),
    v.minLength(1, 'must not be empty'),
  );

/** An e-mail address. Checked for shape only; whether it can be reached is not known. */
export const Email = v.pipe(
  v.string(),
  v.maxLength(254, 'must be at most 254 characters'),
  v.check((text) => !INVISIBLE.test(text), 'must not contain control or text-direction characters'),
  v.transform((text) => text.normalize('NFC')),
  v.regex(/^[^\s@<>",;]{1,64}@[^\s@<>",;]{1,255}$/u, 'must be an e-mail address'),
);

/** An opaque id with its prefix, such as `in_3nXyT0aD`. */
export const Id = (prefix: string) =>
  v.pipe(
    v.string(),
    v.regex(new RegExp(`^${prefix}_[0-9A-Za-z]{1,64}$`), `must be an id that starts with ${prefix}_`),
  );

/**
 * An id that the provider has given: of a product, a price or a payment method. Nothing is read from its form, because
 * merchants name their products and prices themselves, and what has been on file for long bears ids of older forms.
 */
export const ProviderId = v.pipe(
  v.string(),
  v.regex(/^[!-~]{1,255}$/, 'must be an id of 1 to 255 visible ASCII characters'),
);

/** An absolute http or https URL of at most 2,048 characters; which origins are allowed is the project's setting. */
export const Url = v.pipe(
  v.string(),
  v.maxLength(2048, 'must be at most 2048 characters'),
  v.check(isPlainUrl, 'must be an absolute http or https URL without credentials'),
);

/**
 * `new URL` forgives far too much (`https:host`, tabs, backslashes, `user@host`, `0x7f.1`, letters in circles): all of
 * these have been used to smuggle another host past a check. So a URL must name its host as it is really called.
 */
function isPlainUrl(text: string): boolean {
  const [, authority] = /^https?:\/\/([^\s\\@/?#%]+)(?:[/?#][^\s\\]*)?$/i.exec(text) ?? [];
  if (authority === undefined || INVISIBLE.test(text) || !URL.canParse(text)) return false;
  const { host, hostname, protocol } = new URL(text);
  const port = protocol === 'https:' ? ':443' : ':80';
  return !hostname.endsWith('.') && [host, host + port].includes(authority.toLowerCase());
}

/** A BCP 47 language tag, such as `de` or `pt-BR`. */
export const Locale = v.pipe(
  v.string(),
  v.maxLength(35),
  v.regex(/^[A-Za-z]{2,8}(?:-[0-9A-Za-z]{1,8})*$/, 'must be a language tag such as en or pt-BR'),
);

/** Where a link of the merchant leads: an absolute https URL (http on this machine, to try things out), or an e-mail address as `mailto:`. */
export const Link = v.union(
  [
    v.pipe(
      Url,
      v.check((text) => {
        // Asked of what is no URL too, by whoever wants to know of all faults at once.
        if (!URL.canParse(text)) return false;
        const { protocol, hostname } = new URL(text);
        return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
      }),
    ),
    v.pipe(v.string(), v.maxLength(320), v.regex(/^mailto:[^\s@<>",;?&]{1,64}@[^\s@<>",;?&]{1,255}$/u)),
  ],
  'must be an https URL, or mailto: and an e-mail address',
);
