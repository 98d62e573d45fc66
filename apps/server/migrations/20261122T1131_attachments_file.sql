create schema attachments;
grant usage on schema attachments to matoi_app;

-- A file on a record. It is never deleted here: what was added by mistake is withdrawn with a reason, and its bytes stay
-- until retention takes them. `media_type` is what the content is, not what the sender called it.
create table attachments.file (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  file_id uuid not null references platform.file (id),
  name text not null,
  description text not null default '',
  media_type text not null,
  size bigint not null,
  sha256 bytea not null,
  origin text not null check (origin in ('upload', 'paste', 'guest', 'generated')),
  added_at timestamptz(3) not null,
  added_by jsonb not null,
  withdrawn_at timestamptz(3),
  withdrawn_by jsonb,
  withdrawn_reason text,
  version integer not null default 1
);
create index file_subject on attachments.file (subject_id, added_at desc, id desc);
create index file_content on attachments.file (subject_id, sha256) where withdrawn_at is null;
select platform.register_content('attachments.file', 'subject_id');

-- A withdrawn file is offered nowhere any more, for sending neither.
alter table platform.file add column withdrawn_at timestamptz(3);
