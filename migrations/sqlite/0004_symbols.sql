-- Symbols are unique within meeting and form, by a rule and no index; a removed meeting's reference can be taken again; ids
-- are CHECKed; a task may come to stand without a decision; the history tells the server's role and what an undo takes
-- back. SQLite changes none of that in place: every table is made anew under another name and takes the old one's name.
-- The foreign keys are off meanwhile, and checked at the end.

create table new_body (
  id integer primary key autoincrement check (id between 1 and 562949953421312),
  code text not null unique check (code glob '[A-Z]*' and code not glob '*[^A-Z0-9]*'),
  name text not null check (name <> ''),
  aliases text not null default '[]' check (json_valid(aliases)),
  kind text not null,
  reports_to_id integer references body (id),
  created integer not null,
  version integer not null
) strict;
insert into new_body (id, code, name, aliases, kind, reports_to_id, created, version)
  select id, code, name, aliases, kind, reports_to_id, created, version from body;

create table new_party (
  id integer primary key autoincrement check (id between 1 and 562949953421312),
  code text not null unique check (code glob '[A-Z]*' and code not glob '*[^A-Z0-9]*'),
  name text not null check (name <> ''),
  aliases text not null default '[]' check (json_valid(aliases)),
  kind text not null,
  created integer not null,
  version integer not null
) strict;
insert into new_party (id, code, name, aliases, kind, created, version)
  select id, code, name, aliases, kind, created, version from party;

create table new_meeting (
  id integer primary key autoincrement check (id between 1 and 562949953421312),
  ref text not null unique,
  body_id integer not null references body (id),
  ordinal integer check (ordinal >= 0),
  title text,
  date text not null check (date glob '[12][0-9][0-9][0-9]*'),
  end_date text check (end_date >= date),
  place text,
  mode text,
  status text not null,
  chair text,
  chair_title text,
  chair_party_id integer references party (id),
  source text,
  notes text,
  met_on text not null, -- the first day as a full date: the order of the lists
  created integer not null,
  version integer not null
) strict;
insert into new_meeting (id, ref, body_id, ordinal, title, date, end_date, place, mode, status, chair, chair_title,
    chair_party_id, source, notes, met_on, created, version)
  select id, ref, body_id, ordinal, title, date, end_date, place, mode, status, chair, chair_title,
    chair_party_id, source, notes, met_on, created, version from meeting;

create table new_agenda_item (
  id integer primary key autoincrement check (id between 1 and 562949953421312),
  meeting_id integer not null references meeting (id),
  number text not null check (number <> ''),
  title text not null check (title <> ''),
  presenter text,
  notes text,
  sort_key text not null, -- the number, so that its byte order is the order of the agenda
  created integer not null,
  version integer not null,
  unique (meeting_id, number)
) strict;
insert into new_agenda_item (id, meeting_id, number, title, presenter, notes, sort_key, created, version)
  select id, meeting_id, number, title, presenter, notes, sort_key, created, version from agenda_item;

create table new_decision (
  id integer primary key autoincrement check (id between 1 and 562949953421312),
  number integer not null check (number > 0),
  symbol text,
  date text, -- null: the meeting's last day
  meeting_id integer not null references meeting (id),
  item_id integer references agenda_item (id),
  action text not null,
  kind text not null,
  title text not null check (title <> ''),
  text text,
  period text,
  referred_to_id integer references body (id),
  procedure text,
  votes_for integer check (votes_for >= 0),
  votes_against integer check (votes_against >= 0),
  votes_abstain integer check (votes_abstain >= 0),
  silence_until text,
  condition text,
  condition_until text,
  confirmed_on text,
  effective_on text,
  grants text check (grants <> 'none'),
  evidence text,
  source text,
  form text,
  body_id integer not null references body (id), -- of the meeting
  met_on text not null, -- of the meeting: with meeting_id and number, the order of the lists
  decided_on text not null, -- the decision's date as a full date
  symbol_key text, -- the symbol as it is looked up (src/domain/fold.ts)
  created integer not null,
  version integer not null,
  unique (meeting_id, number)
) strict;
insert into new_decision (id, number, symbol, date, meeting_id, item_id, action, kind, title, text, period,
    referred_to_id, procedure, votes_for, votes_against, votes_abstain, silence_until, condition, condition_until,
    confirmed_on, effective_on, grants, evidence, source, body_id, met_on, decided_on, created, version)
  select id, number, symbol, date, meeting_id, item_id, action, kind, title, text, period,
    referred_to_id, procedure, votes_for, votes_against, votes_abstain, silence_until, condition, condition_until,
    confirmed_on, effective_on, grants, evidence, source, body_id, met_on, decided_on, created, version from decision;

create table new_objection (
  id integer primary key autoincrement check (id between 1 and 562949953421312),
  decision_id integer not null references decision (id),
  party_id integer not null references party (id),
  objected_on text not null,
  withdrawn_on text check (withdrawn_on >= objected_on),
  note text,
  created integer not null,
  version integer not null
) strict;
insert into new_objection (id, decision_id, party_id, objected_on, withdrawn_on, note, created, version)
  select id, decision_id, party_id, objected_on, withdrawn_on, note, created, version from objection;

create table new_standing (
  id integer primary key autoincrement check (id between 1 and 562949953421312),
  party_id integer not null references party (id),
  standing text not null,
  since text, -- null: unknown, counts as always
  until text,
  given_by_id integer references decision (id),
  note text,
  earlier_since text,
  from_date text not null, -- with until_date the days as full dates, half-open
  until_date text not null check (until_date > from_date),
  created integer not null,
  version integer not null
) strict;
insert into new_standing (id, party_id, standing, since, until, given_by_id, note, earlier_since, from_date, until_date,
    created, version)
  select id, party_id, standing, since, until, given_by_id, note, earlier_since, from_date, until_date,
    created, version from standing;

