-- The register, as migrations/sqlite/ make it up to their step of the same number. Dates and times are text, compared by
-- their bytes on every engine; a reference to another record is its id, which is never given again. `created` and
-- `version` are the ids of a record's first and last change in the history.

-- What cica looks at when it opens a register, the number of the last step, and what `cica db check` does: the names of all
-- indexes and constraints, written after the last step.
create table register (
  schema integer not null,
  objects text[] not null default '{}'
);
create unique index register_one on register ((true));
insert into register values (3);

create table body (
  id bigint primary key,
  code text collate "C" not null unique check (code ~ '^[A-Z][A-Z0-9]*$'),
  name text collate "C" not null check (name <> ''),
  aliases text collate "C" not null default '[]' check (aliases::json is not null),
  kind text collate "C" not null,
  reports_to_id bigint references body (id) deferrable, -- copied in any order
  created bigint not null,
  version bigint not null
);
create index body_reports_to on body (reports_to_id);

create table party (
  id bigint primary key,
  code text collate "C" not null unique check (code ~ '^[A-Z][A-Z0-9]*$'),
  name text collate "C" not null check (name <> ''),
  aliases text collate "C" not null default '[]' check (aliases::json is not null),
  kind text collate "C" not null,
  created bigint not null,
  version bigint not null
);

create table meeting (
  id bigint primary key,
  ref text collate "C" not null unique,
  body_id bigint not null references body (id),
  ordinal bigint check (ordinal >= 0),
  title text collate "C",
  date text collate "C" not null check (date ~ '^[12][0-9]{3}'),
  end_date text collate "C" check (end_date >= date),
  place text collate "C",
  mode text collate "C",
  status text collate "C" not null,
  chair text collate "C",
  chair_title text collate "C",
  chair_party_id bigint references party (id),
  source text collate "C",
  notes text collate "C",
  met_on text collate "C" not null, -- the first day as a full date: the order of the lists
  created bigint not null,
  version bigint not null
);
create index meeting_met_on on meeting (met_on desc, id desc);
create index meeting_body on meeting (body_id, met_on desc, id desc);
create index meeting_chair_party on meeting (chair_party_id) where chair_party_id is not null;

create table agenda_item (
  id bigint primary key,
  meeting_id bigint not null references meeting (id),
  number text collate "C" not null check (number <> ''),
  title text collate "C" not null check (title <> ''),
  presenter text collate "C",
  notes text collate "C",
  sort_key text collate "C" not null, -- the number, so that its byte order is the order of the agenda
  created bigint not null,
  version bigint not null,
  unique (meeting_id, number)
);
create index agenda_item_order on agenda_item (meeting_id, sort_key);

create table decision (
  id bigint primary key,
  number bigint not null check (number > 0),
  symbol text collate "C" unique,
  date text collate "C", -- null: the meeting's last day
  meeting_id bigint not null references meeting (id),
  item_id bigint references agenda_item (id),
  action text collate "C" not null,
  kind text collate "C" not null,
  title text collate "C" not null check (title <> ''),
  text text collate "C",
  period text collate "C",
  referred_to_id bigint references body (id),
  procedure text collate "C",
  votes_for bigint check (votes_for >= 0),
  votes_against bigint check (votes_against >= 0),
  votes_abstain bigint check (votes_abstain >= 0),
  effective_on text collate "C",
  silence_until text collate "C",
  condition text collate "C",
  condition_until text collate "C",
  confirmed_on text collate "C",
  grants text collate "C" check (grants <> 'none'),
  evidence text collate "C",
  source text collate "C",
  body_id bigint not null references body (id), -- of the meeting
  met_on text collate "C" not null, -- of the meeting: with meeting_id and number, the order of the lists
  decided_on text collate "C" not null, -- the decision's date as a full date
  created bigint not null,
  version bigint not null,
  unique (meeting_id, number)
);
create index decision_order on decision (met_on desc, meeting_id desc, number, decided_on);
create index decision_body on decision (body_id, met_on desc, meeting_id desc, number, decided_on);
create index decision_action on decision (action, met_on desc, meeting_id desc, number, decided_on, body_id);
create index decision_kind on decision (kind, met_on desc, meeting_id desc, number, decided_on, body_id);
create index decision_item on decision (item_id, number) where item_id is not null;
create index decision_referred_to on decision (referred_to_id, met_on desc, meeting_id desc, number, decided_on)
  where referred_to_id is not null;

