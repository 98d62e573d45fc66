-- A candidate may be meant for one regime only: one law counts from the knowledge of any department, another one from
-- that of whoever answers for the reports. What is said for a regime goes before what is said for all.
alter table obligations.anchor add column regime_id text;
alter table obligations.anchor_choice add column regime_id text;

-- Something that was reported may be taken back towards its recipient.
-- accepted constraint-lock: before the first release no table is large
alter table obligations.filing
  add column kind text not null default 'report' check (kind in ('report', 'withdrawal'));
