import { type WebhookDefinition, webhookDefinitionSchema } from '@matoi/contract';
import { describe, expect, it } from 'vitest';
import defender from './data/ready-maps/microsoft-defender-xdr.json' with { type: 'json' };
import sentinel from './data/ready-maps/microsoft-sentinel.json' with { type: 'json' };
import wazuh from './data/ready-maps/wazuh.json' with { type: 'json' };
import { dedupeOf } from './dedupe.map.ts';
import { checkSubmission } from './submission.rules.ts';
import { mapItems, readWebhook } from './webhook.rules.ts';

const receivedAt = new Date('2026-11-22T00:00:00Z');
const definition = (map: Partial<WebhookDefinition['map']>): WebhookDefinition => ({
  source: 'edr',
  map: { each: '', title: '{/title}', hosts: [], tags: [], fields: [], ...map },
  dedupe: { minutes: 60 },
});
const ready = (one: { readonly definition: unknown }) => webhookDefinitionSchema.parse(one.definition);
const mapped = (given: WebhookDefinition, body: unknown) => mapItems(readWebhook(given), body, receivedAt);

describe('what a map makes of a body', () => {
  it('names the field that is missing, and takes the others', () => {
    const made = mapped(definition({}), [{ title: 'one' }, { other: 1 }, 7, { title: 'two' }]);
    expect(made.map((one) => one.submission?.title ?? one.fields)).toEqual([
      'one',
      expect.arrayContaining([{ path: 'title', code: 'required' }]),
      expect.arrayContaining([{ path: 'title', code: 'required' }]),
      'two',
    ]);
  });

  it('refuses a time or address that cannot be read, rather than leaving it out', () => {
    const wrong = mapped(definition({ occurredAt: '{/at}', link: '{/link}' }), {
      title: 'x',
      at: 'yesterday',
      link: 'javascript:alert(1)',
    });
    expect(wrong[0]?.fields).toEqual([
      { path: 'link', code: 'invalid' },
      { path: 'occurredAt', code: 'invalid' },
    ]);
  });

  it('names expressions that cannot be read', () => {
    const read = readWebhook(definition({ title: '{/a', hosts: ['{/ok}', 'a}'] }));
    expect(read.problems).toEqual([
      { path: 'map.title', code: 'invalid' },
      { path: 'map.hosts.1', code: 'invalid' },
    ]);
  });

  it('puts on one line what came over several, and cuts a title that is too long', () => {
    const made = mapped(definition({ text: '{/text}' }), {
      title: `a\r\nb\0${'長'.repeat(400)}`,
      text: 'x\r\ny\u0007',
    });
    expect(made[0]?.submission).toMatchObject({ text: 'x\ny' });
    expect(made[0]?.submission?.title).toHaveLength(300);
    expect(made[0]?.submission?.title).toMatch(/^a b 長+…$/);
  });

  it('takes every alert of a list that the path goes through, however many there are', () => {
    const alerts = Array.from({ length: 300 }, (_, at) => ({ title: `alert ${at}` }));
    const through = mapped(definition({ each: '/groups/[]/alerts/[]' }), {
      groups: [{ alerts: alerts.slice(0, 120) }, { alerts: alerts.slice(120) }],
    });
    expect(through.map((one) => one.submission?.title)).toEqual(alerts.map(({ title }) => title));
    const read = readWebhook(definition({}));
    expect(mapItems(read, alerts, receivedAt, 2)).toHaveLength(2);
  });

  it('reads seconds and milliseconds since 1970', () => {
    const made = mapped(definition({ occurredAt: '{/s}', detectedAt: '{/ms}' }), {
      title: 'x',
      s: 1_795_280_745,
      ms: 1_795_280_745_123,
    });
    expect(made[0]?.submission).toMatchObject({
      occurredAt: '2026-11-21T17:05:45.000Z',
      detectedAt: '2026-11-21T17:05:45.123Z',
    });
  });

  it('looks for alerts where the map says, and finds none elsewhere', () => {
    expect(mapped(definition({ each: '/alerts' }), { alerts: [{ title: 'a' }, { title: 'b' }] })).toHaveLength(2);
    expect(mapped(definition({ each: '/alerts' }), { value: [{ title: 'a' }] })).toEqual([]);
  });
});

