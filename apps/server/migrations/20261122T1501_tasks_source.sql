-- What an instruction came from: nothing but itself, or a measure that is rolled out to other sites. Constant default, no rewrite.
alter table tasks.instruction add column source_kind text not null default 'hand' check (source_kind in ('hand', 'measure'));
alter table tasks.instruction add column source_label text;
alter table tasks.instruction add column source_id uuid;
-- accepted index-lock: before the first release no table is large
create index instruction_source on tasks.instruction (source_id, sent_at desc, id desc) where source_id is not null;
