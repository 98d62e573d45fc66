create schema ledger;
grant usage on schema ledger to matoi_app;

-- One file of somebody's ledger, from its arrival to what became of it. The import is a record of its own, so that it
-- has a compartment and the audit log can point at it.
create table ledger.import (
  id uuid primary key references platform.subject (id),
  compartment_id integer not null default 0,
  number text not null,
  version integer not null default 1,
  file_id uuid not null references platform.file (id),
  file_name text not null,
  size bigint not null,
  format text not null check (format in ('xlsx', 'csv')),
  encoding text,
  state text not null default 'uploaded' check (state in ('uploaded', 'checked', 'running', 'done', 'undone')),
  sheets jsonb not null,
  shape text,
  round integer not null default 0,
  options jsonb,
  counts jsonb,
  unknown jsonb,
  imported integer,
  withdrawn integer,
  kept uuid[] not null default '{}',
  cancel_requested_at timestamptz(3),
  created_at timestamptz(3) not null,
  created_by jsonb not null,
  finished_at timestamptz(3),
  undone_at timestamptz(3),
  undone_by jsonb
);
create index import_created on ledger.import (created_at desc, id desc);
create index import_shape on ledger.import (shape, created_at desc) where options is not null;
select platform.register_content('ledger.import', 'id');

-- The rows of a file as the reports that they would become. What a row says lives in its report once it is written;
-- then the draft is emptied, so that nothing stays here when the report is restricted.
create table ledger.import_row (
  id uuid primary key,
  import_id uuid not null references ledger.import (id),
  compartment_id integer not null default 0,
  -- Nothing is deleted: judging a file again is another round, and only the last one counts.
  round integer not null,
  line integer not null,
  state text not null check (state in ('good', 'warning', 'error', 'duplicate')),
  problems jsonb not null,
  draft jsonb
);
create index import_row_line on ledger.import_row (import_id, round, line);
create index import_row_state on ledger.import_row (import_id, round, state, line);
select platform.register_content('ledger.import_row', 'import_id');

-- Takes records that were entered by mistake out of the search; the records themselves stay.
create function platform.search_withdraw(p_subjects uuid[]) returns integer language plpgsql security definer
  set search_path = pg_catalog as $$
declare
  removed integer;
begin
  delete from platform.search_entry entry
    where entry.subject_id = any (p_subjects) and entry.compartment_id = any (platform.actor_compartments());
  get diagnostics removed = row_count;
  return removed;
end $$;
revoke execute on function platform.search_withdraw(uuid[]) from public;
grant execute on function platform.search_withdraw(uuid[]) to matoi_app;
