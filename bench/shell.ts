import { now } from './measure';
import type { RecordFiles } from './records';

/* What the sqlite3 shell does in place of the program. */

const today = now.slice(0, 10);

/** Twelve columns over three tables. */
export const twelveColumns = 'ref,date,meeting,item,body,action,kind,title,text,period,referred_to,evidence';
export const twelveColumnsQuery = `select m.ref || '/' || d.number, d.decided_on, m.ref, i.number, b.code, d.action, d.kind, d.title, d.text,
    d.period, r.code, d.evidence
  from decision d join meeting m on m.id = d.meeting_id join body b on b.id = d.body_id
    left join agenda_item i on i.id = d.item_id left join body r on r.id = d.referred_to_id
  order by d.met_on desc, d.meeting_id desc, d.number;`;

const recordedAt = (change: string): string =>
  `(select at from history where first_change <= ${change} order by first_change desc limit 1)`;

/** All columns of `export decisions`. */
export const allColumns = `select m.ref || '/' || d.number, d.symbol, coalesce(d.date, m.end_date, m.date), b.code, m.ref, i.number, d.action,
    d.kind, d.title, d.text,
    (select status from decision_status where decision_id = d.id and from_date <= '${today}' and until_date > '${today}'),
    d.period, r.code,
    (select am.ref || '/' || a.number from decision_link l join decision a on a.id = l.decision_id
      join meeting am on am.id = a.meeting_id where l.to_id = d.id and l.relation = 'answers' and a.decided_on <= '${today}'
      order by l.decision_id limit 1),
    d.procedure, d.votes_for, d.votes_against, d.votes_abstain, d.silence_until, d.condition, d.condition_until,
    d.confirmed_on, d.effective_on, d.grants,
    (select group_concat(role || ':' || code, '; ') from (select dp.role, p.code from decision_party dp
      join party p on p.id = dp.party_id where dp.decision_id = d.id order by dp.position)),
    (select group_concat(tag, '; ') from (select tag from decision_tag where decision_id = d.id order by position)),
    (select group_concat(link, '; ') from (select l.relation || ':' || tm.ref || '/' || t.number || coalesce(':' || l.answer, '') as link
      from decision_link l join decision t on t.id = l.to_id join meeting tm on tm.id = t.meeting_id
      where l.decision_id = d.id order by l.position)),
    d.evidence, d.source, ${recordedAt('d.created')}, ${recordedAt('d.version')}, d.form
  from decision d join meeting m on m.id = d.meeting_id join body b on b.id = d.body_id
    left join agenda_item i on i.id = d.item_id left join body r on r.id = d.referred_to_id
  order by d.met_on desc, d.meeting_id desc, d.number;`;

/** The groupings of `stats`; the median of days is the one of lists that SQLite has no function for, and is left out. */
export const statistics = `
select substr(decided_on, 1, 4), count(*) from decision where decided_on <= '${today}' group by 1;
select body_id, count(*) from decision where decided_on <= '${today}' group by 1;
select action, count(*) from decision where decided_on <= '${today}' group by 1;
select kind, count(*) from decision where decided_on <= '${today}' group by 1;
select s.referred_to_id, count(*), max(julianday(s.until_date) - julianday(s.from_date)) from decision_status s
  join decision_status n on n.decision_id = s.decision_id and n.from_date = s.until_date
  where s.status = 'referred' and n.status in ('accepted', 'declined') and n.from_date <= '${today}' group by 1;
select referred_to_id, count(*) from decision_status
  where status = 'referred' and from_date <= '${today}' and until_date > '${today}' group by 1;
select done_on <= due_on, count(*) from task join decision d on d.id = decision_id where d.decided_on <= '${today}' group by 1;
`;

