create schema correspondence;
grant usage on schema correspondence to matoi_app;

create table correspondence.message (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  version integer not null default 1,
  template text not null,
  state text not null check (state in ('queued', 'sent', 'failed', 'suppressed')),
  suppression text,
  recipient text,
  title text not null,
  text text not null,
  locale text not null,
  message_id text not null,
  in_reply_to text,
  attempts integer not null default 0,
  last_problem text,
  queued_at timestamptz(3) not null,
  sent_at timestamptz(3)
);
create index message_subject on correspondence.message (subject_id, queued_at desc, id desc);
create index message_recipient on correspondence.message (lower(recipient), queued_at) where state <> 'suppressed';
select platform.register_content('correspondence.message', 'subject_id');

create index message_left on correspondence.message (queued_at) where state <> 'suppressed';

-- How many automatic messages left since a moment, whatever compartment they belong to: the brake counts all mail. One
-- transaction at a time counts and adds: otherwise several at once would each find room for the last one.
create function correspondence.automatic_since(p_recipient text, p_since timestamptz)
  returns bigint language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock(7303003);
  if p_recipient is null then
    return (select count(*) from correspondence.message where state <> 'suppressed' and queued_at >= p_since);
  end if;
  return (select count(*) from correspondence.message
    where state <> 'suppressed' and queued_at >= p_since and lower(recipient) = lower(p_recipient));
end $$;
revoke execute on function correspondence.automatic_since(text, timestamptz) from public;
grant execute on function correspondence.automatic_since(text, timestamptz) to matoi_app;
