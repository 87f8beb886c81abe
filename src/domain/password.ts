/** A pattern for a word whose letters may be percent-encoded, as in a URL. */
const letters = (word: string): string =>
  Array.from(word, (letter) => {
    const codes = [letter, letter.toUpperCase()].map((form) => `%${form.charCodeAt(0).toString(16)}`);
    return `(?:${[letter, ...codes].join('|')})`;
  }).join('');

/** The parameter names of a password in URLs, libpq connection strings and environment variables. */
const name = `(?:${letters('password')}|${letters('passwd')})`;

/** A server URL up to the next space. It may be mistyped, or have lost slashes by being resolved as a path. */
const server = /\b(postgres(?:ql)?:\/*|p\w{0,20}(?:gr|sql)\w{0,20}:\/+)(\S+)/gi;
/** A server URL as a whole argument, possibly the value of a flag; it may contain spaces. */
const serverArgument = /^(\s*(?:--?(?:[\w-]+=)?)?(?:postgres(?:ql)?:\/*|p\w{0,20}(?:gr|sql)\w{0,20}:\/+))([\s\S]+)$/i;
/** Any other URL with a user and password. */
const other = /\b([a-z][a-z\d+.-]{0,30}:\/+[^\s/?#@:]*):[^\s/?#@]*@/gi;
/** A libpq password parameter, inside a URL or by itself. */
const setting = new RegExp(`(${name}\\s*(?:=|%3d)\\s*)(?:'(?:[^'\\\\]|\\\\[\\s\\S])*'|"[^"]*"|[^\\s&'"]+)`, 'gi');
const settingInAddress = new RegExp(`(${name}(?:=|%3d|:))[^&]*`, 'gi');

/**
 * Removes passwords from a text that is to be printed or stored: `postgres://user:password@host/name` becomes
 * `postgres://user@host/name`, `password=x` becomes `password=…`. In doubt, it removes more.
 */
export function withoutPasswords(text: string): string {
  return text
    .replace(server, (_, scheme: string, rest: string) => scheme + addressWithout(rest))
    .replace(other, '$1@')
    .replace(setting, '$1…');
}

/** Removes passwords from one command-line argument. */
export function argumentWithoutPassword(word: string): string {
  const [, before, rest] = serverArgument.exec(word) ?? [];
  return before === undefined || rest === undefined ? withoutPasswords(word) : before + addressWithout(rest);
}

/** Removes the password from what follows the scheme of a URL. */
function addressWithout(rest: string): string {
  const end = rest.lastIndexOf('@');
  const user = /^[^:@]*?(?=:|%3a|@)/i.exec(rest)?.[0] ?? '';
  if (end >= 0) return `${user}@${rest.slice(end + 1).replace(settingInAddress, '$1…')}`;
  // without an `@` it may be part of a URL: what follows a colon is a port, or is removed
  return rest
    .replace(/^(\[[^\]]*\]|(?!\[)[^:/?]*)(?::(?!\d{1,5}(?:\D|$))|%3a)[\s\S]*$/i, '$1:…')
    .replace(settingInAddress, '$1…');
}

/** Removes passwords from a text that may quote the typed arguments, or a parent folder of one taken as a path. */
export function withoutTypedPasswords(text: string, typed: readonly string[]): string {
  let safe = text;
  for (const word of typed.filter((one) => argumentWithoutPassword(one) !== one)) {
    for (let end = word.length; end > 0; end = word.lastIndexOf('/', end - 1)) {
      const piece = word.slice(0, end);
      safe = safe.replaceAll(piece, () => argumentWithoutPassword(piece));
    }
  }
  return withoutPasswords(safe);
}

/** Whether a text, perhaps a mistyped address, may have a password in it. */
export const hasPassword = (text: string): boolean => /\/\/[^/]*@|password[=:]/i.test(text);
