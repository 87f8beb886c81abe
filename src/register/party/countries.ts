import { createRequire } from 'node:module';
import type { LocaleData } from 'i18n-iso-countries';
import { distinctNames } from '../directory';

/** A state's name in English, and in the other languages of the United Nations. */
export interface CountryNames {
  readonly name: string;
  readonly otherNames: readonly string[];
}

/** English first, then the other languages of the United Nations. */
const languages = ['en', 'ar', 'zh', 'fr', 'ru', 'es'];

/** The names of the state with an ISO 3166-1 alpha-3 code; null if there is none. */
export async function countryNames(code: string): Promise<CountryNames | null> {
  const countries = await allCountries();
  const [english, ...others] = languages.flatMap((language) => {
    const name = countries.getName(code, language);
    return name === undefined ? [] : [name];
  });
  if (english === undefined) return null;
  return { name: english, otherNames: distinctNames(others, [english]) };
}

/** The ISO 3166-1 alpha-3 code of the state with that name in a language of the United Nations; null if there is none. */
export async function countryCode(name: string): Promise<string | null> {
  const countries = await allCountries();
  const codes = languages.map((language) => countries.getAlpha3Code(name.trim(), language));
  return codes.find((code) => code !== undefined) ?? null;
}

async function allCountries() {
  const { default: countries } = await import('i18n-iso-countries');
  // import() of JSON requires an attribute, about which Node 20 prints a warning
  const load = createRequire(__filename);
  for (const language of languages) {
    countries.registerLocale(load(`i18n-iso-countries/langs/${language}.json`) as LocaleData);
  }
  return countries;
}
