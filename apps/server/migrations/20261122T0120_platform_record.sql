-- What is kept about every act: audit entries with their seals, facts, kept answers, jobs.
create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = 'insufficient_privilege';
end $$;

create table platform.audit_entry (
  id uuid primary key,
  at timestamptz(3) not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  action text not null,
  subject_id uuid references platform.subject (id),
  detail_hash bytea,
  address text,
  request_id text
);
create index audit_entry_subject on platform.audit_entry (subject_id);
create index audit_entry_actor on platform.audit_entry (actor_id, at);
create index audit_entry_action on platform.audit_entry (action, at);

create table platform.audit_detail (
  entry_id uuid primary key references platform.audit_entry (id),
  detail jsonb not null
);

create table platform.audit_seal (
  position bigint primary key,
  entry_id uuid not null unique references platform.audit_entry (id),
  entry_hash bytea not null,
  chain_hash bytea not null,
  sealed_at timestamptz(3) not null
);

-- Entries that wait for their seal, so that the sealer never searches the whole log.
create table platform.audit_unsealed (
  queue_position bigint generated always as identity primary key,
  entry_id uuid not null references platform.audit_entry (id)
);
create function platform.await_seal() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into platform.audit_unsealed (entry_id) values (new.id);
  return null;
end $$;
create trigger await_seal after insert on platform.audit_entry for each row execute function platform.await_seal();

create trigger append_only before update or delete on platform.audit_entry
  for each row execute function platform.refuse_change();
create trigger append_only before update or delete on platform.audit_detail
  for each row execute function platform.refuse_change();
create trigger append_only before update or delete on platform.audit_seal
  for each row execute function platform.refuse_change();
create trigger never_truncated before truncate on platform.audit_entry execute function platform.refuse_change();
create trigger never_truncated before truncate on platform.audit_detail execute function platform.refuse_change();
create trigger never_truncated before truncate on platform.audit_seal execute function platform.refuse_change();

alter table platform.audit_entry enable row level security;
create policy through_subject on platform.audit_entry for select to matoi_app
  using (subject_id is null or exists (select from platform.subject s where s.id = subject_id));
create policy anybody_writes on platform.audit_entry for insert to matoi_app with check (true);
alter table platform.audit_detail enable row level security;
create policy through_entry on platform.audit_detail for select to matoi_app
  using (exists (select from platform.audit_entry e where e.id = entry_id));
create policy anybody_writes on platform.audit_detail for insert to matoi_app with check (true);
grant select, insert on platform.audit_entry, platform.audit_detail to matoi_app;
grant select on platform.audit_seal to matoi_app;

create table platform.fact (
  id uuid primary key,
  kind text not null,
  subject_id uuid references platform.subject (id),
  actor jsonb not null,
  payload jsonb not null,
  occurred_at timestamptz(3) not null,
  -- The order of writing: ids of the same millisecond have none.
  written bigint generated always as identity,
  position bigint unique
);
create index fact_waiting on platform.fact (written) where position is null;
alter table platform.fact enable row level security;
create policy through_subject on platform.fact for select to matoi_app
  using (subject_id is null or exists (select from platform.subject s where s.id = subject_id));
create policy anybody_writes on platform.fact for insert to matoi_app with check (true);
grant select, insert on platform.fact to matoi_app;

create table platform.fact_handled (
  fact_id uuid not null references platform.fact (id),
  handler text not null,
  handled_at timestamptz(3) not null,
  primary key (fact_id, handler)
);
grant select, insert on platform.fact_handled to matoi_app;

-- What a live subscriber may be told: ids and the compartments that decide, never content.
create function platform.live_facts(p_after bigint, p_limit integer)
  returns table ("position" bigint, kind text, subject_kind text, subject_id uuid, compartment_id integer, moved_from integer)
  language sql stable security definer set search_path = pg_catalog as $$
  select fact.position, fact.kind, subject.kind, subject.id, subject.compartment_id,
    case when fact.kind = 'subject.moved' then (fact.payload ->> 'from')::integer end
  from platform.fact fact left join platform.subject subject on subject.id = fact.subject_id
  where fact.position > p_after
  order by fact.position
  limit p_limit
$$;
create function platform.live_head() returns bigint language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(max(position), 0) from platform.fact
$$;
revoke execute on function platform.live_facts(bigint, integer), platform.live_head() from public;
grant execute on function platform.live_facts(bigint, integer), platform.live_head() to matoi_app;

create table platform.kept_answer (
  actor_key text not null,
  route_id text not null,
  key text not null,
  body_hash bytea not null,
  status integer not null,
  body jsonb not null,
  subject_id uuid,
  created_at timestamptz(3) not null,
  primary key (actor_key, route_id, key)
);
create index kept_answer_age on platform.kept_answer (created_at);
grant select, insert, delete on platform.kept_answer to matoi_app;

create table platform.worker_instance (
  id text primary key,
  worker_ids text[] not null,
  heartbeat_at timestamptz(3) not null
);

create table platform.notification (
  id uuid primary key,
  account_id uuid not null references platform.account (id),
  kind text not null,
  subject_id uuid references platform.subject (id),
  created_at timestamptz(3) not null,
  read_at timestamptz(3)
);
create index notification_account on platform.notification (account_id, created_at desc);
grant select, insert, update on platform.notification to matoi_app;

-- Jobs are reached only through this function; the queue's own schema belongs to the owner.
create function platform.enqueue(p_task text, p_payload json, p_queue text, p_key text, p_run_at timestamptz)
  returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job(p_task, p_payload, queue_name := p_queue, run_at := p_run_at, job_key := p_key,
    max_attempts := 12);
end $$;
revoke execute on function platform.enqueue(text, json, text, text, timestamptz) from public;
grant execute on function platform.enqueue(text, json, text, text, timestamptz) to matoi_app;
