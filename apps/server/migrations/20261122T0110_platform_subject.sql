-- The registry of every addressable record, and the one mechanism by which content follows its compartment.
create table platform.subject (
  id uuid primary key,
  kind text not null,
  number text,
  title text not null,
  compartment_id integer not null references platform.compartment (id),
  parent_id uuid references platform.subject (id),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create unique index subject_number on platform.subject (number, compartment_id);
create index subject_parent on platform.subject (parent_id) where parent_id is not null;

-- The compartments of the running transaction; unset or empty means that nothing is visible.
create function platform.actor_compartments() returns integer[]
  language sql stable parallel safe
  return nullif(current_setting('app.compartments', true), '')::integer[];

alter table platform.subject enable row level security;
create policy need_to_know on platform.subject for all to matoi_app
  using (compartment_id = any (nullif(current_setting('app.compartments', true), '')::integer[]))
  with check (compartment_id = any (nullif(current_setting('app.compartments', true), '')::integer[]));
grant select, insert, update on platform.subject to matoi_app;

create table platform.content_table (
  name regclass primary key,
  subject_column name not null
);

-- Copies the compartment when the subject becomes known; a later change may only come from the subject's own move.
create function platform.follow_subject() returns trigger language plpgsql as $$
declare
  owner_id uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
  if owner_id is not null and (tg_op = 'INSERT' or (to_jsonb(old) ->> tg_argv[0]) is null) then
    select compartment_id into new.compartment_id from platform.subject where id = owner_id;
  elsif tg_op = 'UPDATE' and new.compartment_id is distinct from old.compartment_id and pg_trigger_depth() < 2 then
    raise exception 'the compartment of content follows its subject' using errcode = 'raise_exception';
  end if;
  return new;
end $$;

-- Makes a table a content table: compartment trigger, row-level security, grants, and its place in the move.
create function platform.register_content(content regclass, subject_column name) returns void language plpgsql as $$
begin
  insert into platform.content_table (name, subject_column) values (content, subject_column);
  execute format('create trigger follow_subject before insert or update on %s for each row execute function platform.follow_subject(%L)', content, subject_column);
  execute format('alter table %s enable row level security', content);
  execute format('create policy need_to_know on %s for all to matoi_app
    using (compartment_id = any (nullif(current_setting(''app.compartments'', true), '''')::integer[]))
    with check (compartment_id = any (nullif(current_setting(''app.compartments'', true), '''')::integer[]))', content);
  execute format('grant select, insert, update on %s to matoi_app', content);
end $$;
revoke execute on function platform.register_content(regclass, name) from public;

create table platform.search_entry (
  subject_id uuid not null references platform.subject (id),
  part text not null,
  compartment_id integer not null,
  kind text not null,
  updated_at timestamptz(3) not null,
  body text not null,
  norm text not null,
  tokens tsvector not null,
  tokenizer_version integer not null,
  primary key (subject_id, part)
);
create index search_entry_tokens on platform.search_entry using gin (tokens);
create index search_entry_recent on platform.search_entry (updated_at desc);

-- Moves what hangs on a subject with it, in the same transaction: content, search entries, and children that were in
-- the same compartment. Runs as the owner, so that nothing is left behind because the mover could not see it.
create function platform.move_with_subject() returns trigger language plpgsql security definer
  set search_path = pg_catalog as $$
declare
  content record;
begin
  for content in select name, subject_column from platform.content_table loop
    execute format('update %s set compartment_id = $1 where %I = $2 and compartment_id = $3', content.name, content.subject_column)
      using new.compartment_id, new.id, old.compartment_id;
  end loop;
  update platform.search_entry set compartment_id = new.compartment_id where subject_id = new.id;
  update platform.subject set compartment_id = new.compartment_id
    where parent_id = new.id and compartment_id = old.compartment_id;
  return null;
end $$;
create trigger move_with_subject after update of compartment_id on platform.subject
  for each row when (old.compartment_id is distinct from new.compartment_id)
  execute function platform.move_with_subject();

-- Search entries have no policy and no grant: only these two functions reach them, with the transaction's compartments.
create function platform.search_write(p_subject uuid, p_part text, p_body text, p_norm text, p_tokens text[],
  p_version integer, p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  owner_subject platform.subject;
begin
  select * into strict owner_subject from platform.subject where id = p_subject;
  if not (owner_subject.compartment_id = any (platform.actor_compartments())) then
    raise exception 'the subject is not visible' using errcode = 'insufficient_privilege';
  end if;
  insert into platform.search_entry
    values (p_subject, p_part, owner_subject.compartment_id, owner_subject.kind, p_at, p_body, p_norm,
      array_to_tsvector(p_tokens), p_version)
  on conflict (subject_id, part) do update set updated_at = excluded.updated_at, body = excluded.body,
    norm = excluded.norm, tokens = excluded.tokens, tokenizer_version = excluded.tokenizer_version;
end $$;

-- The newest records that match. A common word is found among the newest entries, in their order; only when they do not
-- give enough is the index of tokens asked for all that match, which are few then.
create function platform.search_find(p_query text, p_phrases text[], p_kind text, p_limit integer)
  returns table (subject_id uuid, updated_at timestamptz, excerpt text)
  language sql stable security definer set search_path = pg_catalog as $$
  with recent as materialized (
    select newest.subject_id, newest.updated_at, newest.norm, newest.body
    from (select * from platform.search_entry order by updated_at desc limit greatest(2000, p_limit * 40)) newest
    where newest.tokens @@ p_query::tsquery
      and newest.compartment_id = any (platform.actor_compartments())
      and (p_kind is null or newest.kind = p_kind)
      and not exists (select from unnest(p_phrases) phrase where strpos(newest.norm, phrase) = 0)
    limit least(p_limit * 5, p_limit + 400)
  ),
  everything as materialized (
    select entry.subject_id, entry.updated_at, entry.norm, entry.body
    from platform.search_entry entry
    where (select count(*) from recent) < least(p_limit * 5, p_limit + 400)
      and entry.tokens @@ p_query::tsquery
      and entry.compartment_id = any (platform.actor_compartments())
      and (p_kind is null or entry.kind = p_kind)
      and not exists (select from unnest(p_phrases) phrase where strpos(entry.norm, phrase) = 0)
    order by entry.updated_at desc
    limit least(p_limit * 5, p_limit + 400)
  ),
  matching as (
    select * from everything
    union all
    select * from recent where (select count(*) from recent) >= least(p_limit * 5, p_limit + 400)
  ),
  best as (
    select distinct on (matching.subject_id) matching.subject_id, matching.updated_at, matching.norm, matching.body
    from matching order by matching.subject_id, matching.updated_at desc
  )
  select best.subject_id, best.updated_at,
    substr(best.body, greatest(1, coalesce(nullif(strpos(best.norm, coalesce(p_phrases[1], '')), 0), 1) - 40), 160)
  from best order by best.updated_at desc limit p_limit
$$;
revoke execute on function platform.search_write(uuid, text, text, text, text[], integer, timestamptz),
  platform.search_find(text, text[], text, integer) from public;
grant execute on function platform.search_write(uuid, text, text, text, text[], integer, timestamptz),
  platform.search_find(text, text[], text, integer) to matoi_app;

-- Readable numbers: one real sequence per prefix and year, so that numbering never serialises writers.
create function platform.next_number(p_prefix text, p_year integer) returns bigint language plpgsql security definer
  set search_path = pg_catalog as $$
declare
  sequence_name text := format('number_%s_%s', lower(p_prefix), p_year);
begin
  if p_prefix !~ '^[A-Z]{2,5}$' or p_year not between 1970 and 9999 then
    raise exception 'not a number series: % %', p_prefix, p_year;
  end if;
  if to_regclass('platform.' || sequence_name) is null then
    perform pg_advisory_xact_lock(hashtext(sequence_name));
    execute format('create sequence if not exists platform.%I', sequence_name);
  end if;
  return nextval('platform.' || sequence_name);
end $$;
revoke execute on function platform.next_number(text, integer) from public;
grant execute on function platform.next_number(text, integer) to matoi_app;
