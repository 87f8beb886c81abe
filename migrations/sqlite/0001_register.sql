-- The register. Dates and times are text; a reference to another record is its id, which is never given again.
-- `created` and `version` are the ids of a record's first and last change in the history.

create table body (
  id integer primary key autoincrement,
  code text not null unique check (code glob '[A-Z]*' and code not glob '*[^A-Z0-9]*'),
  name text not null check (name <> ''),
  aliases text not null default '[]' check (json_valid(aliases)),
  kind text not null,
  reports_to_id integer references body (id),
  created integer not null,
  version integer not null
) strict;
create index body_reports_to on body (reports_to_id);

create table party (
  id integer primary key autoincrement,
  code text not null unique check (code glob '[A-Z]*' and code not glob '*[^A-Z0-9]*'),
  name text not null check (name <> ''),
  aliases text not null default '[]' check (json_valid(aliases)),
  kind text not null,
  created integer not null,
  version integer not null
) strict;

create table meeting (
  id integer primary key autoincrement,
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
create index meeting_met_on on meeting (met_on desc, id desc);
create index meeting_body on meeting (body_id, met_on desc, id desc);
create index meeting_chair_party on meeting (chair_party_id) where chair_party_id is not null;

create table agenda_item (
  id integer primary key autoincrement,
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
create index agenda_item_order on agenda_item (meeting_id, sort_key);

create table decision (
  id integer primary key autoincrement,
  number integer not null check (number > 0),
  symbol text unique,
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
  effective_on text,
  evidence text,
  source text,
  body_id integer not null references body (id), -- of the meeting
  met_on text not null, -- of the meeting: with meeting_id and number, the order of the lists
  decided_on text not null, -- the decision's date as a full date
  created integer not null,
  version integer not null,
  unique (meeting_id, number)
) strict;
create index decision_order on decision (met_on desc, meeting_id desc, number, decided_on);
create index decision_body on decision (body_id, met_on desc, meeting_id desc, number, decided_on);
create index decision_action on decision (action, met_on desc, meeting_id desc, number, decided_on, body_id);
create index decision_kind on decision (kind, met_on desc, meeting_id desc, number, decided_on, body_id);
create index decision_item on decision (item_id, number) where item_id is not null;
create index decision_referred_to on decision (referred_to_id, met_on desc, meeting_id desc, number, decided_on)
  where referred_to_id is not null;

create table decision_party (
  decision_id integer not null references decision (id),
  position integer not null,
  role text not null,
  party_id integer not null references party (id),
  primary key (decision_id, position)
) strict, without rowid;
create index decision_party_party on decision_party (party_id, role, decision_id);

create table decision_tag (
  decision_id integer not null references decision (id),
  position integer not null,
  tag text not null,
  primary key (decision_id, position)
) strict, without rowid;
create index decision_tag_tag on decision_tag (tag, decision_id);

-- References that were given up, by a change of body or day, a move or a removal: they lead to what had them, and are
-- never given to another.
create table former_meeting (
  ref text primary key,
  meeting_id integer not null
) strict, without rowid;

create table former_decision (
  meeting_id integer not null,
  number integer not null,
  decision_id integer not null,
  primary key (meeting_id, number)
) strict, without rowid;

-- The status of every decision as half-open intervals of days; an open end is 9999-12-31. From decided_on on all are
-- copies, so that a list of one status is read from its index alone.
create table decision_status (
  decision_id integer not null references decision (id),
  from_date text not null,
  until_date text not null,
  status text not null,
  in_force integer not null check (in_force in (0, 1)),
  decided_on text not null,
  met_on text not null,
  meeting_id integer not null,
  number integer not null,
  referred_to_id integer,
  primary key (decision_id, from_date)
) strict, without rowid;
create index decision_status_status
  on decision_status (status, met_on desc, meeting_id desc, number, from_date, until_date, decided_on);
create index decision_status_in_force
  on decision_status (met_on desc, meeting_id desc, number, from_date, until_date, decided_on) where in_force = 1;
create index decision_status_referred
  on decision_status (referred_to_id, until_date, from_date, decided_on, decision_id) where status = 'referred';

-- Folded text (src/domain/searchText.ts); rowid = id * 16 + place of the entity in entityNames.
create virtual table search using fts5 (
  title, text, other,
  content = '',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
);

-- The history: docs/history.md says what stands in a body and what is hashed.
create table history (
  id integer primary key autoincrement,
  entry integer not null,
  at text not null,
  actor text not null,
  command text not null,
  first_change integer not null unique,
  changes integer not null check (changes > 0),
  packed integer not null check (packed in (0, 1)),
  body blob not null,
  hash text not null
) strict;
create index history_entry on history (entry);