create table decision_party (
  decision_id bigint not null references decision (id),
  position bigint not null,
  role text collate "C" not null,
  party_id bigint not null references party (id),
  primary key (decision_id, position)
);
create index decision_party_party on decision_party (party_id, role, decision_id);

create table decision_tag (
  decision_id bigint not null references decision (id),
  position bigint not null,
  tag text collate "C" not null,
  primary key (decision_id, position)
);
create index decision_tag_tag on decision_tag (tag, decision_id);

-- References that were given up, by a change of body or day, a move or a removal: they lead to what had them, and are
-- never given to another.
create table former_meeting (
  ref text collate "C" primary key,
  meeting_id bigint not null
);

create table former_decision (
  meeting_id bigint not null,
  number bigint not null,
  decision_id bigint not null,
  primary key (meeting_id, number)
);

-- The status of every decision as half-open intervals of days; an open end is 9999-12-31. From decided_on on all are
-- copies, so that a list of one status is read from its index alone.
create table decision_status (
  decision_id bigint not null references decision (id),
  from_date text collate "C" not null,
  until_date text collate "C" not null,
  status text collate "C" not null,
  in_force smallint not null check (in_force in (0, 1)),
  decided_on text collate "C" not null,
  met_on text collate "C" not null,
  meeting_id bigint not null,
  number bigint not null,
  referred_to_id bigint,
  primary key (decision_id, from_date)
);
create index decision_status_status
  on decision_status (status, met_on desc, meeting_id desc, number, from_date, until_date, decided_on);
create index decision_status_in_force
  on decision_status (met_on desc, meeting_id desc, number, from_date, until_date, decided_on) where in_force = 1;
create index decision_status_referred
  on decision_status (referred_to_id, until_date, from_date, decided_on, decision_id) where status = 'referred';

-- Folded text (src/domain/searchText.ts) as the lexemes of a tsvector: A is a title, B a text, C the rest. `place` is that of
-- the entity in entityNames. The words of a long record are divided into several rows.
create table search (
  place smallint not null,
  id bigint not null,
  part smallint not null,
  long boolean not null,
  words tsvector not null,
  primary key (place, id, part)
);
create index search_words on search using gin (words);
create index search_long on search (place, id) where long;

-- The history: docs/history.md says what stands in a body and what is hashed.
create table history (
  id bigint primary key,
  entry bigint not null,
  at text collate "C" not null,
  actor text collate "C" not null,
  command text collate "C" not null,
  first_change bigint not null unique,
  changes bigint not null check (changes > 0),
  packed smallint not null check (packed in (0, 1)),
  body bytea not null,
  hash text collate "C" not null
);
create index history_entry on history (entry);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the history is only added to' using errcode = 'insufficient_privilege';
end $$;
create trigger history_only_added_to before update or delete or truncate on history
  for each statement execute function refuse_change();

-- What becomes of a decision: links from later ones, silence procedures, conditions, objections, standings, treaties,
-- tasks and documents.

create index decision_party_applicant on decision_party (party_id, decision_id) where role = 'applicant';

create table decision_link (
  decision_id bigint not null references decision (id), -- the later one
  position bigint not null,
  relation text collate "C" not null,
  to_id bigint not null references decision (id),
  answer text collate "C" check (answer in ('accept', 'decline')),
  note text collate "C",
  primary key (decision_id, position)
);
create index decision_link_to on decision_link (to_id, relation, decision_id);

create table objection (
  id bigint primary key,
  decision_id bigint not null references decision (id),
  party_id bigint not null references party (id),
  objected_on text collate "C" not null,
  withdrawn_on text collate "C" check (withdrawn_on >= objected_on),
  note text collate "C",
  created bigint not null,
  version bigint not null
);
create unique index objection_decision on objection (decision_id, party_id, objected_on);
create index objection_party on objection (party_id);

