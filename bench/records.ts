import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { addDays } from '../src/domain/date';

/** Changed with the records: registers of another version are created again. */
export const recordsVersion = 2;

/** Files of records for `cica import`, in the order in which it takes them. */
export interface RecordFiles {
  readonly meetings: string;
  readonly agenda: string;
  readonly decisions: string;
  /** Changes one decision in ten. */
  readonly edits: string;
}

/** The files of records in a folder. */
export const filesIn = (folder: string): RecordFiles => ({
  meetings: join(folder, 'meetings.csv'),
  agenda: join(folder, 'agenda.csv'),
  decisions: join(folder, 'decisions.csv'),
  edits: join(folder, 'edits.csv'),
});

/** Decisions and agenda items of a meeting. */
const decisionsEach = 20;
const itemsEach = 8;

/** The bodies of the preset that meet, and whom each asks: nobody is above the summit. */
const bodies = ['SOC', 'MC', 'SWG', 'SUMMIT', 'EXPERTS', 'SEC', 'BC', 'CEP'] as const;
type Body = (typeof bodies)[number];
// biome-ignore format: in a row
const above: { readonly [body in Body]?: Body } = {
  SOC: 'MC', MC: 'SUMMIT', SWG: 'SOC', EXPERTS: 'SWG', SEC: 'SOC', BC: 'SOC', CEP: 'SOC',
};

const parties = ['KAZ', 'CHN', 'TUR', 'IND', 'AZE', 'UZB', 'KGZ', 'TJK', 'THA', 'IRN'];
const actions = ['adopt', 'approve', 'note', 'welcome', 'decide', 'request', 'discuss', 'endorse', 'review', 'defer'];
const kinds = ['plan', 'budget', 'report', 'concept paper', 'action plan', 'statement', 'cooperation', 'other'];
const tags = Array.from({ length: 40 }, (_, at) => `topic ${at + 1}`);

/** Words of meetings in five scripts. */
// biome-ignore format: in rows
const words = [
  ['plan', 'budget', 'report', 'cooperation', 'security', 'energy', 'transport', 'exchange', 'experts', 'tourism', 'youth',
    'agreement', 'environment', 'confidence', 'measures', 'regional', 'dialogue', 'draft', 'annual', 'Türkiye', 'coordination'],
  ['план', 'бюджет', 'отчёт', 'сотрудничество', 'безопасность', 'энергетика', 'транспорт', 'обмен', 'эксперты', 'туризм',
    'молодёжь', 'соглашение', 'среда', 'доверие', 'меры', 'диалог', 'проект'],
  ['خطة', 'ميزانية', 'تقرير', 'تعاون', 'أمن', 'طاقة', 'نقل', 'تبادل', 'خبراء', 'سياحة', 'شباب', 'اتفاق', 'بيئة', 'ثقة', 'تدابير'],
  ['计划', '预算', '报告', '合作', '安全', '能源', '交通', '交流', '专家', '旅游', '青年', '协议', '环境', '信任', '措施'],
  ['แผน', 'งบประมาณ', 'รายงาน', 'ความร่วมมือ', 'ความมั่นคง', 'พลังงาน', 'ขนส่ง', 'แลกเปลี่ยน', 'เยาวชน', 'หน้าที่', 'สิ่งแวดล้อม'],
] as const;

