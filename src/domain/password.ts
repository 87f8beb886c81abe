/** The letters of a word, each as itself or percent-encoded, as addresses may have them. */
const letters = (word: string): string =>
  Array.from(word, (letter) => {
    const codes = [letter, letter.toUpperCase()].map((form) => `%${form.charCodeAt(0).toString(16)}`);
    return `(?:${[letter, ...codes].join('|')})`;
  }).join('');

/** What a password is called in an address, in libpq's settings and variables. */
const name = `(?:${letters('password')}|${letters('passwd')})`;

/** The address of a server, mistyped too, up to the end of the word; a path that was made of it has fewer slashes. */
const server = /\b(postgres(?:ql)?:\/*|p\w{0,20}(?:gr|sql)\w{0,20}:\/+)(\S+)/gi;
/** The same as a whole argument, which may have spaces in it; perhaps the value of a flag. */
const serverArgument = /^(\s*(?:--?(?:[\w-]+=)?)?(?:postgres(?:ql)?:\/*|p\w{0,20}(?:gr|sql)\w{0,20}:\/+))([\s\S]+)$/i;
/** An address of another kind: what stands between its user and `@`. */
const other = /\b([a-z][a-z\d+.-]{0,30}:\/+[^\s/?#@:]*):[^\s/?#@]*@/gi;
/** A setting of libpq, in an address or by itself. */
const setting = new RegExp(`(${name}\\s*(?:=|%3d)\\s*)(?:'(?:[^'\\\\]|\\\\[\\s\\S])*'|"[^"]*"|[^\\s&'"]+)`, 'gi');
const settingInAddress = new RegExp(`(${name}(?:=|%3d|:))[^&]*`, 'gi');

/**
 * A text without the passwords that stand in it, to be shown or kept: `postgres://user:password@host/name` becomes
 * `postgres://user@host/name`, `password=x` becomes `password=…`. Where it is not certain what is the password, more is
 * left out.
 */
export function withoutPasswords(text: string): string {
  return text
    .replace(server, (_, scheme: string, rest: string) => scheme + addressWithout(rest))
    .replace(other, '$1@')
    .replace(setting, '$1…');
}

/** The same of one argument of a command line. */
export function argumentWithoutPassword(word: string): string {
  const [, before, rest] = serverArgument.exec(word) ?? [];
  return before === undefined || rest === undefined ? withoutPasswords(word) : before + addressWithout(rest);
}

/** What follows the scheme of an address. */
function addressWithout(rest: string): string {
  const end = rest.lastIndexOf('@');
  const user = /^[^:@]*?(?=:|%3a|@)/i.exec(rest)?.[0] ?? '';
  if (end >= 0) return `${user}@${rest.slice(end + 1).replace(settingInAddress, '$1…')}`;
  // without an `@` it may be a piece of one: what follows a colon is a port, or is left out
  return rest
    .replace(/^(\[[^\]]*\]|(?!\[)[^:/?]*)(?::(?!\d{1,5}(?:\D|$))|%3a)[\s\S]*$/i, '$1:…')
    .replace(settingInAddress, '$1…');
}

/** A text that may repeat what was typed: the arguments, which may have spaces, and the folders of which they are paths. */
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