create table standing (
  id bigint primary key,
  party_id bigint not null references party (id),
  standing text collate "C" not null,
  since text collate "C", -- null: unknown, counts as always
  until text collate "C",
  given_by_id bigint references decision (id),
  note text collate "C",
  earlier_since text collate "C",
  from_date text collate "C" not null, -- with until_date the days as full dates, half-open
  until_date text collate "C" not null check (until_date > from_date),
  created bigint not null,
  version bigint not null
);
create index standing_party on standing (party_id, from_date);
create index standing_given_by on standing (given_by_id) where given_by_id is not null;

create table instrument (
  id bigint primary key,
  code text collate "C" not null unique check (code ~ '^[A-Z][A-Z0-9]*$'),
  title text collate "C" not null check (title <> ''),
  adopted_by_id bigint references decision (id),
  created bigint not null,
  version bigint not null
);
create index instrument_adopted_by on instrument (adopted_by_id) where adopted_by_id is not null;

create table act (
  id bigint primary key,
  instrument_id bigint not null references instrument (id),
  party_id bigint not null references party (id),
  kind text collate "C" not null,
  date text collate "C", -- null: unknown
  noted_by_id bigint references decision (id),
  created bigint not null,
  version bigint not null
);
create index act_instrument on act (instrument_id, party_id);
create index act_party on act (party_id);
create index act_noted_by on act (noted_by_id) where noted_by_id is not null;

create table task (
  id bigint primary key,
  decision_id bigint not null references decision (id),
  what text collate "C" not null check (what <> ''),
  responsible text collate "C",
  due_on text collate "C",
  done_on text collate "C",
  reports text collate "C" not null default '[]' check (reports::json is not null),
  created bigint not null,
  version bigint not null
);
create index task_decision on task (decision_id);
create index task_due on task (due_on, id) where due_on is not null;

create table document (
  id bigint primary key,
  symbol text collate "C" unique,
  title text collate "C" not null check (title <> ''),
  kind text collate "C" not null,
  language text collate "C",
  url text collate "C",
  file text collate "C",
  sha256 text collate "C",
  size bigint check (size >= 0),
  meeting_id bigint references meeting (id),
  item_id bigint references agenda_item (id),
  decision_id bigint references decision (id),
  created bigint not null,
  version bigint not null
);
create index document_meeting on document (meeting_id) where meeting_id is not null;
create index document_item on document (item_id) where item_id is not null;
create index document_decision on document (decision_id) where decision_id is not null;

-- What falls due: deadlines of silence and of conditions, meetings to come.
create index decision_silence on decision (silence_until) where silence_until is not null;
create index decision_condition on decision (condition_until) where condition_until is not null;
create index meeting_scheduled on meeting (met_on) where status = 'scheduled';

-- Lists by date: the newest and the oldest first without sorting all.
create index decision_decided_on on decision (decided_on, met_on desc, meeting_id desc, number);

-- The largest ids of removed records: what is counted from them is never given again.
create table last_id (
  entity text collate "C" primary key,
  id bigint not null
);
create function keep_last_id() returns trigger language plpgsql as $$
begin
  execute format('insert into %I.last_id as kept values ($1, $2)
    on conflict (entity) do update set id = greatest(kept.id, excluded.id)', tg_table_schema) using tg_table_name, old.id;
  return null;
end $$;
create trigger body_last_id after delete on body for each row execute function keep_last_id();
create trigger party_last_id after delete on party for each row execute function keep_last_id();
create trigger meeting_last_id after delete on meeting for each row execute function keep_last_id();
create trigger agenda_item_last_id after delete on agenda_item for each row execute function keep_last_id();
create trigger decision_last_id after delete on decision for each row execute function keep_last_id();
create trigger objection_last_id after delete on objection for each row execute function keep_last_id();
create trigger standing_last_id after delete on standing for each row execute function keep_last_id();
create trigger instrument_last_id after delete on instrument for each row execute function keep_last_id();
create trigger act_last_id after delete on act for each row execute function keep_last_id();
create trigger task_last_id after delete on task for each row execute function keep_last_id();
create trigger document_last_id after delete on document for each row execute function keep_last_id();
