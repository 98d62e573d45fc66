-- Handling: phases with a state each, asserted times, severity, functions, summaries, monitoring, merging.
-- accepted constraint-lock: before the first release no table is large
alter table incidents.incident
  drop constraint incident_phase_check,
  add constraint incident_phase_check check
    (phase in ('triage', 'analysis', 'containment', 'eradication', 'recovery', 'review', 'closed')),
  -- Standing of each phase; empty for incidents of before, which are in triage since they were opened.
  add column phases jsonb not null default '{}',
  -- The same before it was closed or merged, for taking it up again.
  add column phases_before jsonb,
  add column phase_before text,
  add column severity text check (severity in ('critical', 'high', 'medium', 'low')),
  add column class_code text,
  add column tlp text,
  add column pap text,
  add column next_review_at timestamptz(3),
  add column monitoring_until timestamptz(3),
  add column monitoring_note text,
  add column known_at timestamptz(3),
  add column summary_version integer not null default 0,
  add column merged_into uuid references platform.subject (id),
  add column close_overrides jsonb not null default '[]',
  -- The worst first, then the newest: kept by the trigger below, so that the list can be sorted by an index.
  add column severity_rank bigint not null default 0;

create function incidents.keep_severity_rank() returns trigger language plpgsql as $$
begin
  new.severity_rank := coalesce(array_position(array['critical', 'high', 'medium', 'low'], new.severity), 5)::bigint
    * 100000000000000 - floor(extract(epoch from new.opened_at) * 1000)::bigint;
  return new;
end $$;
revoke execute on function incidents.keep_severity_rank() from public;
create trigger keep_severity_rank before insert or update of severity, opened_at on incidents.incident
  for each row execute function incidents.keep_severity_rank();
update incidents.incident set severity = severity;

-- accepted index-lock: before the first release no table is large
create index incident_severity on incidents.incident (severity_rank, id);
-- accepted index-lock: before the first release no table is large
create index incident_review on incidents.incident (next_review_at, id) where next_review_at is not null;
-- accepted index-lock: before the first release no table is large
create index incident_running on incidents.incident (opened_at desc, id desc) where phase <> 'closed';
-- accepted index-lock: before the first release no table is large
create index incident_class on incidents.incident (class_code, opened_at desc, id desc);
-- accepted index-lock: before the first release no table is large
create index incident_merged on incidents.incident (merged_into) where merged_into is not null;

create table incidents.phase_change (
  id uuid primary key,
  incident_id uuid not null references incidents.incident (id),
  compartment_id integer not null default 0,
  phase text not null,
  from_state text not null,
  to_state text not null,
  move text not null,
  at timestamptz(3) not null,
  reason text,
  recorded_at timestamptz(3) not null,
  recorded_by jsonb not null
);
create index phase_change_incident on incidents.phase_change (incident_id, recorded_at);
select platform.register_content('incidents.phase_change', 'incident_id');

create table incidents.asserted_time (
  id uuid primary key,
  incident_id uuid not null references incidents.incident (id),
  compartment_id integer not null default 0,
  kind text not null,
  at timestamptz(3),
  precision text not null,
  zone text not null,
  source_kind text not null,
  source_text text not null,
  note text,
  reason text,
  supersedes uuid references incidents.asserted_time (id),
  recorded_at timestamptz(3) not null,
  asserted_by jsonb not null
);
create index asserted_time_incident on incidents.asserted_time (incident_id, recorded_at);
create unique index asserted_time_superseded on incidents.asserted_time (supersedes, compartment_id);
select platform.register_content('incidents.asserted_time', 'incident_id');

create table incidents.time_choice (
  id uuid primary key,
  incident_id uuid not null references incidents.incident (id),
  compartment_id integer not null default 0,
  kind text not null,
  time_id uuid not null references incidents.asserted_time (id),
  chosen_at timestamptz(3) not null,
  chosen_by jsonb not null
);
create index time_choice_incident on incidents.time_choice (incident_id, chosen_at);
select platform.register_content('incidents.time_choice', 'incident_id');

create table incidents.severity_decision (
  id uuid primary key,
  incident_id uuid not null references incidents.incident (id),
  compartment_id integer not null default 0,
  severity text not null,
  proposed text,
  table_version integer not null,
  ticks jsonb not null,
  reason text,
  decided_at timestamptz(3) not null,
  decided_by jsonb not null
);
create index severity_decision_incident on incidents.severity_decision (incident_id, decided_at);
select platform.register_content('incidents.severity_decision', 'incident_id');

create table incidents.member (
  id uuid primary key,
  incident_id uuid not null references incidents.incident (id),
  compartment_id integer not null default 0,
  account_id uuid not null references platform.account (id),
  function text not null check (function in ('commander', 'handler', 'scribe', 'liaison', 'observer')),
  from_at timestamptz(3) not null,
  until_at timestamptz(3),
  given_by jsonb not null,
  ended_by jsonb
);
create index member_incident on incidents.member (incident_id, from_at);
create index member_account on incidents.member (account_id, function) where until_at is null;
create unique index member_once on incidents.member (incident_id, account_id, function, compartment_id)
  where until_at is null;
select platform.register_content('incidents.member', 'incident_id');

create table incidents.summary (
  id uuid primary key,
  incident_id uuid not null references incidents.incident (id),
  compartment_id integer not null default 0,
  version integer not null,
  technical text not null,
  plain text not null,
  known jsonb not null,
  unknown jsonb not null,
  assumed jsonb not null,
  written_at timestamptz(3) not null,
  written_by jsonb not null,
  unique (incident_id, version, compartment_id)
);
select platform.register_content('incidents.summary', 'incident_id');

-- What was asserted, decided and written is never reworded; only the compartment follows a move.
create function incidents.keep_as_written() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - 'compartment_id' is distinct from to_jsonb(old) - 'compartment_id' then
    raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function incidents.keep_as_written() from public;
create trigger append_only before update or delete on incidents.phase_change
  for each row execute function incidents.keep_as_written();
create trigger append_only before update or delete on incidents.asserted_time
  for each row execute function incidents.keep_as_written();
create trigger append_only before update or delete on incidents.time_choice
  for each row execute function incidents.keep_as_written();
create trigger append_only before update or delete on incidents.severity_decision
  for each row execute function incidents.keep_as_written();
create trigger append_only before update or delete on incidents.summary
  for each row execute function incidents.keep_as_written();
create trigger never_truncated before truncate on incidents.phase_change execute function platform.refuse_change();
create trigger never_truncated before truncate on incidents.asserted_time execute function platform.refuse_change();
create trigger never_truncated before truncate on incidents.time_choice execute function platform.refuse_change();
create trigger never_truncated before truncate on incidents.severity_decision execute function platform.refuse_change();
create trigger never_truncated before truncate on incidents.summary execute function platform.refuse_change();

-- The table by which a severity is proposed is a setting of the team like the table of priorities.
-- accepted constraint-lock: a team has few editions
alter table triage.edition
  drop constraint edition_kind_check,
  add constraint edition_kind_check check
    (kind in ('rules', 'priorities', 'service-levels', 'business-calendar', 'severities'));
