-- What triage needs of a report: what it is, how urgent, who has it, until when, and what became of it.
alter table reports.report drop constraint report_channel_check;
-- accepted constraint-lock: nothing is released yet, so no table is large when this runs
alter table reports.report add constraint report_channel_check
  check (channel in ('mail', 'form', 'phone', 'api', 'ledger'));
alter table reports.report drop constraint report_state_check;
-- accepted constraint-lock: nothing is released yet, so no table is large when this runs
alter table reports.report add constraint report_state_check
  check (state in ('new', 'waiting', 'handled', 'closed', 'merged'));
alter table reports.report
  add column class_code text,
  add column impact text check (impact in ('high', 'medium', 'low')),
  add column urgency text check (urgency in ('high', 'medium', 'low')),
  add column priority smallint check (priority between 1 and 4),
  add column triage_proposal jsonb,
  add column triaged_at timestamptz(3),
  add column triaged_by jsonb,
  add column assignee_id uuid references platform.account (id),
  add column tags text[] not null default '{}',
  add column tlp text check (tlp in ('clear', 'green', 'amber', 'amber+strict', 'red')),
  add column snoozed_until timestamptz(3),
  add column due_at timestamptz(3),
  add column answered_at timestamptz(3),
  add column news_at timestamptz(3),
  add column merged_into uuid references platform.subject (id),
  add column state_before_merge text check (state_before_merge in ('new', 'waiting')),
  add column proposed_for uuid references platform.subject (id),
  add column occurrence_count integer not null default 1,
  add column last_event_at timestamptz(3),
  add column dedupe_key text,
  add column caller_phone text,
  add column caller_department text,
  add column occurred_at timestamptz(3),
  add column occurred_precision text check (occurred_precision in ('instant', 'minute', 'hour', 'date', 'month')),
  add column detected_at timestamptz(3),
  add column is_unfinished boolean not null default false,
  add column is_urgent boolean not null default false,
  add column taken_by jsonb,
  add column category text,
  add column link text,
  add column fields jsonb not null default '[]',
  add column mailbox_id uuid,
  add column handed_to text,
  -- Priority first, then age: kept by the trigger below, so that the list can be sorted by an index.
  add column work_rank bigint not null default 0;

create function reports.keep_work_rank() returns trigger language plpgsql as $$
begin
  new.work_rank := coalesce(new.priority, 5)::bigint * 100000000000000
    + floor(extract(epoch from new.received_at) * 1000)::bigint;
  return new;
end $$;
revoke execute on function reports.keep_work_rank() from public;
create trigger keep_work_rank before insert or update of priority, received_at on reports.report
  for each row execute function reports.keep_work_rank();
update reports.report set priority = priority;

drop index reports.report_open;
-- accepted index-lock: nothing is released yet, so no table is large when this runs
create index report_open on reports.report (received_at desc, id desc) where state in ('new', 'waiting');
-- accepted index-lock: nothing is released yet, so no table is large when this runs
create index report_open_due on reports.report (due_at, id) where state in ('new', 'waiting');
-- accepted index-lock: nothing is released yet, so no table is large when this runs
create index report_open_rank on reports.report (work_rank, id) where state in ('new', 'waiting');
-- accepted index-lock: nothing is released yet, so no table is large when this runs
create index report_rank on reports.report (work_rank, id);
-- accepted index-lock: nothing is released yet, so no table is large when this runs
create index report_due on reports.report (due_at, id);
-- accepted index-lock: nothing is released yet, so no table is large when this runs
create index report_merged on reports.report (merged_into) where merged_into is not null;
-- accepted index-lock: nothing is released yet, so no table is large when this runs
create index report_assignee on reports.report (assignee_id, received_at desc) where state in ('new', 'waiting');
-- accepted index-lock: nothing is released yet, so no table is large when this runs
create index report_dedupe on reports.report (source, dedupe_key, received_at desc) where dedupe_key is not null;

-- Pairs that somebody said are not the same matter: they are not proposed again.
create table reports.distinct_pair (
  id uuid primary key,
  report_id uuid not null references reports.report (id),
  compartment_id integer not null default 0,
  other_id uuid not null references platform.subject (id),
  said_at timestamptz(3) not null,
  said_by jsonb not null,
  unique (report_id, other_id, compartment_id)
);
select platform.register_content('reports.distinct_pair', 'report_id');

-- A list as a person wants to see it again; a shared one is everybody's.
create table reports.saved_view (
  id uuid primary key,
  account_id uuid not null references platform.account (id),
  name text not null,
  query jsonb not null,
  is_shared boolean not null default false,
  created_at timestamptz(3) not null,
  removed_at timestamptz(3)
);
create index saved_view_account on reports.saved_view (account_id) where removed_at is null;
grant select, insert, update on reports.saved_view to matoi_app;
