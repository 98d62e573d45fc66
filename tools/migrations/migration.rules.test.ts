import { describe, expect, it } from 'vitest';
import { hashOf, judgeMigrations, type Migration } from './migration.rules.ts';
import { splitSql } from './sql.split.ts';

const first = '20270101T0900_reports_report.sql';
const base: Migration = {
  name: first,
  sql: 'create table reports.report (id uuid);\ncreate index r on reports.report (id);',
};

function judge(migrations: readonly Migration[], released: Record<string, string> = {}) {
  return judgeMigrations({ migrations, released, owners: new Set(['platform', 'reports']) });
}

const judgeSql = (sql: string) => judge([base, { name: '20270102T0900_reports_more.sql', sql }]);

describe('names and order', () => {
  it('pass when all is well', () => {
    expect(
      judge([base, { name: '20270101T0901_platform_more.sql', sql: 'create table platform.x (id uuid);' }]),
    ).toEqual([]);
  });

  it.each([
    ['1_reports.sql', 'is named'],
    ['20270101_reports_x.sql', 'is named'],
    ['20270101T0900_Reports_x.sql', 'is named'],
    ['20270101T0900_reports_x.txt', 'is named'],
    ['20270230T0900_reports_x.sql', 'no moment'],
    ['20270101T2460_reports_x.sql', 'no moment'],
    ['20270101T0900_gossip_x.sql', 'no module gossip'],
  ])('refuse %s', (name, problem) => {
    expect(judge([{ name, sql: 'select 1;' }])[0]).toContain(problem);
  });

  it('refuse two files of the same minute', () => {
    expect(judge([base, { name: '20270101T0900_reports_zzz.sql', sql: 'select 1;' }])[0]).toContain('the same moment');
  });

  it('refuse to pass when there is nothing', () => {
    expect(judge([])).toEqual(['There are no migrations: nothing was read.']);
    expect(judge([{ name: first, sql: '-- nothing\n' }])).toEqual([`${first}: holds no statement.`]);
  });
});

describe('released files', () => {
  const released = { [first]: hashOf(base.sql) };

  it('pass while they are as they were, whatever the line endings', () => {
    expect(judge([base], released)).toEqual([]);
    expect(judge([{ ...base, sql: base.sql.replaceAll('\n', '\r\n') }], released)).toEqual([]);
  });

  it('may not be edited', () => {
    expect(judge([{ ...base, sql: `${base.sql} ` }], released)[0]).toContain('was edited');
  });

  it('may not go', () => {
    expect(judge([{ name: '20270102T0900_reports_x.sql', sql: 'select 1;' }], released)[0]).toContain('is gone');
  });

  it('have no newcomer before them', () => {
    expect(judge([base, { name: '20261231T0900_reports_x.sql', sql: 'select 1;' }], released)[0]).toContain(
      'would never run it',
    );
  });
});

const refused: readonly (readonly [string, string])[] = [
  ['drop table reports.report', 'drop'],
  ['drop schema reports cascade', 'drop'],
  ['truncate reports.report', 'drop'],
  ['alter table reports.report drop column title', 'drop'],
  ['alter table reports.report drop title', 'drop'],
  ['ALTER TABLE reports.report DROP COLUMN IF EXISTS title', 'drop'],
  ['alter table reports.report add column a text, drop column title', 'drop'],
  ['alter table reports.report rename column a to b', 'rename'],
  ['alter table reports.report rename to notice', 'rename'],
  ['alter table reports.report alter column a type bigint', 'change-type'],
  ['alter table reports.report alter a set data type bigint', 'change-type'],
  ['create index a on reports.report (a)', 'index-lock'],
  ['create unique index if not exists a on reports.report (a)', 'index-lock'],
  ['create index on only reports.report (a)', 'index-lock'],
  ['alter table reports.report add column a text not null', 'not-null'],
  ['alter table reports.report add a text not null check (a in (1, 2))', 'not-null'],
  ['alter table reports.report add column a int not null default 1, add column b text not null', 'not-null'],
  ['alter table reports.report add column a uuid not null default gen_random_uuid()', 'rewrite'],
  ['alter table reports.report alter column a set not null', 'set-not-null'],
  ['alter table reports.report add constraint c check (a > 0)', 'constraint-lock'],
  ['alter table reports.report add foreign key (a) references platform.x (id)', 'constraint-lock'],
  ['alter table reports.report add constraint c unique (a)', 'constraint-lock'],
  ['lock table reports.report', 'heavy'],
  ['vacuum full reports.report', 'heavy'],
  ['reindex table reports.report', 'heavy'],
  ['begin', 'transaction'],
  ['do $$ begin drop table reports.report; end $$', 'drop'],
  ['do $$\nbegin\n  -- why\n  drop table reports.report;\nend $$', 'drop'],
  ["/* drop */ select ';'; drop table reports.report", 'drop'],
];

const allowed: readonly string[] = [
  'create table reports.other (id uuid); create index o on reports.other (id); alter table reports.other add column b text not null',
  'create index concurrently a on reports.report (a)',
  'alter table reports.report add column a text',
  "alter table reports.report add column a text not null default 'x'",
  'alter table reports.report add column a timestamptz not null default now()',
  'alter table reports.report add constraint c check (a > 0) not valid',
  'alter table reports.report validate constraint c',
  'alter table reports.report add constraint c unique using index a',
  'alter table reports.report alter column a drop not null',
  'alter table reports.report alter column a drop default',
  'alter table reports.report drop constraint c',
  'alter table reports.report enable row level security',
  'drop policy p on reports.report',
  '-- drop table reports.report;\nselect 1',
  "select 'drop table x; begin'",
  'create function f() returns void language plpgsql as $body$ begin drop table x; end $body$',
  '-- accepted drop: nothing was ever written into it\ndrop table reports.report',
];

describe('statements', () => {
  it.each(refused)('refuse: %s', (sql, rule) => {
    const found = judgeSql(`select 1;\n${sql};`);
    expect(found.some((line) => line.includes(`[${rule}]`))).toBe(true);
  });

  it.each(allowed)('allow: %s', (sql) => {
    expect(judgeSql(`${sql};`)).toEqual([]);
  });

  it('say the line', () => {
    expect(judgeSql('-- one\nselect 1;\n\ndrop table x;')[0]).toMatch(/^20270102T0900_reports_more\.sql:4: /);
  });

  it('need a reason for what is accepted', () => {
    expect(judgeSql('-- accepted drop:\ndrop table x;')).toHaveLength(1);
    expect(judgeSql('-- accepted rename: because\ndrop table x;')).toHaveLength(1);
  });

  it('keep what runs outside of a transaction alone', () => {
    expect(judgeSql('create index concurrently a on reports.report (a); select 1;')[0]).toContain('stands alone');
  });

  it('are not judged again once they are released', () => {
    const old = { name: first, sql: 'drop table x;' };
    expect(judge([old], { [first]: hashOf(old.sql) })).toEqual([]);
  });
});

describe('splitting', () => {
  it('keeps strings, bodies and comments whole', () => {
    const found = splitSql("a 'x;''y' ; b $t$ ; $$ ; $t$; /* ; */ c \"d;\" -- e;\n - 1 / 2 $1;");
    expect(found.map((statement) => statement.text)).toEqual(["a 'x;''y'", 'b $t$ ; $$ ; $t$', 'c "d;" - 1 / 2 $1']);
  });
});
