import { reportedVerbs } from '../domain/reportedVerbs';
import { groups } from './groups';

const sittingNouns =
  '[Mm]eetings?|[Ss]essions?|[Ss]ummit|[Cc]ouncil|[Cc]ommittee|[Cc]onference|[Bb]oard|[Aa]ssembly|[Cc]ommission|[Mm]inisters|[Oo]fficials';
/** "Senior Officials Committee (SOC)", "the informal AEM Meeting", "IMO's Maritime Safety Committee". */
const acronymInBrackets = /([A-Za-zÀ-ỿ]+)\s+\(([A-ZÀ-ỿ][A-ZÀ-ỿ\d&+-]{1,9})\)/gu;
/** "International Commission for the Conservation of Atlantic Tunas (ICCAT)", "Executive Board of the Committee (EB)". */
const acronymOfName =
  /[A-ZÀ-ỿ][A-Za-zÀ-ỿ’'-]+(?: (?:(?:of|and|the|on|for|in|to) ){0,2}[A-ZÀ-ỿ][A-Za-zÀ-ỿ’'-]+){1,9} \(([A-Z][A-Z&]{1,9})\)/gu;
const acronymOfMeeting = new RegExp(
  `\\b([A-ZÀ-ỿ][A-ZÀ-ỿ&+]{1,9})(?:[’']s)? (?:[A-Za-zÀ-ỿ]+ ){0,2}?(?:${sittingNouns})\\b`,
  'gu',
);
const namedGroup = /(?<![A-Za-zÀ-ỿ])[A-ZÀ-ỿ][A-Za-zÀ-ỿ]+(?: (?:(?:of|and|the|on|for) )?[A-ZÀ-ỿ][A-Za-zÀ-ỿ]+){1,6}/gu;

/** The acronyms that a text gives to a council, to ministers or another group. */
export function acronymsOf(text: string): Set<string> {
  const introduction = text.slice(0, introductionLength);
  const acronyms = new Set<string>(actingAcronyms(introduction));
  for (const [, noun = '', acronym = ''] of introduction.matchAll(acronymInBrackets)) {
    if (groups.has(noun.toLowerCase())) acronyms.add(acronym);
  }
  for (const { 0: name, 1: acronym = '' } of introduction.slice(0, openingLength).matchAll(acronymOfName)) {
    if (name.split(/[\s(]+/).some((word) => groups.has(word.toLowerCase()))) acronyms.add(acronym);
  }
  for (const [, acronym = ''] of introduction.matchAll(acronymOfMeeting)) {
    if (acronym === acronym.toUpperCase()) acronyms.add(acronym);
  }
  for (const [name] of introduction.matchAll(namedGroup)) {
    const words = name.split(' ').filter((word) => /^(?!The$)[A-ZÀ-ỿ]/u.test(word));
    const last = words.findLastIndex((word) => groups.has(word.toLowerCase()));
    if (last > 1)
      acronyms.add(
        words
          .slice(0, last + 1)
          .map(([initial]) => initial)
          .join(''),
      );
  }
  return acronyms;
}

/** "The TSC approved", "ICANN resolves": an acronym that does something. */
const acting =
  /(?:^|[.;:,][ \t]+|\n[ \t]*)(?:[Tt]he )?([A-Z][A-Z&+]{1,9}) (?:(?:also|then|further|has|hereby|unanimously) )?(?=([a-z]{4,20})\b)/g;

/** "OPEC+ on Sunday agreed to raise output": an acronym that decides, at the beginning of a report. */
const deciding =
  /(?:^|[.–—-][ \t]+|\n[ \t]*)(?:The )?([A-Z][A-Z&]{1,9})\+? (?:(?:on [A-Z][a-z]+day|today|has|have|also|unanimously) ){0,2}(?:agreed|adopted|approved|decided|elected|endorsed|resolved) /g;

/** An acronym of a steering committee, working group or task force. */
const ofCommittee = /(?:SC|TC|WG|TF|TAC|TOC|PMC|GB)$/;

/** The acronyms that act as bodies do, twice or more: the report is theirs. */
function actingAcronyms(text: string): string[] {
  const counts = new Map<string, number>();
  for (const [, acronym = '', verb = ''] of text.slice(0, introductionLength).matchAll(acting)) {
    if (reportedVerbs(verb).length > 0) counts.set(acronym, (counts.get(acronym) ?? 0) + 1);
  }
  const deciders = [...text.slice(0, openingLength).matchAll(deciding)].map(([, acronym = '']) => acronym);
  return [
    ...deciders,
    ...[...counts].filter(([acronym, count]) => count > 1 || ofCommittee.test(acronym)).map(([acronym]) => acronym),
  ];
}

/** "We, the Foreign Ministers of …, met": who met writes. */
const weAre =
  /(?:^|[\n.;])[ \t]*(?:\d{1,3}\. ?)?(?:WE|We)(?:,? |[–—])(?:the )?(?:governments of )?[A-ZÀ-ỿ][^.;]{3,400}?[,–—]/u;
const weSay =
  /(?:^|[\n.;]\s*)(?:\(?\d{1,3}[.)]\s*)?(?:(?:Today|Together|First|Second|Third|Finally),? )?[Ww]e,? (?:(?:also|further|[a-zÀ-ỿ]+ly|the [^.;,]{3,80}),? ){0,3}([a-zÀ-ỿ]+)\b/gmu;
const weDecided =
  /(?:^|[\n.;])[ \t]*We (?:[a-z]+ly )?(?:agreed|decided|approved|adopted|discussed|reviewed|accepted|voted|resolved|elected)\b/m;

/**
 * Whether those who met wrote the text themselves, as declarations and minutes do: it says who "we" are, or says "we" repeatedly, or
 * says what "we" decided without quoting anyone.
 */
export function isOurs(text: string): boolean {
  const introduction = text.slice(0, introductionLength);
  if (weAre.test(introduction.slice(0, 3_000))) return true;
  const said = [...introduction.matchAll(weSay)].filter(([, verb = '']) => reportedVerbs(verb).length > 0);
  if (said.length >= 3) return true;
  return weDecided.test(introduction) && !/[“"«]We\b|\b(?:said|told)\b/.test(introduction);
}

/** Whether a cabinet met: its ministers report what it decided. */
export const isOfCabinet = (text: string): boolean =>
  /\bcabinet (?:meetings?|decisions?|approve[ds]|session|today|met|has|on [A-ZÀ-ỿ][A-Za-zÀ-ỿ]+day)\b|\bcabinet\b[^.]{0,80}\bapproved\b|\b(?:federal executive council|meeting of the (?:union |federal )?cabinet)\b|\bminister\b[^.]{0,120}\bsaid (?:that )?(?:the )?(?:council|cabinet) (?:also )?(?:approved|gave|adopted|endorsed)\b/iu.test(
    text.slice(0, 2_000),
  );

/** The length of the part of a report that says who met, in UTF-16 units. */
const introductionLength = 20_000;
/** The length of the part in which a report first names who met: others are named later. */
const openingLength = 800;
