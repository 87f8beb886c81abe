import sql, { raw, type Sql } from 'sql-template-tag';
import { beforePair, foldForOrder, letterPair, separator, separatorKey, zeros } from '../../domain/order';

/** The folding of single characters in decomposed text. */
interface Folding {
  /** Greek and Cyrillic capitals, and their folds at the same positions. */
  readonly common: { readonly from: string; readonly to: string };
  /** Other characters whose fold is a single one, and a pattern for all rare characters. */
  readonly rare: { readonly from: string; readonly to: string; readonly pattern: string };
  /** Characters whose fold is several: ß, æ. */
  readonly several: readonly (readonly [from: string, to: string])[];
  /** A pattern for characters to remove, such as accents. */
  readonly removed: string;
}

let folding: Folding | undefined;

/** The fold of every character, by src/domain/fold.ts, except Han and Hangul, which do not change. */
function characterFolding(): Folding {
  const common: [string, string][] = [];
  const rare: [string, string][] = [];
  const several: [string, string][] = [];
  const removed: string[] = [];
  for (const [first, last] of [
    [0x80, 0x33ff],
    [0xa000, 0xabff],
    [0xe000, 0x1ffff],
    [0xe0000, 0xe01ef],
  ] as const) {
    for (let code = first; code <= last; code += 1) {
      const from = String.fromCodePoint(code);
      const to = foldForOrder(from);
      if (to === from || from.normalize('NFKD') !== from) continue;
      if (to === '') removed.push(from);
      else if ([...to].length > 1) several.push([from, to]);
      else if (/[\u0391-\u03a9\u0410-\u042f]/.test(from)) common.push([from, to]);
      else rare.push([from, to]);
    }
  }
  return {
    common: columns(common),
    rare: { ...columns(rare), pattern: `[${[...rare, ...several].map(([from]) => from).join('')}]` },
    several,
    removed: `[${removed.join('')}]`,
  };
}

const columns = (pairs: readonly (readonly [string, string])[]): { from: string; to: string } => ({
  from: pairs.map(([from]) => from).join(''),
  to: pairs.map(([, to]) => to).join(''),
});

/** The fold of a text that is not ASCII. Rare characters are translated only if present: it takes longer than all the rest. */
function folded(text: Sql): Sql {
  folding ??= characterFolding();
  const { common, rare, several, removed } = folding;
  const decomposed = sql`lower(normalize(${text}, NFKD))`;
  const replaced = several.reduce((done, [from, to]) => sql`replace(${done}, ${from}, ${to})`, decomposed);
  return sql`normalize(regexp_replace(translate(
    case when ${decomposed} ~ ${rare.pattern} then translate(${replaced}, ${rare.from}, ${rare.to}) else ${decomposed} end,
    ${common.from}, ${common.to}), ${removed}, '', 'g'), NFC)`;
}

/** Pads the numbers in a text: prepends all zeros to each, then removes those beyond the full length. */
function padded(text: Sql): Sql {
  const long = sql`regexp_replace(${text}, '([0-9]+)', ${`${zeros}\\1`}, 'g')`;
  return sql`regexp_replace(${long}, ${`0{0,${zeros.length}}([0-9]{${zeros.length},})`}, '\\1', 'g')`;
}

const shortNumber = 4;

/** The same for a text whose numbers have at most `shortNumber` digits, in a fifth of the time. */
function paddedShort(text: Sql): Sql {
  let result = text;
  for (let digits = 1; digits <= shortNumber; digits += 1) {
    const number = `(?<![0-9])([0-9]{${digits}})(?![0-9])`;
    result = sql`regexp_replace(${result}, ${number}, ${`${zeros.slice(digits)}\\1`}, 'g')`;
  }
  return result;
}

/** SQL for `orderKey` of src/domain/order.ts: the sort key of a text. */
export function orderKey(text: Sql): Sql {
  const plain = sql`(${text} collate "C")`;
  const ordered = (fold: Sql): Sql => sql`regexp_replace(${fold}, ${letterPair}, ${`\\1${beforePair}\\2`})`;
  const lower = ordered(sql`lower(${plain})`);
  return sql`translate(case
    when octet_length(${plain}) <> length(${plain}) then ${padded(ordered(folded(plain)))}
    when ${plain} ~ ${`[0-9]{${shortNumber + 1}}`} then ${padded(lower)}
    else ${paddedShort(lower)} end, ${separator}, ${separatorKey})`;
}

/**
 * The condition that the key of a text does not follow another key (`descending`: precede it), or that the other is null. Most
 * texts of a long list differ from it in their first ASCII letters, which take a tenth of the time to compare.
 */
export function isWithin(text: Sql, key: Sql, descending: boolean): Sql {
  const isBeyond = raw(descending ? '<' : '>');
  const last = raw(descending ? '' : " || U&'\\+10FFFF'");
  const differs = (letters: Sql): Sql => {
    const start = sql`left(${text}, length(${letters}))`;
    return sql`(lower(${text} collate "C") ${isBeyond} ${letters}${last} and octet_length(${start}) = length(${start}))`;
  };
  return sql`case when ${key} is null then true
    when ${differs(sql`(select substring(${key}, '^[:-~]'))`)} then false
    when ${differs(sql`(select substring(${key}, '^[:-~]*'))`)} then false
    else not ${orderKey(text)} ${isBeyond} ${key} end`;
}