/** Numbers from 0 to below 1, the same in every run (a linear congruential generator, Numerical Recipes' constants). */
function random(): () => number {
  let state = 20_251_125;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Writes records of `count` decisions (a multiple of 20): one meeting and eight agenda items for twenty of them, from
 * 1992 on; one in ten refers to another body and 95 % of these are answered; one in fifty under silence; one link in
 * twenty beside the answers; texts of about 200 bytes in five scripts.
 */
export function writeRecords(files: RecordFiles, count: number): void {
  const next = random();
  const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(next() * list.length)] as Item;
  const phrase = (bytes: number, list: readonly string[]): string => {
    let text = pick(list);
    while (Buffer.byteLength(text) < bytes) text += ` ${pick(list)}`;
    return text;
  };
  const meetings = new CsvFile(files.meetings, ['body', 'date', 'place', 'status']);
  const agenda = new CsvFile(files.agenda, ['meeting', 'number', 'title']);
  const columns = ['meeting', 'item', 'action', 'kind', 'title', 'text', 'period', 'referred_to'];
  const decisions = new CsvFile(files.decisions, [...columns, 'silence_until', 'parties', 'tags', 'links', 'evidence']);
  const edits = new CsvFile(files.edits, ['ref', 'evidence']);
  const waiting = new Map<Body, string[]>(bodies.map((body) => [body, []]));
  const lastOf = new Map<Body, string>();
  let referred = 0;
  for (let meeting = 0; meeting * decisionsEach < count; meeting += 1) {
    const body = bodies[meeting % bodies.length] as Body;
    const date = dateOf(meeting, count);
    const ref = `${body}-${date}`;
    meetings.row([body, date, pick(['Astana', 'Almaty', 'Baku', 'Bangkok']), 'held']);
    for (let item = 1; item <= itemsEach; item += 1) agenda.row([ref, String(item), phrase(40, words[0])]);
    for (let number = 1; number <= decisionsEach; number += 1) {
      const refers =
        above[body] !== undefined &&
        (number === 3 || number === 7 || (number === 9 && (body === 'SOC' || body === 'MC')));
      const answered = number >= 11 && number <= 19 ? waiting.get(body)?.shift() : undefined;
      const link = number === 20 ? lastOf.get(body) : undefined;
      if (refers) {
        referred += 1;
        if (referred % 20 !== 0) waiting.get(above[body] as Body)?.push(`${ref}/${number}`);
      }
      const silent = number === 10 && meeting % 5 < 2;
      const relation = ['follows up', 'amends', 'supersedes', 'cites'][meeting % 4] as string;
      decisions.row([
        ref,
        String(1 + (number % itemsEach)),
        refers ? 'recommend' : answered === undefined ? pick(actions) : 'approve',
        pick(kinds),
        `${phrase(45, words[0])} ${number}`,
        phrase(200, pick(words)),
        next() < 0.3 ? date.slice(0, 4) : '',
        refers ? (above[body] as Body) : '',
        silent ? addDays(date, 14) : '',
        number % 3 === 0 ? `sponsor:${pick(parties)}; addressee:${pick(parties)}` : '',
        number % 4 === 0 ? `${pick(tags)}; ${pick(tags)}` : '',
        answered !== undefined ? `answers:${answered}:accept` : link === undefined ? '' : `${relation}:${link}`,
        number % 5 === 0 ? 'minutes, paragraph 12' : '',
      ]);
    }
    lastOf.set(body, `${ref}/1`);
    for (const number of [5, 16]) edits.row([`${ref}/${number}`, 'minutes, as corrected']);
  }
  for (const file of [meetings, agenda, decisions, edits]) file.close();
}

/** The day of a meeting: all of them lie evenly between two days. */
function dateOf(meeting: number, count: number): string {
  const [start, days] = ['1992-10-05', 11_775];
  return addDays(start, Math.floor((meeting * decisionsEach * days) / count));
}

/** The reference of a meeting of the first body in the middle of those of so many decisions. */
export function middleMeeting(count: number): string {
  const meeting = Math.floor(count / decisionsEach / 2 / bodies.length) * bodies.length;
  return `${bodies[0]}-${dateOf(meeting, count)}`;
}

/** A CSV file that is written in large pieces. */
class CsvFile {
  readonly #file: number;
  #piece = '';

  constructor(path: string, columns: readonly string[]) {
    this.#file = openSync(path, 'w');
    this.row(columns);
  }

  row(values: readonly string[]): void {
    this.#piece += `${values.map((value) => (value === '' ? '' : `"${value}"`)).join(',')}\n`;
    if (this.#piece.length > 1_000_000) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    writeSync(this.#file, this.#piece);
    this.#piece = '';
  }
}
