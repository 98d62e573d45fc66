create schema incidents;
grant usage on schema incidents to matoi_app;

create table incidents.incident (
  id uuid primary key references platform.subject (id),
  compartment_id integer not null default 0,
  number text not null,
  version integer not null default 1,
  title text not null,
  phase text not null default 'triage' check (phase in ('triage', 'closed')),
  opened_at timestamptz(3) not null,
  opened_by jsonb not null,
  outcome text,
  close_reason text,
  closed_at timestamptz(3),
  closed_by jsonb
);
create index incident_opened on incidents.incident (opened_at desc, id desc);
create index incident_phase_opened on incidents.incident (phase, opened_at desc, id desc);
select platform.register_content('incidents.incident', 'id');