describe('the ready maps, with the shapes that the vendors document', () => {
  it('Microsoft Defender XDR', () => {
    const [made] = mapped(ready(defender), defender.example);
    expect(made?.submission).toMatchObject({
      title: 'Ransomware behavior was blocked',
      source: 'microsoft-defender',
      externalId: 'da638000000000000000_100200300',
      occurredAt: '2026-11-21T17:02:50.000Z',
      severity: 'high',
      hosts: ['pc-0412.example.co.jp'],
      tags: ['T1486', 'Impact'],
      fields: { Users: 'sato@example.co.jp', Files: 'invoice.exe' },
    });
  });

  it('Microsoft Sentinel', () => {
    const [made] = mapped(ready(sentinel), sentinel.example);
    expect(made?.submission).toMatchObject({
      externalId: '9b1c2d3e-4f50-4617-8a9b-0c1d2e3f4a5b',
      severity: 'medium',
      hosts: ['mail01'],
      fields: { 'Sentinel incident': '318', Accounts: 'suzuki', Addresses: '203.0.113.77' },
    });
  });

  it('Wazuh, whose repetitions are counted by rule and agent', () => {
    const [made] = mapped(ready(wazuh), wazuh.example);
    expect(made?.submission).toMatchObject({
      title: expect.stringContaining('(web-03)'),
      occurredAt: '2026-11-21T17:05:45.000Z',
      severity: 'medium',
      rule: '5763',
      hosts: ['web-03'],
    });
    const again = mapped(ready(wazuh), { ...wazuh.example, id: 'another' })[0]?.submission;
    const other = mapped(ready(wazuh), { ...wazuh.example, agent: { name: 'web-04' } })[0]?.submission;
    const keyOf = (submission: typeof again) => (submission ? dedupeOf(submission) : null);
    expect(keyOf(again)).toEqual(keyOf(made?.submission ?? null));
    expect(keyOf(other)).not.toEqual(keyOf(again));
  });

  it.each([defender, sentinel, wazuh])('$id has no expression that cannot be read', (one) => {
    expect(readWebhook(ready(one)).problems).toEqual([]);
  });
});

describe('submissions', () => {
  it.each([
    ['an unknown field', { title: 't', text: 't', state: 'closed' }, 'state', 'unknown'],
    ['a title of nothing', { title: ' ', text: 't' }, 'title', 'required'],
    ['a missing text', { title: 't' }, 'text', 'required'],
    ['a text without end', { title: 't', text: 'x'.repeat(200_001) }, 'text', 'too-large'],
    ['a control character', { title: 'a\0b', text: 't' }, 'title', 'invalid'],
    ['a count of none', { title: 't', text: 't', count: 0 }, 'count', 'too-small'],
    ['a number for a text', { title: 7, text: 't' }, 'title', 'wrong-type'],
    ['no object', 'text', '', 'wrong-type'],
    ['a wrong severity', { title: 't', text: 't', severity: 'worst' }, 'severity', 'invalid'],
  ])('refuses %s by name', (_, item, path, code) => {
    const checked = checkSubmission(item);
    expect(checked.isRight ? [] : checked.fields).toContainEqual({ path, code });
  });

  it('counts repetitions only where the sender is known and wants it', () => {
    const base = { title: 't', text: 't' };
    expect(dedupeOf({ ...base, dedupeKey: 'k' })).toBeNull();
    expect(dedupeOf({ ...base, source: 's' })).toBeNull();
    expect(dedupeOf({ ...base, source: 's', rule: 'r', dedupeMinutes: 0 })).toBeNull();
    expect(dedupeOf({ ...base, source: 's', dedupeKey: 'k', dedupeMinutes: 5 })).toEqual({
      key: 'given:k',
      minutes: 5,
    });
    const key = (hosts: string[]) => dedupeOf({ ...base, source: 's', rule: 'r', hosts })?.key;
    expect(key(['A', 'b'])).toBe(key(['b', 'a']));
    expect(key(['a'])).not.toBe(key(['a', 'b']));
  });
});
