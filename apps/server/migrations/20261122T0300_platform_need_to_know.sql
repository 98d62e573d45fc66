-- Content takes its compartment from its subject under a share lock: whoever writes while the subject is being moved
-- waits for the move instead of landing where the subject was. Content never changes its subject.
create or replace function platform.follow_subject() returns trigger language plpgsql as $$
declare
  owner_id uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
  former_id uuid := case when tg_op = 'UPDATE' then (to_jsonb(old) ->> tg_argv[0])::uuid end;
begin
  if former_id is not null and owner_id is distinct from former_id then
    raise exception 'content never changes its subject' using errcode = 'raise_exception';
  elsif owner_id is not null and former_id is null then
    select compartment_id into new.compartment_id from platform.subject where id = owner_id for share;
    if new.compartment_id is null then
      raise exception 'the subject is not visible' using errcode = 'insufficient_privilege';
    end if;
  elsif tg_op = 'UPDATE' and new.compartment_id is distinct from old.compartment_id and pg_trigger_depth() < 2 then
    raise exception 'the compartment of content follows its subject' using errcode = 'raise_exception';
  end if;
  return new;
end $$;

create or replace function platform.search_write(p_subject uuid, p_part text, p_body text, p_norm text,
  p_tokens text[], p_version integer, p_at timestamptz) returns void language plpgsql security definer
  set search_path = pg_catalog as $$
declare
  owner_subject platform.subject;
begin
  select * into strict owner_subject from platform.subject where id = p_subject for share;
  if (owner_subject.compartment_id = any (platform.actor_compartments())) is not true then
    raise exception 'the subject is not visible' using errcode = 'insufficient_privilege';
  end if;
  insert into platform.search_entry
    values (p_subject, p_part, owner_subject.compartment_id, owner_subject.kind, p_at, p_body, p_norm,
      array_to_tsvector(p_tokens), p_version)
  on conflict (subject_id, part) do update set updated_at = excluded.updated_at, body = excluded.body,
    norm = excluded.norm, tokens = excluded.tokens, tokenizer_version = excluded.tokenizer_version;
end $$;

revoke execute on function platform.move_with_subject(), platform.await_seal() from public;

create trigger never_truncated before truncate on journal.entry execute function platform.refuse_change();

-- Acts without a subject that still are need-to-know: who sees into a compartment, and mail before it is a record.
alter table platform.audit_entry
  add column about_compartment integer references platform.compartment (id),
  add column about_mail uuid references platform.inbound_mail (id);
drop policy through_subject on platform.audit_entry;
create policy through_what_it_is_about on platform.audit_entry for select to matoi_app using (
  (subject_id is null or exists (select from platform.subject s where s.id = subject_id))
  and (about_compartment is null
    or about_compartment = any (nullif(current_setting('app.compartments', true), '')::integer[]))
  and (about_mail is null or exists (select from platform.inbound_mail m where m.id = about_mail))
);
alter table platform.kept_answer add column about_compartment integer;

-- The moment of each fact, so that a subscriber is not told of what left its sight before it was there.
drop function platform.live_facts(bigint, integer);
create function platform.live_facts(p_after bigint, p_limit integer)
  returns table ("position" bigint, kind text, subject_kind text, subject_id uuid, compartment_id integer,
    moved_from integer, occurred_at timestamptz)
  language sql stable security definer set search_path = pg_catalog as $$
  select fact.position, fact.kind, subject.kind, subject.id, subject.compartment_id,
    case when fact.kind = 'subject.moved' then (fact.payload ->> 'from')::integer end, fact.occurred_at
  from platform.fact fact left join platform.subject subject on subject.id = fact.subject_id
  where fact.position > p_after
  order by fact.position
  limit p_limit
$$;
revoke execute on function platform.live_facts(bigint, integer) from public;
grant execute on function platform.live_facts(bigint, integer) to matoi_app;
