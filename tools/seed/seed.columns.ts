/** Columns that the seeder writes, with the types as which they are sent. */
export const subjectColumns = {
  id: 'uuid',
  kind: 'text',
  number: 'text',
  title: 'text',
  compartment_id: 'integer',
  parent_id: 'uuid',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
};

/** Of `bench_entry`: search entries with their tokens as a list, turned into an index entry at the end. */
export const entryColumns = {
  subject_id: 'uuid',
  part: 'text',
  compartment_id: 'integer',
  kind: 'text',
  updated_at: 'timestamptz',
  body: 'text',
  norm: 'text',
  tokens_text: 'text[]',
  tokenizer_version: 'integer',
};

const closingColumns = { outcome: 'text', close_reason: 'text', closed_at: 'timestamptz', closed_by: 'jsonb' };

export const incidentColumns = {
  id: 'uuid',
  compartment_id: 'integer',
  number: 'text',
  title: 'text',
  phase: 'text',
  opened_at: 'timestamptz',
  opened_by: 'jsonb',
  ...closingColumns,
};

export const reportColumns = {
  id: 'uuid',
  compartment_id: 'integer',
  number: 'text',
  title: 'text',
  preview: 'text',
  text: 'text',
  channel: 'text',
  state: 'text',
  parse: 'text',
  reporter_name: 'text',
  reporter_address: 'text',
  locale: 'text',
  source: 'text',
  external_id: 'text',
  received_at: 'timestamptz',
  due_at: 'timestamptz',
  priority: 'smallint',
  class_code: 'text',
  tags: 'text[]',
  triaged_at: 'timestamptz',
  acknowledged_at: 'timestamptz',
  answered_at: 'timestamptz',
  work_rank: 'bigint',
  handled_as: 'uuid',
  ...closingColumns,
};

export const journalColumns = {
  id: 'uuid',
  subject_id: 'uuid',
  compartment_id: 'integer',
  kind: 'text',
  lane: 'text',
  occurred_at: 'timestamptz',
  recorded_at: 'timestamptz',
  author: 'jsonb',
  text: 'text',
};

export const occurrenceColumns = {
  id: 'uuid',
  subject_id: 'uuid',
  compartment_id: 'integer',
  value_id: 'uuid',
  type: 'text',
  value: 'text',
  parts: 'text[]',
  snippet: 'text',
  written: 'text',
  count: 'integer',
  source: 'text',
  state: 'text',
  role: 'text',
  first_seen_at: 'timestamptz',
  last_seen_at: 'timestamptz',
};
