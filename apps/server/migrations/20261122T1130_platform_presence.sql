-- Who has a record open at this moment: one row for each live stream that says so, gone with its connection. Whoever
-- cannot see the record sees nothing of it. Not logged: what an outage takes is no longer true anyway.
create unlogged table platform.presence (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  account_id uuid not null references platform.account (id),
  since_at timestamptz(3) not null,
  seen_at timestamptz(3) not null
);
create index presence_subject on platform.presence (subject_id);
select platform.register_content('platform.presence', 'subject_id');

-- Only these two change it later, for connections may end after the sight of the record did. Both handle ids alone.
create function platform.presence_leave(p_ids uuid[]) returns void language sql security definer
  set search_path = pg_catalog as $$
  delete from platform.presence where id = any (p_ids)
$$;

-- Says that connections are still there, and forgets those of a process that has said nothing since `p_forget`. Answers
-- who is where, for the records of the connections: to find out whether that has changed, never to show it.
create function platform.presence_keep(p_ids uuid[], p_now timestamptz, p_forget timestamptz)
  returns table (subject_id uuid, compartment_id integer, accounts text) language plpgsql security definer set search_path = pg_catalog as $$
begin
  update platform.presence one set seen_at = p_now where one.id = any (p_ids) and one.seen_at < p_now - interval '15 seconds';
  delete from platform.presence one where one.seen_at < p_forget;
  return query
    select one.subject_id, one.compartment_id, string_agg(distinct one.account_id::text, ' ' order by one.account_id::text)
    from platform.presence one
    where one.subject_id in (select own.subject_id from platform.presence own where own.id = any (p_ids))
    group by one.subject_id, one.compartment_id;
end $$;
revoke execute on function platform.presence_leave(uuid[]),
  platform.presence_keep(uuid[], timestamptz, timestamptz) from public;
grant execute on function platform.presence_leave(uuid[]),
  platform.presence_keep(uuid[], timestamptz, timestamptz) to matoi_app;