/** Imports files into plain tables: seven indexes on decisions and a search index, no keys, and nothing is checked. */
export const plainImport = ({ meetings, agenda, decisions }: RecordFiles): string => `
create table decision (meeting text, item text, action text, kind text, title text, text text, period text,
  referred_to text, silence_until text, parties text, tags text, links text, evidence text);
create index decision_order on decision (meeting desc, item);
create index decision_title on decision (meeting, title);
create index decision_action on decision (action, meeting desc);
create index decision_kind on decision (kind, meeting desc);
create index decision_period on decision (period, meeting desc);
create index decision_referred on decision (referred_to, meeting desc);
create index decision_silence on decision (silence_until, meeting desc);
create table agenda_item (meeting text, number text, title text);
create index agenda_item_order on agenda_item (meeting, number);
create table meeting (body text, date text, place text, status text);
create index meeting_order on meeting (date desc, body);
create virtual table search using fts5 (title, text, other, content='', tokenize='unicode61');
.import --csv --skip 1 '${meetings}' meeting
.import --csv --skip 1 '${agenda}' agenda_item
.import --csv --skip 1 '${decisions}' decision
insert into search (rowid, title, text, other) select rowid * 2, title, text, tags || evidence from decision;
insert into search (rowid, title, text, other) select rowid * 2 + 1, title, '', '' from agenda_item;
`;

/**
 * Imports files into an empty register, with all its keys, CHECKs and indexes, its tables of parties, tags and links, and its
 * search index, but without statuses and history: through temporary tables, which takes less time than triggers.
 */
export const importIntoSchema = ({ meetings, agenda, decisions }: RecordFiles): string => `
pragma foreign_keys = on;
create temp table meetings (body, date, place, status);
create temp table items (meeting, number, title);
create temp table decisions (meeting, item, action, kind, title, text, period, referred_to, silence_until, parties, tags,
  links, evidence);
.import --csv --skip 1 '${meetings}' meetings
.import --csv --skip 1 '${agenda}' items
.import --csv --skip 1 '${decisions}' decisions
begin;
insert into meeting (ref, body_id, date, place, status, met_on, created, version)
  select body || '-' || date, b.id, date, nullif(place, ''), status, date, 1, 1 from meetings join body b on b.code = body;
insert into agenda_item (meeting_id, number, title, sort_key, created, version)
  select m.id, number, i.title, printf('%020d', number), 1, 1 from items i join meeting m on m.ref = i.meeting;
insert into decision (number, meeting_id, item_id, action, kind, title, text, period, referred_to_id, silence_until,
    evidence, body_id, met_on, decided_on, created, version)
  select row_number() over (partition by d.meeting order by d.rowid), m.id, i.id, action, d.kind, d.title,
    nullif(text, ''), nullif(period, ''), r.id, nullif(silence_until, ''), nullif(d.evidence, ''), m.body_id, m.met_on,
    m.met_on, 1, 1
  from decisions d join meeting m on m.ref = d.meeting left join body r on r.code = d.referred_to
    left join agenda_item i on i.meeting_id = m.id and i.number = d.item order by d.rowid;
insert into decision_party (decision_id, position, role, party_id)
  select d.rowid, key + 1, substr(value, 1, instr(value, ':') - 1), p.id
  from decisions d join json_each('["' || replace(parties, '; ', '","') || '"]')
    join party p on p.code = substr(value, instr(value, ':') + 1) where parties <> '';
insert into decision_tag (decision_id, position, tag)
  select d.rowid, key + 1, value from decisions d join json_each('["' || replace(tags, '; ', '","') || '"]') where tags <> '';
insert into decision_link (decision_id, position, relation, to_id, answer)
  select l.id, 1, relation, t.id, answer from (
      select rowid as id, substr(links, 1, instr(links, ':') - 1) as relation,
        replace(substr(links, instr(links, ':') + 1), ':accept', '') as ref,
        iif(links like '%:accept', 'accept', null) as answer from decisions where links <> '') l
    join meeting m on m.ref = substr(l.ref, 1, instr(l.ref, '/') - 1)
    join decision t on t.meeting_id = m.id and t.number = cast(substr(l.ref, instr(l.ref, '/') + 1) as integer);
insert into search (rowid, title, text, other) select id * 16 + 2, place, '', '' from meeting;
insert into search (rowid, title, text, other) select id * 16 + 3, title, '', '' from agenda_item;
insert into search (rowid, title, text, other) select id * 16 + 4, title, text, evidence from decision;
commit;
`;
