import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operatorNotes } from '../../src/domain/searchOperators';
import { fold, ftsQuery, matches, parseQuery, type SearchTerm, tokens } from '../../src/domain/searchText';
import { Database } from '../support/sqlite';

function openIndex() {
  const database = new Database(':memory:');
  database.exec(`
    create virtual table texts using fts5(title, text,
      tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
    create virtual table instances using fts5vocab(texts, 'instance');
  `);
  const insert = database.prepare('insert into texts (rowid, title, text) values (?, ?, ?)');
  const instances = database.prepare('select term from instances order by doc, col, "offset"').pluck();
  const query = database.prepare('select rowid from texts where texts match ?').pluck();
  return {
    /** Makes these, folded, the only texts of the index. */
    fill: database.transaction((texts: readonly string[]) => {
      database.exec('delete from texts');
      texts.forEach((text, index) => {
        insert.run(index, '', fold(text));
      });
    }),
    fillTitle: (title: string, text: string) => insert.run(null, fold(title), fold(text)),
    tokens: () => instances.all() as string[],
    find: (expression: string) => query.all(expression) as number[],
  };
}

const words = (text: string) => tokens(text).map(({ token }) => token);
const found = (text: string, query: string) =>
  matches(text, parseQuery(query)).map(({ start, end }) => text.slice(start, end));

/** Characters on which a fold, a tokenizer or a position goes wrong, and pieces of what users look for. */
const tricky = [
  ...[
    'a',
    'B',
    'i',
    'I',
    'İ',
    'ı',
    'Ł',
    'ß',
    'ẞ',
    'ﬁ',
    'é',
    'e\u0301',
    '\u0301',
    'ø',
    'ǆ',
    'ŉ',
    '½',
    '²',
    'ª',
    '№',
    '㎞',
  ],
  ...['Σ', 'ς', 'ά', 'ᾳ', 'й', 'Ё', 'ґ', '\u0483', 'Ꭰ', 'Ა', '\u{10400}', '\u{1d15e}', '\u{1d165}'],
  ...[
    '合',
    '作',
    '葛\u{e0100}',
    '々',
    '〇',
    '㈱',
    '㍿',
    '豈',
    '\u{20000}',
    '\u{2f800}',
    'か',
    '\u3099',
    'が',
    'ガ',
    'ｶ',
    'ﾞ',
    'ー',
  ],
  ...['ง', 'ำ', '\u0e4d', '\u0e49', 'น้ำ', 'ຳ', 'က', '\u1031', 'ក', '\u17d2', '๒', '฿', '。', '、'],
  ...['한', 'ᄒ', 'ᅡ', 'ᆫ', 'ㄱ', 'ㅏ', 'ㄳ', 'ﾡ', 'ￂ', 'क', '\u093c', '\u094d', 'क़', '\u09c7', '\u09be', '\u0f73'],
  ...[
    'ا',
    'ل',
    'ال',
    'لل',
    'و',
    'ب',
    'م',
    'ن',
    'ة',
    'ى',
    'أ',
    '\u064e',
    '\u0651',
    '\u0640',
    'ﻻ',
    'ﷺ',
    '٣',
    'ש',
    '\u05b8',
    '״',
  ],
  ...[
    ' ',
    '\n',
    '\0',
    '-',
    '.',
    '*',
    '"',
    '“',
    '”',
    '«',
    '»',
    '\u00a0',
    '\u3000',
    '¨',
    '₺',
    '🤝',
    '\u0378',
    '\ue000',
    '\u{100000}',
  ],
  ...['\u00ad', '\u200b', '\u200c', '\u200d', '\u200f', '\u2066', '\u061c', '\ufeff', '\ufe0f', '\ud800', '\udc00'],
  ...['AND', 'NEAR(', ')', '{', '}', ':', '^', '+'],
];
const trickyText = fc.array(fc.constantFrom(...tricky), { maxLength: 12 }).map((pieces) => pieces.join(''));
const anyText = fc.oneof(trickyText, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));

