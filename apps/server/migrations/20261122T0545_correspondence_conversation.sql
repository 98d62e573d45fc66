-- Conversations: mail in both directions on any record, who takes part, what was attached, and what became of each copy.
alter table correspondence.message drop constraint message_state_check;
-- accepted constraint-lock: no version with this table was released, so it holds few rows
alter table correspondence.message add constraint message_state_check
  check (state in ('queued', 'sent', 'failed', 'suppressed', 'cancelled', 'bounced', 'received'));
alter table correspondence.message alter column template drop not null;
alter table correspondence.message alter column message_id drop not null;
alter table correspondence.message
  add column direction text not null default 'out' check (direction in ('in', 'out')),
  add column purpose text default 'acknowledgement',
  add column is_automatic boolean not null default true,
  add column author jsonb,
  add column from_name text,
  add column from_address text,
  add column tlp text check (tlp in ('clear', 'green', 'amber', 'amber+strict', 'red')),
  add column is_text_from_html boolean not null default false,
  add column refs text[] not null default '{}',
  add column known_by text,
  add column automatic_sign text,
  add column inbound_mail_id uuid references platform.inbound_mail (id),
  add column original_file_id uuid references platform.file (id),
  add column override_reason text,
  add column bounced_at timestamptz(3),
  add column attachment_count integer not null default 0;

-- accepted index-lock: no version with this table was released, so it holds few rows
create index message_id_token on correspondence.message (message_id) where message_id is not null;
-- accepted index-lock: no version with this table was released, so it holds few rows
create index message_state on correspondence.message (state, queued_at desc, id desc) where direction = 'out';

-- Each copy of a message, with what became of it; of a mail that came in, to whom it went.
create table correspondence.recipient (
  id uuid primary key,
  message_id uuid not null references correspondence.message (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  rank integer not null,
  kind text not null check (kind in ('to', 'cc')),
  name text,
  address text not null,
  state text not null check (state in ('queued', 'sent', 'refused', 'delayed', 'bounced', 'received')),
  problem text,
  status_code text,
  reported_at timestamptz(3)
);
create index recipient_message on correspondence.recipient (message_id, rank);
create index recipient_subject on correspondence.recipient (subject_id);
select platform.register_content('correspondence.recipient', 'subject_id');

create table correspondence.attachment (
  id uuid primary key,
  message_id uuid not null references correspondence.message (id),
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  file_id uuid not null references platform.file (id),
  rank integer not null,
  name text not null,
  media_type text not null,
  size bigint not null,
  sha256 bytea not null
);
create index attachment_message on correspondence.attachment (message_id, rank);
create index attachment_subject on correspondence.attachment (subject_id);
select platform.register_content('correspondence.attachment', 'subject_id');

-- Who takes part in the conversation of a record: the reporter, and third parties. Nobody is removed.
create table correspondence.correspondent (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  role text not null check (role in ('reporter', 'third-party')),
  name text,
  address text not null,
  -- The mail by which they became known, where they wrote first: answers to it belong here too.
  first_mail_id text,
  known_at timestamptz(3) not null
);
create unique index correspondent_once on correspondence.correspondent (subject_id, lower(address), compartment_id);
create index correspondent_address on correspondence.correspondent (lower(address));
create index correspondent_mail on correspondence.correspondent (first_mail_id) where first_mail_id is not null;
select platform.register_content('correspondence.correspondent', 'subject_id');

-- "Mail may be compromised": nothing leaves by mail from a record, or from a whole compartment where the record is null.
create table correspondence.silence (
  id uuid primary key,
  subject_id uuid references platform.subject (id),
  compartment_id integer not null default 0 references platform.compartment (id),
  reason text not null,
  begun_at timestamptz(3) not null,
  begun_by jsonb not null,
  ended_at timestamptz(3),
  ended_by jsonb
);
create index silence_subject on correspondence.silence (subject_id) where ended_at is null;
create index silence_compartment on correspondence.silence (compartment_id) where ended_at is null;
select platform.register_content('correspondence.silence', 'subject_id');

-- Texts that the team prepared, and what stands below its mails. Open to everyone who writes.
create table correspondence.template (
  id uuid primary key,
  version integer not null default 1,
  key text unique,
  purpose text not null,
  name_ja text not null,
  name_en text not null,
  title_ja text not null,
  title_en text not null,
  text_ja text not null,
  text_en text not null,
  rank integer not null default 0,
  is_retired boolean not null default false,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null
);
create table correspondence.signature (
  locale text primary key check (locale in ('ja', 'en')),
  version integer not null default 1,
  text text not null,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null
);
grant select, insert, update on correspondence.template, correspondence.signature to matoi_app;

-- Only automatic mail counts for the brake; what a person writes never keeps an acknowledgement from leaving.
create or replace function correspondence.automatic_since(p_recipient text, p_since timestamptz)
  returns bigint language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock(7303003);
  if p_recipient is null then
    return (select count(*) from correspondence.message
      where is_automatic and direction = 'out' and state not in ('suppressed', 'cancelled') and queued_at >= p_since);
  end if;
  return (select count(*) from correspondence.message
    where is_automatic and direction = 'out' and state not in ('suppressed', 'cancelled') and queued_at >= p_since
      and lower(recipient) = lower(p_recipient));
end $$;

-- To which record a mail belongs, whatever its compartment, for the intake of mail only. By our own Message-ID; or from
-- somebody who takes part there already, in answer to their own mail or with the number in the subject. Otherwise a number
-- only proposes. Tells no content.
create function correspondence.find_thread(p_ids text[], p_from text, p_numbers text[])
  returns table (subject_id uuid, compartment_id integer, how text)
  language sql stable security definer set search_path = pg_catalog as $$
  select found.subject_id, subject.compartment_id, found.how
  from (
    (select message.subject_id, 'token' as how, 1 as rank, message.queued_at as at
      from correspondence.message message
      where message.direction = 'out' and message.message_id = any (p_ids)
      order by array_position(p_ids, message.message_id) limit 1)
    union all
    (select message.subject_id, 'known-correspondent', 2, message.queued_at
      from correspondence.message message
      join correspondence.correspondent person
        on person.subject_id = message.subject_id and lower(person.address) = lower(p_from)
      where message.direction = 'in' and message.message_id = any (p_ids)
      order by message.queued_at desc limit 1)
    union all
    (select person.subject_id, 'known-correspondent', 3, person.known_at
      from correspondence.correspondent person
      where person.first_mail_id = any (p_ids) and lower(person.address) = lower(p_from)
      order by person.known_at desc limit 1)
    union all
    (select numbered.id,
        case when exists (select from correspondence.correspondent person
          where person.subject_id = numbered.id and lower(person.address) = lower(p_from))
        then 'known-correspondent' else 'proposed' end, 4, numbered.created_at
      from platform.subject numbered
      where numbered.number = any (p_numbers)
      order by array_position(p_numbers, numbered.number) limit 1)
  ) found
  join platform.subject subject on subject.id = found.subject_id
  order by found.rank limit 1
$$;
revoke execute on function correspondence.find_thread(text[], text, text[]) from public;
grant execute on function correspondence.find_thread(text[], text, text[]) to matoi_app;
