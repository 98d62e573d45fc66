create schema relations;
grant usage on schema relations to matoi_app;

-- A relation lies in the compartments of both its ends: the first one's by the mechanism of all content, the second one's
-- in a column of its own with a policy of its own.
create table relations.relation (
  id uuid primary key,
  from_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  to_id uuid not null references platform.subject (id),
  to_compartment_id integer not null default 0,
  kind text not null,
  note text,
  added_at timestamptz(3) not null,
  added_by jsonb not null,
  removed_at timestamptz(3),
  removed_by jsonb,
  removed_reason text,
  check (from_id <> to_id)
);
create index relation_from on relations.relation (from_id);
create index relation_to on relations.relation (to_id);
create unique index relation_once on relations.relation (kind, from_id, to_id, compartment_id) where removed_at is null;
select platform.register_content('relations.relation', 'from_id');

create policy both_ends on relations.relation as restrictive for all to matoi_app
  using (to_compartment_id = any (nullif(current_setting('app.compartments', true), '')::integer[]))
  with check (to_compartment_id = any (nullif(current_setting('app.compartments', true), '')::integer[]));

-- The other end under a share lock, like the first: whoever relates while it is being moved waits for the move. Row-level
-- security hides a record that the writer does not see, and then there is nothing to relate.
create function relations.follow_other_end() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.to_id is distinct from old.to_id then
      raise exception 'a relation never changes its ends' using errcode = 'raise_exception';
    end if;
    if new.to_compartment_id is distinct from old.to_compartment_id and pg_trigger_depth() < 2 then
      raise exception 'the compartment of content follows its subject' using errcode = 'raise_exception';
    end if;
    return new;
  end if;
  select compartment_id into new.to_compartment_id from platform.subject where id = new.to_id for share;
  if new.to_compartment_id is null then
    raise exception 'the subject is not visible' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function relations.follow_other_end() from public;
create trigger follow_other_end before insert or update on relations.relation
  for each row execute function relations.follow_other_end();

-- Runs as the owner, like the move of all content: nothing stays behind because the mover could not see it.
create function relations.move_other_end() returns trigger language plpgsql security definer
  set search_path = pg_catalog as $$
begin
  update relations.relation set to_compartment_id = new.compartment_id where to_id = new.id;
  return null;
end $$;
revoke execute on function relations.move_other_end() from public;
create trigger move_other_end after update of compartment_id on platform.subject
  for each row when (old.compartment_id is distinct from new.compartment_id)
  execute function relations.move_other_end();
