import xterm from '@xterm/headless';
import { expect, it } from 'vitest';
import { measure } from '../../src/terminal/width';

const terminal = new xterm.Terminal({ cols: 400, rows: 1, allowProposedApi: true });

/** The columns that a terminal moves on for a text. */
async function onTerminal(text: string): Promise<number> {
  await new Promise<void>((resolve) => terminal.write(`\r\u001b[K${text}`, resolve));
  return terminal.buffer.active.cursorX;
}

it.each([
  ['Kazakh', 'Өңірлік қауіпсіздік жөніндегі кеңес'],
  ['Turkish, composed and not', 'Türkiye Tu\u0308rkiye'],
  ['Polish', 'Łódź'],
  ['Vietnamese', 'Hội nghị lần thứ tư'],
  ['Chinese', '亚洲相互协作与信任措施会议'],
  ['Japanese', 'カンファレンス、ﾊﾝｶｸ'],
  ['Korean', '한국어 회의'],
  ['Arabic with marks', 'اتِّفاقيّة'],
  ['Persian with joiners', 'می\u200cشود'],
  ['Hebrew with points', 'שָׁלוֹם'],
  ['Thai', 'ความร่วมมือ ที่ประชุม'],
  ['Thai with sara am', 'ทำงาน'],
  ['Tibetan', 'བོད་ཡིག'],
  ['Hindi', 'क्षत्रिय हिन्दी में विश्वास'],
  ['Bengali', 'বাংলাদেশ'],
  ['Tamil', 'இலங்கை'],
  ['soft hyphens', 'co\u00adope\u00adra\u00adtion'],
  ['punctuation', '“4.1” – «plan» … → ₸'],
  ['full width', 'Ａ（１）'],
])('%s is measured as a terminal shows it', async (_, text) => {
  expect(measure(text)).toBe(await onTerminal(text));
});

it.each([
  ['👩‍👩‍👧', 2],
  ['🇰🇿', 2],
  ['👍🏽', 2],
  ['a\u200bb\ufeffc', 3],
  ['क्\u200dष', 2],
  ['', 0],
])('%s takes %i columns', (text, columns) => {
  expect(measure(text)).toBe(columns);
});

it.each([
  ['Latin', 0xa1, 0x2ff],
  ['Greek', 0x391, 0x3a1],
  ['Cyrillic', 0x400, 0x486],
  ['more Cyrillic', 0x48a, 0x52f],
  ['Arabic', 0x620, 0x65e],
  ['Japanese', 0x3041, 0x3096],
  ['Chinese', 0x4e00, 0x9fff],
  ['Korean', 0xac00, 0xd7a3],
])('every letter of %s is measured as a terminal shows it', async (_, first, last) => {
  for (let start = first; start <= last; start += 100) {
    const codes = Array.from({ length: Math.min(100, last - start + 1) }, (__, at) => start + at);
    // a mark needs a letter before it
    const text = `a${String.fromCodePoint(...codes)}`;
    expect(measure(text), text).toBe(await onTerminal(text));
  }
});
