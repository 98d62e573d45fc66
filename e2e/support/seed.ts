import type { Locale } from '@matoi/contract/values';
import { expect } from 'vitest';
import { japaneseMail, sendMail } from './mails.ts';
import { completeSetUp, hire, type Person } from './people.ts';
import type { RunningProgram } from './program.ts';
import type { Seeded } from './screen.ts';

/** Typed by people, in neither language of the interface. */
const names = { ja: 'Mio Makabe', en: 'Ken Sato', colleague: 'Rin Handa', team: 'Moegi CSIRT' } as const;

/** What there is to look at, and a person for each language who may see it. */
export type Content = { readonly seeded: Seeded; readonly people: ReadonlyMap<Locale, Person> };

/** Completes the set-up and fills the program with records to look at. */
export async function seedContent(program: RunningProgram): Promise<Content> {
  const people = new Map<Locale, Person>();
  const administrator = await completeSetUp(program, 'ja');
  await administrator.call('PATCH /api/v1/account', { body: { name: names.ja } });
  await administrator.call('PATCH /api/v1/settings', { body: { teamName: names.team } });
  people.set('ja', administrator);
  const roles = ['administrator', 'commander'] as const;
  people.set('en', await hire({ program, by: administrator, name: names.en, roles, locale: 'en' }));
  const colleague = await hire({ program, by: administrator, name: names.colleague, roles: ['handler'], locale: 'en' });
  await sendMail(
    program,
    japaneseMail({
      title: 'Phishing page at https://login.example.com/csirt',
      text: 'Hello,\nplease look at https://login.example.com/csirt and call us back.\n\nKen',
      from: { name: 'Ken Sato', address: 'sato@example.co.jp' },
      file: { name: 'targets.csv', content: 'name,address\n' },
    }),
  );
  await sendMail(program, Buffer.from('not a mail at all\r\n\r\n\x00\x01\x02'));
  await expect
    .poll(async () => (await administrator.call('GET /api/v1/reports', {})).items.length, { timeout: 15_000 })
    .toBe(2);
  const { items } = await administrator.call('GET /api/v1/reports', {});
  const open = async (title: string) => await administrator.call('POST /api/v1/incidents', { body: { title } });
  const incident = await open(
    'Phishing against the sales department with a very long title that does not fit into one line',
  );
  for (const [at, lane] of (['attacker', 'systems', 'us', 'communication'] as const).entries()) {
    await administrator.call('POST /api/v1/journal-entries', {
      body: {
        subjectId: incident.id,
        text: `Entry ${at}: the proxy was told to block the address`,
        lane,
        occurredAt: new Date(program.now().getTime() - at * 3_600_000).toISOString(),
      },
    });
  }
  const meeting = await meetOn(administrator, incident.id, program.now());
  const closed = await open('Lost phone, found again');
  await administrator.call('POST /api/v1/incidents/{id}/close', {
    params: { id: closed.id },
    version: closed.version,
    body: { outcome: 'resolved', reason: 'It was in the other coat.', overrideReason: 'Found within the hour.' },
  });
  const restricted = await open('Drawings copied from a notebook');
  const en = people.get('en');
  const compartment = await administrator.call('POST /api/v1/compartments', {
    body: { name: 'Task force', memberIds: [colleague.id, en?.id ?? ''] },
  });
  await administrator.call('POST /api/v1/subjects/{id}/restrict', {
    params: { id: restricted.id },
    body: { compartmentId: compartment.id },
  });
  await administrator.call('POST /api/v1/tokens', { body: { name: 'soc-east', role: 'soc' } });
  const numberOf = (parse: string) => items.find((one) => one.parse === parse)?.number ?? items[0]?.number ?? '';
  const seeded: Seeded = {
    report: items.find((one) => one.title.startsWith('Phishing'))?.number ?? '',
    unparseable: numberOf('unparseable'),
    incident: incident.number,
    meeting: meeting.number,
    closedIncident: closed.number,
    restrictedIncident: restricted.number,
    colleague: names.colleague,
    compartment: 'Task force',
    word: 'Phishing',
  };
  return { seeded, people };
}

/** A meeting in session, with an outsider, an item and a line. */
async function meetOn(by: Person, subjectId: string, now: Date) {
  const somebody = { id: null, memberId: null, accountId: null, organisation: 'A law firm with a long name', role: '' };
  const planned = await by.call('POST /api/v1/subjects/{id}/meetings', {
    params: { id: subjectId },
    body: {
      ...{ kind: 'headquarters', title: '', place: 'Meeting room 1', url: 'https://meet.example.jp/1', bridge: '' },
      ...{ plannedBeginAt: now.toISOString(), plannedEndAt: null, chair: null, scribe: null },
      attendees: [{ ...somebody, name: 'A. Lawyer', address: 'lawyer@example.jp', deputyFor: 'Somebody else' }],
      agenda: [{ id: null, title: 'Whether the sales department can go on working', text: '' }],
    },
  });
  const params = { id: planned.id };
  await by.call('POST /api/v1/meetings/{id}/move', {
    params,
    version: planned.version,
    body: { act: 'begin', presentIds: planned.attendees.map(({ id }) => id) },
  });
  const itemId = planned.agenda[0]?.id ?? null;
  return by.call('POST /api/v1/meetings/{id}/lines', {
    params,
    body: { text: 'Three people have typed their password', at: null, itemId, attendeeId: null, supersedesId: null },
  });
}