create table new_instrument (
  id integer primary key autoincrement check (id between 1 and 562949953421312),
  code text not null unique check (code glob '[A-Z]*' and code not glob '*[^A-Z0-9]*'),
  title text not null check (title <> ''),
  adopted_by_id integer references decision (id),
  created integer not null,
  version integer not null
) strict;
insert into new_instrument (id, code, title, adopted_by_id, created, version)
  select id, code, title, adopted_by_id, created, version from instrument;

create table new_act (
  id integer primary key autoincrement check (id between 1 and 562949953421312),
  instrument_id integer not null references instrument (id),
  party_id integer not null references party (id),
  kind text not null,
  date text, -- null: unknown
  noted_by_id integer references decision (id),
  created integer not null,
  version integer not null
) strict;
insert into new_act (id, instrument_id, party_id, kind, date, noted_by_id, created, version)
  select id, instrument_id, party_id, kind, date, noted_by_id, created, version from act;

create table new_task (
  id integer primary key autoincrement check (id between 1 and 562949953421312),
  decision_id integer references decision (id),
  what text not null check (what <> ''),
  responsible text,
  due_on text,
  done_on text,
  reports text not null default '[]' check (json_valid(reports)),
  created integer not null,
  version integer not null
) strict;
insert into new_task (id, decision_id, what, responsible, due_on, done_on, reports, created, version)
  select id, decision_id, what, responsible, due_on, done_on, reports, created, version from task;

create table new_document (
  id integer primary key autoincrement check (id between 1 and 562949953421312),
  symbol text,
  title text not null check (title <> ''),
  kind text not null,
  language text,
  url text,
  file text,
  sha256 text,
  size integer check (size >= 0),
  meeting_id integer references meeting (id),
  item_id integer references agenda_item (id),
  decision_id integer references decision (id),
  symbol_key text, -- the symbol as it is looked up (src/domain/fold.ts)
  created integer not null,
  version integer not null
) strict;
insert into new_document (id, symbol, title, kind, language, url, file, sha256, size, meeting_id, item_id, decision_id,
    created, version)
  select id, symbol, title, kind, language, url, file, sha256, size, meeting_id, item_id, decision_id,
    created, version from document;

-- References that were given up lead to what had them; one of a removed meeting may be taken again, and removed again.
create table new_former_meeting (
  ref text not null,
  meeting_id integer not null,
  primary key (ref, meeting_id)
) strict, without rowid;
insert into new_former_meeting (ref, meeting_id) select ref, meeting_id from former_meeting;

-- An id that was given once is not given again: the counters go along.
delete from sqlite_sequence where name like 'new\_%' escape '\';
insert into sqlite_sequence (name, seq) select 'new_' || name, seq from sqlite_sequence where name <> 'history';

drop table body;
drop table party;
drop table meeting;
drop table agenda_item;
drop table decision;
drop table objection;
drop table standing;
drop table instrument;
drop table act;
drop table task;
drop table document;
drop table former_meeting;
alter table new_body rename to body;
alter table new_party rename to party;
alter table new_meeting rename to meeting;
alter table new_agenda_item rename to agenda_item;
alter table new_decision rename to decision;
alter table new_objection rename to objection;
alter table new_standing rename to standing;
alter table new_instrument rename to instrument;
alter table new_act rename to act;
alter table new_task rename to task;
alter table new_document rename to document;
alter table new_former_meeting rename to former_meeting;

create index body_reports_to on body (reports_to_id);
create index meeting_met_on on meeting (met_on desc, id desc);
create index meeting_body on meeting (body_id, met_on desc, id desc);
create index meeting_chair_party on meeting (chair_party_id) where chair_party_id is not null;
create index agenda_item_order on agenda_item (meeting_id, sort_key);
create index decision_order on decision (met_on desc, meeting_id desc, number, decided_on);
create index decision_body on decision (body_id, met_on desc, meeting_id desc, number, decided_on);
create index decision_action on decision (action, met_on desc, meeting_id desc, number, decided_on, body_id);
create index decision_kind on decision (kind, met_on desc, meeting_id desc, number, decided_on, body_id);
create index decision_item on decision (item_id, number) where item_id is not null;
create index decision_referred_to on decision (referred_to_id, met_on desc, meeting_id desc, number, decided_on)
  where referred_to_id is not null;
create unique index objection_decision on objection (decision_id, party_id, objected_on);
create index objection_party on objection (party_id);
create index standing_party on standing (party_id, from_date);
create index standing_given_by on standing (given_by_id) where given_by_id is not null;
create index instrument_adopted_by on instrument (adopted_by_id) where adopted_by_id is not null;
create index act_instrument on act (instrument_id, party_id);
create index act_party on act (party_id);
create index act_noted_by on act (noted_by_id) where noted_by_id is not null;
create index task_decision on task (decision_id);
create index task_due on task (due_on, id) where due_on is not null;
create index document_meeting on document (meeting_id) where meeting_id is not null;
create index document_item on document (item_id) where item_id is not null;
create index document_decision on document (decision_id) where decision_id is not null;
create index decision_silence on decision (silence_until) where silence_until is not null;
create index decision_condition on decision (condition_until) where condition_until is not null;
create index meeting_scheduled on meeting (met_on) where status = 'scheduled';
create index decision_decided_on on decision (decided_on, met_on desc, meeting_id desc, number);
create index decision_symbol on decision (symbol_key) where symbol_key is not null;
create index document_symbol on document (symbol_key) where symbol_key is not null;

alter table history add column role text;
alter table history add column undoes text;
