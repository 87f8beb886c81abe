-- The words of a source that say when and where a meeting was held, and who chaired it.

alter table meeting add column evidence text;
