create schema lessons;
grant usage on schema lessons to matoi_app;

-- What was looked back on, one row for each edition: a correction is another edition.
create table lessons.review (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  version integer not null default 1,
  edition integer not null check (edition >= 1),
  state text not null default 'draft' check (state in ('draft', 'finished', 'superseded')),
  texts jsonb not null,
  started_at timestamptz(3) not null,
  started_by jsonb not null,
  finished_at timestamptz(3),
  finished_by jsonb,
  sha256 bytea,
  unique (subject_id, edition, compartment_id)
);
create unique index review_draft on lessons.review (subject_id, compartment_id) where state = 'draft';
select platform.register_content('lessons.review', 'subject_id');

-- A finished review says what it said. Only that a later one stands in its place, and its compartment, may change.
create function lessons.keep_finished() returns trigger language plpgsql as $$
begin
  if old.state = 'draft' and tg_op = 'UPDATE' then
    return new;
  end if;
  if tg_op = 'DELETE'
    or to_jsonb(new) - array['compartment_id', 'state', 'version'] is distinct from
       to_jsonb(old) - array['compartment_id', 'state', 'version']
    or new.state not in (old.state, 'superseded') then
    raise exception 'a finished review is kept as it is' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function lessons.keep_finished() from public;
create trigger keep_finished before update or delete on lessons.review
  for each row execute function lessons.keep_finished();
create trigger never_truncated before truncate on lessons.review execute function platform.refuse_change();

-- What is done about it: by whom, until when. It lives on after the record was closed.
create table lessons.measure (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  version integer not null default 1,
  kind text not null check (kind in ('permanent', 'temporary')),
  title text not null,
  detail text,
  owner_id uuid references platform.account (id),
  owner_name text not null,
  due_on date not null,
  state text not null default 'open' check (state in ('open', 'done', 'dropped')),
  reason text,
  created_at timestamptz(3) not null,
  created_by jsonb not null,
  closed_at timestamptz(3),
  closed_by jsonb
);
create index measure_subject on lessons.measure (subject_id, created_at);
create index measure_due on lessons.measure (due_on, id);
create index measure_open on lessons.measure (due_on, id) where state = 'open';
create index measure_owner on lessons.measure (owner_id, due_on, id) where owner_id is not null;
create index measure_newest on lessons.measure (created_at desc, id desc);
select platform.register_content('lessons.measure', 'subject_id');
