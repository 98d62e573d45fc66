create schema specimens;
grant usage on schema specimens to matoi_app;

-- A suspicious mail that somebody handed in, opened for examination. The bytes are the file; `analysis` is what the
-- analyser of that version made of them and can be made again.
create table specimens.specimen (
  id uuid primary key,
  subject_id uuid not null references platform.subject (id),
  compartment_id integer not null default 0,
  version integer not null default 1,
  file_id uuid not null references platform.file (id),
  name text not null,
  size bigint not null,
  sha256 bytea not null,
  state text not null check (state in ('analysed', 'failed')),
  problem text,
  analyser_version integer not null,
  analysis jsonb,
  warning_count integer not null,
  opened_at timestamptz(3) not null,
  analysed_at timestamptz(3) not null,
  verdict text check (verdict in ('genuine', 'training', 'spam', 'phishing', 'malware', 'undecided')),
  verdict_note text,
  verdict_at timestamptz(3),
  verdict_by jsonb,
  constraint specimen_once unique (compartment_id, subject_id, file_id)
);
create index specimen_subject on specimens.specimen (subject_id, opened_at, id);
select platform.register_content('specimens.specimen', 'subject_id');
