import type { StripeElementLocale } from '@stripe/stripe-js';

/** The languages that Stripe's fields speak, some of them as they are spoken somewhere. */
const locales: readonly StripeElementLocale[] =
  'ar bg cs da de el en en-AU en-CA en-GB en-NZ es es-419 et fi fil fr fr-CA he hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(
    ' ',
  ) as StripeElementLocale[];

/** Of Latin America, which is no country. */
const latin = /^es-(?!ES\b)[A-Z]{2}$/;

/** The locale of Stripe's that is closest to one of ours; English where there is none, as in the rest of the page. */
export function localeOf(tag: string): StripeElementLocale {
  const { language, region, script } = new Intl.Locale(tag).maximize();
  if (language === 'no' || language === 'nn') return 'nb';
  if (language === 'zh' && script === 'Hant') return region === 'HK' ? 'zh-HK' : 'zh-TW';
  const known = (wanted: string) => locales.find((locale) => locale === wanted);
  if (latin.test(`${language}-${region}`)) return 'es-419';
  return known(`${language}-${region}`) ?? known(language) ?? 'en';
}
