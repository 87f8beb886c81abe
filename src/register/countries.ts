import { fold } from '../domain/searchText';

/** A state's name in English, and in the other languages of the United Nations. */
export interface CountryNames {
  readonly name: string;
  readonly others: readonly string[];
}

/** The names of the state of an ISO 3166-1 alpha-3 code; null when there is none of that code. */
export async function countryNames(code: string): Promise<CountryNames | null> {
  const { default: countries } = await import('i18n-iso-countries');
  const locales = await Promise.all([
    import('i18n-iso-countries/langs/en.json'),
    import('i18n-iso-countries/langs/ar.json'),
    import('i18n-iso-countries/langs/zh.json'),
    import('i18n-iso-countries/langs/fr.json'),
    import('i18n-iso-countries/langs/ru.json'),
    import('i18n-iso-countries/langs/es.json'),
  ]);
  for (const locale of locales) countries.registerLocale(locale.default);
  const [english, ...others] = ['en', 'ar', 'zh', 'fr', 'ru', 'es'].flatMap((language) => {
    const name = countries.getName(code, language);
    return name === undefined ? [] : [name];
  });
  if (english === undefined) return null;
  const seen = new Set([fold(english)]);
  const distinct = others.filter((name) => !seen.has(fold(name)) && seen.add(fold(name)));
  return { name: english, others: distinct };
}
