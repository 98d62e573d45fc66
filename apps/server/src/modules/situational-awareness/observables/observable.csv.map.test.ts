import { expect, it } from 'vitest';
import { writeCsv } from './observable.csv.map.ts';
import type { Occurrence } from './observable.model.ts';

const at = new Date('2026-11-22T00:00:00Z');
const one: Occurrence = {
  id: 'o',
  subjectId: 's',
  valueId: 'v',
  type: 'file-name',
  value: '+1.exe',
  snippet: '',
  written: '+1.exe',
  count: 1,
  source: 'extracted',
  state: 'current',
  dismissal: null,
  role: 'unknown',
  tags: ['=a', 'b'],
  note: '@cmd',
  tlp: null,
  pap: null,
  recordTlp: 'amber+strict',
  recordPap: null,
  compartmentId: 1,
  correctedBy: null,
  firstSeenAt: at,
  lastSeenAt: at,
};

it.each(['=cmd()', ' =cmd()', '\u3000＝cmd()', "'=cmd()", '\t@x', '－1+1'])(
  'S20 no cell of an export is a formula, however it begins: %j',
  (hostile) => {
    const link = { kind: 'report', id: 's', number: 'REP-2026-0001', title: hostile };
    const text = writeCsv([{ ...one, snippet: hostile }], new Map([['s', link]]));
    const cells = (text.split('\r\n')[1] ?? '').slice(1, -1).split('","');
    expect([cells[1], cells[13], cells[14]]).toEqual(["'+1.exe", `'${hostile}`, `'${hostile}`]);
    expect(cells.slice(7, 11)).toEqual(["'=a; b", 'TLP:AMBER+STRICT', '', "'@cmd"]);
  },
);
