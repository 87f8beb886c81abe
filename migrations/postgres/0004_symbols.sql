-- Symbols are unique within meeting and form, by a rule and no index; a removed meeting's reference can be taken again; a
-- task may come to stand without a decision; the history tells the server's role and what an undo takes back.
alter table decision drop constraint decision_symbol_key;
alter table decision add column form text collate "C";
alter table decision add column symbol_key text collate "C"; -- the symbol as it is looked up (src/domain/fold.ts)
create index decision_symbol on decision (symbol_key) where symbol_key is not null;
alter table document drop constraint document_symbol_key;
alter table document add column symbol_key text collate "C";
create index document_symbol on document (symbol_key) where symbol_key is not null;
alter table task alter column decision_id drop not null;
alter table former_meeting drop constraint former_meeting_pkey;
alter table former_meeting add primary key (ref, meeting_id);
alter table history add column role text collate "C";
alter table history add column undoes text collate "C";
