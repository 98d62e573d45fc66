-- What people say of a value on a record: tags, how far it may be told and used, why it matters. `record_tlp` and
-- `record_pap` are what its record is marked with, kept here by facts so that lists are filtered without asking others.
-- `revision` counts what people change, so that taking something back leaves what was changed again.
alter table observables.occurrence
  add column tags text[] not null default '{}',
  add column note text not null default '',
  add column tlp text,
  add column pap text,
  add column record_tlp text,
  add column record_pap text,
  add column revision integer not null default 1;
alter table observables.occurrence add constraint occurrence_tlp check (tlp in ('clear', 'green', 'amber', 'amber+strict', 'red')) not valid;
alter table observables.occurrence add constraint occurrence_pap check (pap in ('clear', 'green', 'amber', 'red')) not valid;
update observables.occurrence o set record_tlp = i.tlp, record_pap = i.pap
  from incidents.incident i where i.id = o.subject_id and (i.tlp is not null or i.pap is not null);
update observables.occurrence o set record_tlp = r.tlp
  from reports.report r where r.id = o.subject_id and r.tlp is not null;

-- What was added or changed at once, and how it was before: the way back.
create table observables.change (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  kind text not null check (kind in ('add', 'change', 'import')),
  rows jsonb not null,
  made_at timestamptz(3) not null,
  made_by jsonb not null,
  undone_at timestamptz(3),
  undone_by jsonb
);
create index change_subject on observables.change (subject_id, made_at desc, id desc);
select platform.register_content('observables.change', 'subject_id');

-- A value was seen: when, where or by whom, how often, and who says so.
create table observables.sighting (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  value_id uuid not null,
  type text not null,
  value text not null,
  seen_at timestamptz(3) not null,
  precision text not null check (precision in ('instant', 'minute', 'hour', 'date')),
  source text not null,
  count integer not null check (count > 0),
  note text not null,
  said_at timestamptz(3) not null,
  said_by jsonb not null,
  withdrawn_at timestamptz(3),
  withdrawn_by jsonb,
  withdrawn_reason text
);
create index sighting_value on observables.sighting (value_id, seen_at desc, id desc);
create index sighting_subject on observables.sighting (subject_id, seen_at desc, id desc);
select platform.register_content('observables.sighting', 'subject_id');

-- Lists of innocent values. Rows with a code switch a list that comes with the program; the others are the team's own.
create table observables.warning_list (
  id uuid primary key,
  code text unique,
  version integer not null,
  is_on boolean not null,
  name_ja text not null,
  name_en text not null,
  reason text not null,
  source text not null,
  effective_on date,
  match text check (match in ('exact', 'suffix', 'network')),
  entries text[] not null,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null,
  withdrawn_at timestamptz(3)
);
grant select, insert, update on observables.warning_list to matoi_app;

-- Well-known values and special addresses are warning lists now; the entry keeps the names of those it was on.
alter table observables.block_entry add column list_names jsonb not null default '[]';
alter table observables.block_entry drop constraint block_entry_warning_check;
update observables.block_entry set warning = 'listed' where warning in ('well-known', 'special-address');
alter table observables.block_entry add constraint block_entry_warning check (warning in ('own', 'ignored', 'listed', 'too-wide')) not valid;

-- Which values stand on some record that everybody of the team may see and whose marking lets them leave: TLP below
-- AMBER+STRICT, PAP that allows blocking. Reads the open compartment and nothing else, for an actor that sees only
-- another one.
create function observables.carried_openly(p_values uuid[]) returns setof uuid
  language sql stable security definer set search_path = pg_catalog as $$
  select asked.id from unnest(p_values) as asked (id)
  where exists (
    select from observables.occurrence o
    where o.value_id = asked.id and o.is_present and o.compartment_id = 1
      and coalesce(o.tlp, o.record_tlp, 'clear') not in ('amber+strict', 'red')
      and coalesce(o.pap, o.record_pap, 'clear') not in ('amber', 'red')
  )
$$;
revoke execute on function observables.carried_openly(uuid[]) from public;
grant execute on function observables.carried_openly(uuid[]) to matoi_app;

-- accepted index-lock: before the first release no table is large
create index occurrence_tags on observables.occurrence using gin (tags) where is_present and tags <> '{}';
-- accepted index-lock: before the first release no table is large
create index occurrence_tagged on observables.occurrence (last_seen_at desc, id desc) where is_present and tags <> '{}';
-- accepted index-lock: before the first release no table is large
create index occurrence_marked on observables.occurrence ((coalesce(tlp, record_tlp, 'none')), last_seen_at desc, id desc) where is_present;
