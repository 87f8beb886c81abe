import type { Token } from './tokens';

/** The last words of subjects that can be a meeting. */
// biome-ignore format: word lists are more readable in rows
export const groups = new Set([
  'meeting', 'meetings', 'session', 'council', 'committee', 'subcommittee', 'board', 'conference', 'assembly', 'summit', 'group',
  'commission', 'congress', 'panel', 'forum', 'plenary', 'authority', 'bureau', 'presidium', 'cabinet', 'parliament', 'senate',
  'caucus', 'taskforce', 'force', 'team', 'organization', 'organisation', 'alliance', 'union', 'body', 'synod', 'court',
  'ministers', 'leaders', 'heads', 'delegates', 'delegations', 'participants', 'members', 'parties', 'sides', 'fms', 'sessions', 'officials', 'chiefs',
  'representatives', 'states', 'countries', 'nations', 'experts', 'councillors', 'councilors', 'councilmembers', 'commissioners',
  'trustees', 'directors', 'governors', 'supervisors', 'senators', 'attendees', 'partners', 'envoys', 'ambassadors', 'presidents',
  'secretaries', 'shareholders', 'selectmen', 'aldermen', 'regents', 'coordinators', 'signatories', 'principals', 'all', 'everyone',
  'deputies', 'lawmakers', 'legislators', 'regulators', 'bishops', 'councils', 'committees', 'boards', 'governments', 'plenum', 'jury', 'cop', 'cops',
  'agm', 'egm', 'foundation', 'network', 'association', 'federation', 'society', 'troika', 'faculty', 'house', 'chamber', 'tribunal',
  'convention', 'chapter', 'vestry', 'consortium', 'consultations', 'negotiators', 'mayors',
  'chairs', 'co-chairs', 'rapporteurs', 'sherpas', 'advisers', 'fellows', 'cllrs', 'mps', 'legislature',
  'judges', 'justices', 'assemblies', 'conferences', 'commissions', 'organs', 'eurogroup', 'cabinets', 'attendants', 'homeowners', 'membership', 'ministerial', 'bureaux', 'bloc', 'grouping', 'allies', 'exco', 'excom', 'execom', 'steerco', 'mpc', 'fomc', 'directorate', 'collegium', 'electors', 'electorate', 'voters', 'chancellors', 'premiers', 'monarchs', 'sovereigns', 'kings', 'emirs', 'rulers', 'generals', 'prosecutors', 'ombudsmen', 'stakeholders', 'pta', 'gathering', 'retreat', 'workshop', 'symposium', 'roundtable',
]);

/** Whether a word names a group: "ministers", "vice-presidents". */
export const isGroup = ({ lower }: Token): boolean => {
  const noun = lower.replace(/'s?$/, '');
  return groups.has(noun) || (noun.includes('-') && groups.has(noun.replace(/^.*-/, '')));
};
