-- What becomes of a decision: links from later ones, silence procedures, conditions, objections, standings, treaties,
-- tasks and documents.

alter table decision add column silence_until text;
alter table decision add column condition text;
alter table decision add column condition_until text;
alter table decision add column confirmed_on text;
alter table decision add column grants text check (grants <> 'none');
create index decision_party_applicant on decision_party (party_id, decision_id) where role = 'applicant';

create table decision_link (
  decision_id integer not null references decision (id), -- the later one
  position integer not null,
  relation text not null,
  to_id integer not null references decision (id),
  answer text check (answer in ('accept', 'decline')),
  note text,
  primary key (decision_id, position)
) strict, without rowid;
create index decision_link_to on decision_link (to_id, relation, decision_id);

create table objection (
  id integer primary key autoincrement,
  decision_id integer not null references decision (id),
  party_id integer not null references party (id),
  objected_on text not null,
  withdrawn_on text check (withdrawn_on >= objected_on),
  note text,
  created integer not null,
  version integer not null
) strict;
create unique index objection_decision on objection (decision_id, party_id, objected_on);
create index objection_party on objection (party_id);

create table standing (
  id integer primary key autoincrement,
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
create index standing_party on standing (party_id, from_date);
create index standing_given_by on standing (given_by_id) where given_by_id is not null;

create table instrument (
  id integer primary key autoincrement,
  code text not null unique check (code glob '[A-Z]*' and code not glob '*[^A-Z0-9]*'),
  title text not null check (title <> ''),
  adopted_by_id integer references decision (id),
  created integer not null,
  version integer not null
) strict;
create index instrument_adopted_by on instrument (adopted_by_id) where adopted_by_id is not null;

create table act (
  id integer primary key autoincrement,
  instrument_id integer not null references instrument (id),
  party_id integer not null references party (id),
  kind text not null,
  date text, -- null: unknown
  noted_by_id integer references decision (id),
  created integer not null,
  version integer not null
) strict;
create index act_instrument on act (instrument_id, party_id);
create index act_party on act (party_id);
create index act_noted_by on act (noted_by_id) where noted_by_id is not null;

create table task (
  id integer primary key autoincrement,
  decision_id integer not null references decision (id),
  what text not null check (what <> ''),
  responsible text,
  due_on text,
  done_on text,
  reports text not null default '[]' check (json_valid(reports)),
  created integer not null,
  version integer not null
) strict;
create index task_decision on task (decision_id);
create index task_due on task (due_on, id) where due_on is not null;

create table document (
  id integer primary key autoincrement,
  symbol text unique,
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
  created integer not null,
  version integer not null
) strict;
create index document_meeting on document (meeting_id) where meeting_id is not null;
create index document_item on document (item_id) where item_id is not null;
create index document_decision on document (decision_id) where decision_id is not null;

-- What falls due: deadlines of silence and of conditions, meetings to come.
create index decision_silence on decision (silence_until) where silence_until is not null;
create index decision_condition on decision (condition_until) where condition_until is not null;
create index meeting_scheduled on meeting (met_on) where status = 'scheduled';
