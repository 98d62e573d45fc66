create schema timeline;
grant usage on schema timeline to matoi_app;

-- One file of machine events on a record, from its arrival to what became of it.
create table timeline.import (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  version integer not null default 1,
  file_id uuid not null references platform.file (id),
  file_name text not null,
  size bigint not null,
  state text not null default 'uploaded' check (state in ('uploaded', 'running', 'done', 'undone')),
  format text not null,
  delimiter text not null,
  encoding text not null,
  columns jsonb not null,
  mapping jsonb not null,
  needs_zone boolean not null,
  events integer,
  errors integer,
  first_at timestamptz(3),
  last_at timestamptz(3),
  sources jsonb not null default '[]',
  cancel_requested_at timestamptz(3),
  was_too_many boolean not null default false,
  created_at timestamptz(3) not null,
  created_by jsonb not null,
  finished_at timestamptz(3),
  undone_at timestamptz(3),
  undone_by jsonb
);
create index import_subject on timeline.import (subject_id, created_at desc);
select platform.register_content('timeline.import', 'subject_id');

-- Rows of a file that became no event, with the reason.
create table timeline.import_error (
  id uuid primary key,
  import_id uuid not null references timeline.import (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  line integer not null,
  problem text not null,
  value text not null
);
create index import_error_line on timeline.import_error (import_id, line);
create index import_error_subject on timeline.import_error (subject_id);
select platform.register_content('timeline.import_error', 'subject_id');

-- An event of a machine. What it says never changes; people star it, say something about it and give it tags.
create table timeline.event (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  import_id uuid not null references timeline.import (id),
  compartment_id integer not null default 0,
  occurred_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  line integer not null,
  version integer not null default 1,
  lane text not null,
  source text not null,
  what text not null,
  host text not null,
  message text not null,
  -- The message as it is searched.
  norm text not null,
  fields jsonb not null,
  starred_at timestamptz(3),
  starred_by jsonb,
  note text,
  tags text[] not null default '{}'
);
create index event_window on timeline.event (subject_id, occurred_at, id) include (lane, import_id, source);
create index event_starred on timeline.event (subject_id, occurred_at, id) where starred_at is not null;
select platform.register_content('timeline.event', 'subject_id');

-- What was imported stays as it was, whoever writes.
create function timeline.refuse_rewording() returns trigger language plpgsql as $$
begin
  if (new.id, new.import_id, new.line, new.occurred_at, new.recorded_at, new.lane, new.source, new.what, new.host,
      new.message, new.norm, new.fields)
    is distinct from (old.id, old.import_id, old.line, old.occurred_at, old.recorded_at, old.lane, old.source,
      old.what, old.host, old.message, old.norm, old.fields) then
    raise exception 'imported events are not reworded' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger as_imported before update on timeline.event
  for each row when (pg_trigger_depth() = 0) execute function timeline.refuse_rewording();
create trigger never_deleted before delete on timeline.event for each row execute function platform.refuse_change();

-- How many events of a record each lane has in each step of a window. Row-level security would be asked once for each of
-- a hundred thousand rows; here sight is asked once, of the record, whose compartment all its events have.
create function timeline.event_bins(p_subject uuid, p_from timestamptz, p_until timestamptz, p_step interval,
  p_lanes text[], p_hidden text[], p_source text, p_tag text, p_text text, p_starred boolean)
  returns table (lane text, bin timestamptz, count bigint)
  language sql stable security definer set search_path = pg_catalog as $$
  select event.lane, date_bin(p_step, event.occurred_at, p_from) as bin, count(*)
  from timeline.event event
  where event.subject_id = (
      select subject.id from platform.subject subject
      where subject.id = p_subject and subject.compartment_id = any (platform.actor_compartments()))
    and event.import_id = any (array(
      select import.id from timeline.import import where import.subject_id = p_subject and import.state = 'done'))
    and event.occurred_at >= p_from and event.occurred_at < p_until
    and (p_lanes is null or event.lane = any (p_lanes))
    and (p_hidden is null or event.source <> all (p_hidden))
    and (p_source is null or event.source = p_source)
    and (p_tag is null or event.tags @> array[p_tag])
    and (p_text is null or strpos(event.norm, p_text) > 0)
    and (not p_starred or event.starred_at is not null)
  group by event.lane, bin
$$;
revoke execute on function timeline.event_bins(uuid, timestamptz, timestamptz, interval, text[], text[], text, text,
  text, boolean) from public;
grant execute on function timeline.event_bins(uuid, timestamptz, timestamptz, interval, text[], text[], text, text,
  text, boolean) to matoi_app;

-- The ids of events in the order of their times, from a place on; for filters that have to look at many rows.
create function timeline.event_page(p_subject uuid, p_from timestamptz, p_until timestamptz,
  p_lanes text[], p_hidden text[], p_source text, p_tag text, p_text text, p_starred boolean,
  p_after timestamptz, p_after_id uuid, p_newest boolean, p_limit integer)
  returns setof uuid language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  live uuid[] := array(select import.id from timeline.import import
    join platform.subject subject on subject.id = import.subject_id
    where import.subject_id = p_subject and import.state = 'done'
      and subject.compartment_id = any (platform.actor_compartments()));
begin
  if p_newest then
    return query select event.id from timeline.event event
      where event.subject_id = p_subject and event.import_id = any (live)
        and event.occurred_at >= p_from and event.occurred_at < p_until
        and (p_after is null or (event.occurred_at, event.id) < (p_after, p_after_id))
        and (p_lanes is null or event.lane = any (p_lanes))
        and (p_hidden is null or event.source <> all (p_hidden))
        and (p_source is null or event.source = p_source)
        and (p_tag is null or event.tags @> array[p_tag])
        and (p_text is null or strpos(event.norm, p_text) > 0)
        and (not p_starred or event.starred_at is not null)
      order by event.occurred_at desc, event.id desc limit p_limit;
  else
    return query select event.id from timeline.event event
      where event.subject_id = p_subject and event.import_id = any (live)
        and event.occurred_at >= p_from and event.occurred_at < p_until
        and (p_after is null or (event.occurred_at, event.id) > (p_after, p_after_id))
        and (p_lanes is null or event.lane = any (p_lanes))
        and (p_hidden is null or event.source <> all (p_hidden))
        and (p_source is null or event.source = p_source)
        and (p_tag is null or event.tags @> array[p_tag])
        and (p_text is null or strpos(event.norm, p_text) > 0)
        and (not p_starred or event.starred_at is not null)
      order by event.occurred_at, event.id limit p_limit;
  end if;
end $$;
revoke execute on function timeline.event_page(uuid, timestamptz, timestamptz, text[], text[], text, text, text,
  boolean, timestamptz, uuid, boolean, integer) from public;
grant execute on function timeline.event_page(uuid, timestamptz, timestamptz, text[], text[], text, text, text,
  boolean, timestamptz, uuid, boolean, integer) to matoi_app;
