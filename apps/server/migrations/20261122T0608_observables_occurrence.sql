create schema observables;
grant usage on schema observables to matoi_app;

-- A value on a record. A new extraction replaces what the earlier one found in the same part; what people corrected stays.
-- `value_id` is made from type and value and is the same on every record: the value stands nowhere else, so nobody learns
-- of one without seeing a record that has it.
create table observables.occurrence (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  value_id uuid not null,
  type text not null,
  value text not null,
  parts text[] not null,
  is_present boolean not null default true,
  snippet text not null,
  written text not null,
  count integer not null,
  source text not null check (source in ('extracted', 'added')),
  state text not null check (state in ('current', 'dismissed')),
  dismissal text check (dismissal in ('once', 'own', 'ignored', 'well-known', 'retyped')),
  role text not null check (role in ('unknown', 'attacker', 'victim', 'benign')),
  is_corrected boolean not null default false,
  corrected_by jsonb,
  first_seen_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  constraint occurrence_once unique (compartment_id, subject_id, value_id)
);
create index occurrence_subject on observables.occurrence (subject_id, last_seen_at desc, id desc);
create index occurrence_value on observables.occurrence (value_id, last_seen_at desc, id desc) where is_present;
create index occurrence_newest on observables.occurrence (last_seen_at desc, id desc) where is_present;
create index occurrence_type_newest on observables.occurrence (type, last_seen_at desc, id desc) where is_present;
create index occurrence_text on observables.occurrence (value text_pattern_ops) where is_present;
select platform.register_content('observables.occurrence', 'subject_id');

-- What the team knows to be its own or not worth noting. Everybody of the team sees it.
create table observables.known (
  id uuid primary key,
  kind text not null check (kind in ('own-domain', 'ignored', 'trusted-gateway')),
  type text not null,
  value text not null,
  reason text not null,
  added_at timestamptz(3) not null,
  added_by jsonb not null,
  withdrawn_at timestamptz(3),
  withdrawn_by jsonb
);
create unique index known_once on observables.known (kind, type, value) where withdrawn_at is null;
grant select, insert, update on observables.known to matoi_app;
