-- What the reporter of a record is told of its conversation, on the page of their link. `via` says how a message went:
-- `page` ones were written on that page or left there, and no mail carried them.
alter table correspondence.message add column via text not null default 'mail' check (via in ('mail', 'page'));

-- The reporter's own messages, and those that were addressed to the reporter; of the one record of the transaction's
-- guest. Runs as the owner, because a guest sees no compartment; answers no column that is for the team alone.
create function correspondence.guest_messages()
  returns table (id uuid, direction text, at timestamptz, body text)
  language sql stable security definer set search_path = pg_catalog as $$
  with guest as (select nullif(current_setting('app.guest_subject', true), '')::uuid as subject_id),
  reporter as (
    select lower(person.address) as address
    from correspondence.correspondent person join guest on person.subject_id = guest.subject_id
    where person.role = 'reporter'
  )
  select message.id, message.direction, message.queued_at, message.text
  from correspondence.message message join guest on message.subject_id = guest.subject_id
  where not message.is_automatic and message.state not in ('suppressed', 'cancelled') and (
    message.via = 'page'
    or (message.direction = 'in' and message.automatic_sign is null
      and lower(message.from_address) in (select address from reporter))
    or (message.direction = 'out' and exists (
      select from correspondence.recipient copy
      where copy.message_id = message.id and copy.kind = 'to'
        and lower(copy.address) in (select address from reporter)))
  )
  order by message.queued_at, message.id
  limit 500
$$;

-- The files of those messages. What is needed to read the bytes is told of the team's files alone: the others have theirs.
create function correspondence.guest_files()
  returns table (id uuid, message_id uuid, name text, media_type text, size bigint, sha256 bytea, object_name text,
    wrapped_key bytea)
  language sql stable security definer set search_path = pg_catalog as $$
  select attachment.id, attachment.message_id, attachment.name, attachment.media_type, attachment.size,
    attachment.sha256,
    case when message.direction = 'out' then file.object_name end,
    case when message.direction = 'out' then file.wrapped_key end
  from correspondence.guest_messages() message
  join correspondence.attachment attachment on attachment.message_id = message.id
  join platform.file file on file.id = attachment.file_id
  order by attachment.message_id, attachment.rank
$$;
revoke execute on function correspondence.guest_messages(), correspondence.guest_files() from public;
grant execute on function correspondence.guest_messages(), correspondence.guest_files() to matoi_app;