describe('fold', () => {
  it.each([
    ['case', 'The COUNCIL, 2024', 'the council, 2024'],
    ['Turkish letters', 'TÜRKİYE Kırgızistan', 'turkiye kirgizistan'],
    ['letters without decomposition', 'Łódź Straße STRASSE Ærø Þórður Đuro', 'lodz strasse strasse aero thordur duro'],
    ['Russian letters', 'Ёлка, Саудовской', 'елка, саудовскои'],
    ['Central Asian letters', 'Өкмөтү, Қазақстан', 'окмоту, казакстан'],
    ['Greek accents and final sigma', 'Όμιλος ΟΜΙΛΟΣ', 'ομιλοσ ομιλοσ'],
    ['Hebrew points', 'שָׁלוֹם', 'שלום'],
    ['Arabic points and tatweel', 'مِيزَانِيَّة مـيزانية', 'ميزانيه ميزانيه'],
    ['alef, yeh and teh marbuta', 'أإآٱا على قرارة', 'ااااا علي قراره'],
    ['compatibility forms', 'ﬁn ＡＢＣ m²', 'fin abc m2'],
    ['invisible characters', 'co\u00adope\u200bra\u200dtion \u2067x\u2069', 'cooperation x'],
    ['Hangul stays in syllables', '대한민국', '대한민국'],
    ['Devanagari keeps its vowels', 'हिन्दी', 'हिन्दी'],
    ['signs younger than the tokenizer', 'a🤝b ₺5', 'a b  5'],
  ])('%s', (_, text, expected) => {
    expect(fold(text)).toBe(expected);
  });

  it.each([
    ['Chinese', '为了合作', ['为', '了', '合', '作']],
    ['Chinese next to Latin', '在WTO框架', ['在', 'wto', '框', '架']],
    ['Japanese, voiced and half-width', 'ガイド ｶﾞ', ['ガ', 'イ', 'ト\u3099'.normalize(), 'カ\u3099'.normalize()]],
    ['Thai, marks with their letter', 'หน้าที่', ['ห', 'น้', 'า', 'ที่']],
    ['a variant of a character', '葛\u{e0100}飾', ['葛', '飾']],
  ])('%s: each character is a token', (_, text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it.each([
    [
      'budget',
      'ميزانية',
      ['الميزانية', 'والميزانية', 'بالميزانية', 'للميزانية', 'وبالميزانية', 'وللميزانية', 'كالميزانية'],
    ],
    ['with harakat', 'ميزانية', ['المِيزَانِيَّة', 'لِلْمِيزَانِيَّةِ']],
    ['committee, which begins with lam', 'لجنة', ['اللجنة', 'للجنة', 'وللجنة', 'باللجنة']],
    ['rules of procedure, likewise', 'لائحة', ['اللائحة', 'للائحة']],
    ['too short without article', 'الله', ['اللّٰه']],
    ['lam of the south is not the committee\u2019s', 'جنوب', ['الجنوب', 'للجنوب']],
  ])('Arabic article: %s', (_, noun, forms) => {
    for (const form of forms) expect(fold(form), form).toBe(fold(noun));
  });

  it('leaves a folded text alone, except for spaces', () => {
    const notArabic = anyText.filter((text) => !/\p{Script=Arabic}/u.test(text.normalize('NFKD')));
    const single = (text: string) => text.split(/ +/).filter(Boolean).join(' ');
    fc.assert(
      fc.property(notArabic, (text) => {
        expect(single(fold(fold(text)))).toBe(single(fold(text)));
      }),
    );
  });
});

describe('tokens', () => {
  it.each([
    ['die Straße', ['die@die', 'strasse@Straße']],
    ['ﬁn', ['fin@ﬁn']],
    ['e\u0301te\u0301-fin', ['ete@e\u0301te\u0301', 'fin@fin']],
    ['في الميزانية.', ['في@في', 'ميزانيه@الميزانية']],
    ['«合作»', ['合@合', '作@作']],
    ['ทำ', ['ท\u0e4d@ทำ', 'า@ทำ']],
    ['한국 ', ['한국@한국']],
    ['½', ['1@½', '2@½']],
    ['🤝 deal', ['deal@deal']],
    ['—', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(tokens(text).map(({ token, start, end }) => `${token}@${text.slice(start, end)}`)).toEqual(expected);
  });

  it('joined are the fold of the whole text', () => {
    const divided = (text: string) =>
      fold(text)
        .split(/[^\p{L}\p{N}\p{Co}\p{M}]+/u)
        .filter(Boolean);
    fc.assert(
      fc.property(anyText, (text) => {
        expect(words(text)).toEqual(divided(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('have positions in order and within the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let last = { start: 0, end: 0 };
        for (const token of tokens(text)) {
          expect(token.start).toBeLessThan(token.end);
          expect(token.start).toBeGreaterThanOrEqual(last.start);
          expect(token.end).toBeGreaterThanOrEqual(last.end);
          expect(token.end).toBeLessThanOrEqual(text.length);
          last = token;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('are the tokens of the index for the folded text', () => {
    const index = openIndex();
    const samples = [
      'Council adopts the 2024–2025 draft budget (follow-up)',
      'Türkiye, TÜRKİYE, Łódź, Straße, Kırgızistan; ½ m² №5',
      'Ёлка в Саудовской Аравии, Өкмөтү, Όμιλος',
      '理事会通过了国际合作计划。ガイドライン、ｶﾞｲﾄﾞ 葛\u{e0100}飾\u{20000}',
      'งบประมาณและหน้าที่ของสำนักงาน ๒๕๖๗ ฿5',
      'ميزانية والميزانية للميزانيّة، للجنة ٢٠٢٤ ﷺ',
      'שָׁלוֹם, हिन्दी क़ानून, 대한민국 ㄱㅏ, ᏣᎳᎩ, ᲗᲑᲘᲚᲘᲡᲘ',
      '₺5 🤝 a\u2066b\u2069 \ue000 \u0378 \0 \ud800x',
      ...fc.sample(anyText, { numRuns: 3000, seed: 1 }),
    ];
    index.fill(samples);
    expect(index.tokens()).toEqual(samples.flatMap(words));
  });

  it('are the tokens of the index for every character', () => {
    const index = openIndex();
    const blocks = Array.from({ length: 0x1100 }, (_, block) =>
      Array.from({ length: 0x100 }, (_, offset) => `${String.fromCodePoint(block * 0x100 + offset)} `).join('\n'),
    );
    index.fill(blocks);
    expect(index.tokens().join(' ') === blocks.flatMap(words).join(' ')).toBe(true);
  });
});

describe('pairs that must match in both directions', () => {
  it.each([
    ['елка', 'Ёлка'],
    ['саудовскои', 'Саудовской'],
    ['turkiye', 'Türkiye'],
    ['turkiye', 'TÜRKİYE'],
    ['Türkiye', 'TÜRKİYE'],
    ['lodz', 'Łódź'],
    ['kirgizistan', 'Kırgızistan'],
    ['strasse', 'Straße'],
    ['ميزانية', 'الميزانية'],
    ['مِيزَانِيَّة', 'الميزانية'],
    ['ميزانية', 'والمِيزَانِيَّة'],
    ['बजट', 'बजट'],
    ['대한민국', '대한민국'.normalize('NFD')],
  ])('%s and %s', (one, other) => {
    const index = openIndex();
    for (const [text, query] of [
      [`— ${other}, 2024`, one],
      [`— ${one}, 2024`, other],
    ] as const) {
      index.fill(['something else', text]);
      expect(index.find(ftsQuery(parseQuery(query)))).toEqual([1]);
      expect(found(text, query)).toEqual([text.split(/[ ,]+/)[1]]);
    }
  });

  it.each([
    ['合作', '理事会就国际合作问题提交报告'],
    ['ガイド', '新しいガイドラインを採択した'],
    ['งบประมาณ', 'สภาอนุมัติร่างงบประมาณประจำปี'],
    ['หน้าที่', 'มอบหมายหน้าที่ให้สำนักงาน'],
    ['สำนัก', 'มอบหมายหน้าที่ให้สำนักงาน'],
  ])('%s inside a sentence, however composed', (word, sentence) => {
    const index = openIndex();
    for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD']) {
      index.fill(['something else', sentence.normalize(form)]);
      expect(index.find(ftsQuery(parseQuery(word)))).toEqual([1]);
      expect(found(sentence, word.normalize(form))).toEqual([word]);
    }
  });
});

describe('parseQuery and ftsQuery', () => {
  it.each([
    ['draft budget', '"draft" AND "budget"'],
    ['"draft budget" 2024', '"draft budget" AND "2024"'],
    ['“draft budget”', '"draft budget"'],
    ['„draft budget“', '"draft budget"'],
    ['«draft budget»', '"draft budget"'],
    ['"draft budget', '"draft budget"'],
    ['turk*', '"turk"*'],
    ['TÜRK* draft', '"turk"* AND "draft"'],
    ['"draft bud"*', '"draft bud"*'],
    ['turk *', '"turk"'],
    ['* "" - “”', ''],
    ['', ''],
    ['follow-up', '"follow up"'],
    ['follow-up*', '"follow up"*'],
    ['合作', '"合 作"'],
    ['الميزان*', '"ميزان"*'],
    ['cats AND NOT dogs', '"cats" AND "and" AND "not" AND "dogs"'],
    ['NEAR(a b) title:x ^y', '"near a" AND "b" AND "title x" AND "y"'],
    ['a*b', '"a"* AND "b"'],
    ['say"draft budget"now', '"say" AND "draft budget" AND "now"'],
  ])('%s', (query, expected) => {
    expect(ftsQuery(parseQuery(query))).toBe(expected);
  });

  it('searches only the named columns', () => {
    const index = openIndex();
    index.fillTitle('Draft budget', 'Rules');
    const terms = parseQuery('draft budg*');
    expect(ftsQuery(terms, ['title', 'text'])).toBe('{title text} : ("draft" AND "budg"*)');
    expect(index.find(ftsQuery(terms, ['title']))).toEqual([1]);
    expect(index.find(ftsQuery(terms, ['text']))).toEqual([]);
    expect(ftsQuery([], ['title'])).toBe('');
  });

  it('returns a valid query for any input', () => {
    const index = openIndex();
    const typed = fc.oneof(anyText, fc.string({ unit: 'grapheme', size: 'large' }));
    fc.assert(
      fc.property(typed, (query) => {
        const terms = parseQuery(query);
        if (terms.length === 0) return;
        expect(() => [index.find(ftsQuery(terms)), index.find(ftsQuery(terms, ['title', 'text']))]).not.toThrow();
      }),
      { numRuns: 2000 },
    );
    expect(index.find(ftsQuery(parseQuery('word '.repeat(5000))))).toEqual([]);
  });
});

describe('matches', () => {
  it.each([
    ['Budget for Türkiye', 'turk*', ['Türkiye']],
    ['Budget for Türkiye', 'turk', []],
    ['the follow-up, followed up', 'follow-up', ['follow-up']],
    ['国际合作与合作', '合作', ['合作', '合作']],
    ['国际合作', '国际 合作', ['国际合作']],
    ['a b c d', '"a b" "b c"', ['a b c']],
    ['في الميزانية', 'ميزانية', ['الميزانية']],
    ['draft budget 2024', '"draft bud"*', ['draft budget']],
    ['draft', '"draft budget"', []],
  ])('%s, looked for with %s', (text, query, expected) => {
    expect(found(text, query)).toEqual(expected);
  });

  it('exist for every term exactly if the index finds the text', () => {
    const index = openIndex();
    const texts = fc.array(trickyText, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(texts, trickyText, fc.nat(), fc.nat(), (candidates, other, from, length) => {
        const part = (candidates[0] ?? '').slice(from % 8, (from % 8) + (length % 6));
        index.fill(candidates);
        for (const query of [part, `${part}*`, `"${part}"`, other]) {
          const terms: SearchTerm[] = parseQuery(query);
          if (terms.length === 0) continue;
          const expected = candidates.flatMap((text, row) =>
            terms.every((term) => matches(text, [term]).length > 0) ? [row] : [],
          );
          expect(index.find(ftsQuery(terms)).sort()).toEqual(expected);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('are in order and do not overlap', () => {
    fc.assert(
      fc.property(trickyText, trickyText, (text, query) => {
        let last = -1;
        for (const { start, end } of matches(text, parseQuery(query))) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
      }),
    );
  });
});

it('produces the same index as before: a change needs a migration', () => {
  const sample = 'Саудовской Türkiye Łódź Straße والميزانية 合作と環境 งบประมาณ follow-up No. 4/2023 é ﬁ';
  expect(fold(sample).split(/\s+/).filter(Boolean).join(' ')).toMatchInlineSnapshot(
    `"саудовскои turkiye lodz strasse ميزانيه 合 作 と 環 境 ง บ ป ร ะ ม า ณ follow-up no. 4/2023 e fi"`,
  );
});

it.each<[string, readonly string[]]>([
  ['budget OR plan -2024', ['OR', '-2024']],
  ['a AND NOT b', ['AND', 'NOT']],
  ['NEAR(a b)', ['NEAR']],
  ['NEAR/3 a', ['NEAR']],
  ['a NEAR b', ['NEAR']],
  ['a -"natural disaster"', ['-"…"']],
  ['a -қор', ['-қор']],
  ['a or b and c not d near e', []],
  ['a - b -- c -', []],
  ['follow-up', []],
  ['NEARBY NOTE ORDER ANDES', []],
  ['"a OR -b"', []],
  ['"a OR', []],
  ['budget -plan -plan', ['-plan']],
  ['!budget a', ['!budget']],
  ['-!budget a', ['-!budget']],
  ['budget|plan', ['|']],
  ['budget || plan', ['|']],
  ['budg?t', ['?']],
  ['why?', []],
  ['bud*get', ['*']],
  ['*budget', ['*']],
  ['budget* plan*', []],
  ['"natural disaster"*', []],
  ['2 * 3', []],
  ['title:budget', ['title:']],
  ['Title:"natural disaster"', ['Title:']],
  ['agenda:budget 12:30 title: text', []],
  ['', []],
])('what looks like an operator in %s', (query, operators) => {
  const notes = operatorNotes(query, 'words cannot be excluded');
  expect(notes.map((note) => /^"(.+)" is not an operator here: ./.exec(note)?.[1])).toEqual(operators);
});
