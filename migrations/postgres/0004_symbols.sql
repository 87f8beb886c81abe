-- Symbols are unique within meeting and form, by a rule and no index; a removed meeting's reference can be taken again; ids
-- are CHECKed; a task may come to stand without a decision; the history tells the server's role and what an undo takes
-- back; who writes holds a table that only who may write can hold; every table has a primary key.

-- Who writes to the register holds the lock of this table, which has no rows. To take it is the right of UPDATE; whoever may
-- add to the history gets that.
create table writer (
  id smallint primary key check (id = 1)
);

do $$
declare
  recorder text;
begin
  for recorder in
    select distinct case given.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(given.grantee)) end
      from pg_class c, aclexplode(c.relacl) as given
      where c.oid = 'history'::regclass and given.privilege_type = 'INSERT' and given.grantee <> c.relowner
  loop
    execute 'grant update on writer to ' || recorder;
  end loop;
end $$;

-- What cica looks at when it opens a register; what the schema is made of is compared with what the migrations make.
drop index register_one;
alter table register drop column objects;
alter table register add column one boolean not null default true;
alter table register add constraint register_one check (one);
alter table register add primary key (one);

alter table body add constraint body_id_range check (id between 1 and 562949953421312);
alter table party add constraint party_id_range check (id between 1 and 562949953421312);
alter table meeting add constraint meeting_id_range check (id between 1 and 562949953421312);
alter table agenda_item add constraint agenda_item_id_range check (id between 1 and 562949953421312);
alter table decision
  drop constraint decision_symbol_key,
  add column form text collate "C",
  add column symbol_key text collate "C", -- the symbol as it is looked up (src/domain/fold.ts)
  add constraint decision_id_range check (id between 1 and 562949953421312);
create index decision_symbol on decision (symbol_key) where symbol_key is not null;
alter table objection add constraint objection_id_range check (id between 1 and 562949953421312);
alter table standing add constraint standing_id_range check (id between 1 and 562949953421312);
alter table instrument add constraint instrument_id_range check (id between 1 and 562949953421312);
alter table act add constraint act_id_range check (id between 1 and 562949953421312);
alter table task
  alter column decision_id drop not null,
  add constraint task_id_range check (id between 1 and 562949953421312);
alter table document
  drop constraint document_symbol_key,
  add column symbol_key text collate "C",
  add constraint document_id_range check (id between 1 and 562949953421312);
create index document_symbol on document (symbol_key) where symbol_key is not null;

-- References that were given up lead to what had them; one of a removed meeting may be taken again, and removed again.
alter table former_meeting drop constraint former_meeting_pkey;
alter table former_meeting add primary key (ref, meeting_id);

-- The role that logged in; null in entries of an older schema, or that were written to a file.
alter table history
  add column role text collate "C",
  add column undoes text collate "C";

-- What functions name is looked for in the system's schema first: nobody can put an operator of his own in its place.
create or replace function refuse_change() returns trigger language plpgsql set search_path to pg_catalog, pg_temp as $$
begin
  raise exception 'the history is only added to' using errcode = 'insufficient_privilege';
end $$;
drop trigger history_only_added_to on history;
create trigger history_only_added_to before update or delete on history
  for each statement execute function refuse_change();
create trigger history_not_truncated before truncate on history
  for each statement execute function refuse_change();

-- An entry is added under the role that logged in. Only the owner, who copies registers, brings entries of others.
create function refuse_other_role() returns trigger language plpgsql set search_path to pg_catalog, pg_temp as $$
begin
  if new.role is distinct from session_user::text
    and not pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'usage') then
    raise exception 'an entry is only added under the role that logged in' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger history_own_role before insert on history for each row execute function refuse_other_role();

-- Told its table by what stands here: on a server that divides a register, a table has another name where its rows are.
create or replace function keep_last_id() returns trigger language plpgsql set search_path to pg_catalog, pg_temp as $$
begin
  execute format('insert into %I.last_id as kept values ($1, $2)
    on conflict (entity) do update set id = greatest(kept.id, excluded.id)', tg_table_schema) using tg_argv[0], old.id;
  return null;
end $$;
drop trigger body_last_id on body;
create trigger body_last_id after delete on body for each row execute function keep_last_id('body');
drop trigger party_last_id on party;
create trigger party_last_id after delete on party for each row execute function keep_last_id('party');
drop trigger meeting_last_id on meeting;
create trigger meeting_last_id after delete on meeting for each row execute function keep_last_id('meeting');
drop trigger agenda_item_last_id on agenda_item;
create trigger agenda_item_last_id after delete on agenda_item for each row execute function keep_last_id('agenda_item');
drop trigger decision_last_id on decision;
create trigger decision_last_id after delete on decision for each row execute function keep_last_id('decision');
drop trigger objection_last_id on objection;
create trigger objection_last_id after delete on objection for each row execute function keep_last_id('objection');
drop trigger standing_last_id on standing;
create trigger standing_last_id after delete on standing for each row execute function keep_last_id('standing');
drop trigger instrument_last_id on instrument;
create trigger instrument_last_id after delete on instrument for each row execute function keep_last_id('instrument');
drop trigger act_last_id on act;
create trigger act_last_id after delete on act for each row execute function keep_last_id('act');
drop trigger task_last_id on task;
create trigger task_last_id after delete on task for each row execute function keep_last_id('task');
drop trigger document_last_id on document;
create trigger document_last_id after delete on document for each row execute function keep_last_id('document');
