import type { BodyInput, ResponseOf, RouteOf } from '@matoi/contract';
import type { Desk } from './desk.ts';
import type { PersonKey } from './people.ts';
import type { Calendar, Step, When } from './plan.ts';
import type { Place } from './playing.ts';

type Entries = BodyInput<RouteOf<'POST /api/v1/subjects/{id}/obligation-facts'>>['entries'];
type Filing = ResponseOf<RouteOf<'GET /api/v1/filings/{id}'>>;
type To = { readonly regimeId: string; readonly stage: string; readonly recipient: string };

const yes = (...keys: readonly string[]): Entries => keys.map((key) => ({ key, state: 'confirmed', value: true }));
const about = (key: string, value: string | number, state: 'confirmed' | 'estimated' = 'confirmed'): Entries => [
  { key, state, value },
];

/**
 * The steps by which the team says what it falls under, writes rules of its own, and reports: a preliminary report that
 * went out, a number that changed after it, and the police who heard the new one.
 */
export function stepsOfDuties(
  calendar: Calendar,
  { ransomware, stuffing }: { readonly ransomware: Place; readonly stuffing: Place },
): readonly Step[] {
  const step = (when: When, act: (desk: Desk) => Promise<unknown>): Step => ({
    at: calendar.at(when),
    act: async (desk) => void (await act(desk)),
  });
  const say = (desk: Desk, who: PersonKey, at: Place, source: string, entries: Entries) =>
    desk.call(who, 'POST /api/v1/subjects/{id}/obligation-facts', { params: { id: at.id }, body: { source, entries } });
  /** The moment that stands with the incident counts; somebody says so. */
  const assertKnown = async (desk: Desk, at: Place) => {
    const { anchors } = await desk.call('asagi', 'GET /api/v1/subjects/{id}/obligations', { params: { id: at.id } });
    const known = anchors.find(({ kind }) => kind === 'known');
    if (known === undefined) throw new TypeError('nobody has said when the incident became known');
    const body = { anchorId: known.id, isAsserted: true, reason: '当社の部署が最初に知った時刻' };
    await desk.call('asagi', 'POST /api/v1/obligation-anchors/assert', { body });
  };
  const writeRule = async (desk: Desk, templateId: string, given: { readonly id: string; readonly source: string }) => {
    const { templates } = await desk.call('kurata', 'GET /api/v1/obligation-rules', {});
    const template = templates.find(({ id }) => id === templateId);
    if (template === undefined) throw new TypeError(`there is no template ${templateId}`);
    const sources = [{ title: { ja: given.source, en: given.source }, readOn: calendar.day(-40) }];
    const definition = { ...template, id: given.id, sources, effectiveFrom: calendar.day(-40) };
    await desk.call('kurata', 'POST /api/v1/obligation-rules/own', {
      body: { definition, version: 0, reason: '規程の改定に合わせて登録' },
    });
  };
  /** Begun by one, approved by another, filed by the first with its number. */
  const filingSteps = (
    to: To,
    given: {
      readonly begun: When;
      readonly approved: When;
      readonly filed: When;
      readonly channel: string;
      readonly receipt: string;
    },
  ): readonly Step[] => {
    let id = '';
    const now = (desk: Desk, who: PersonKey): Promise<Filing> =>
      desk.call(who, 'GET /api/v1/filings/{id}', { params: { id } });
    return [
      step(given.begun, async (desk) => {
        const params = { id: stuffing.id };
        id = (await desk.call('mizuno', 'POST /api/v1/subjects/{id}/filings', { params, body: to })).id;
      }),
      step(given.approved, async (desk) => {
        const { version, contentHash } = await now(desk, 'asagi');
        await desk.call('asagi', 'POST /api/v1/filings/{id}/approve', {
          params: { id },
          version,
          body: { contentHash },
        });
      }),
      step(given.filed, async (desk) => {
        const { version, contentHash } = await now(desk, 'mizuno');
        const { channel, receipt } = given;
        const body = { contentHash, filedAt: calendar.iso(given.filed), channel, receipt };
        await desk.call('mizuno', 'POST /api/v1/filings/{id}/file', { params: { id }, version, body });
      }),
    ];
  };
  return [
    step('-40 11:00', (desk) =>
      desk.call('kurata', 'POST /api/v1/obligation-rules/declare', {
        body: {
          version: 0,
          answers: [
            { key: 'eu.gdpr', value: true },
            { key: 'jp.telecom', value: false },
            { key: 'jp.finance', value: false },
          ],
          note: '法務部と確認。Moegido Europe があるため GDPR の適用を受ける。',
        },
      }),
    ),
    step('-40 11:20', async (desk) => {
      await writeRule(desk, 'template-severity-ciso', { id: 'own-ciso', source: '情報セキュリティ規程 5条' });
      await writeRule(desk, 'template-customer-contract', { id: 'own-customer', source: '基本契約 12条' });
    }),
    step('-3 07:35', (desk) =>
      say(desk, 'hino', ransomware, '工場の夜勤・バックアップ担当', [
        ...yes('data.personal', 'act.malicious', 'ransom.is'),
        ...about('event.leak', 'not-excluded', 'estimated'),
        ...about('ransom.extension', '.kuro'),
        ...about('ransom.backups', 'オフラインの複製は無事'),
      ]),
    ),
    step('-3 07:38', (desk) => assertKnown(desk, ransomware)),
    step('-3 07:44', (desk) =>
      desk.call('asagi', 'POST /api/v1/subjects/{id}/obligation-tellings', {
        params: { id: ransomware.id },
        body: {
          ...{ regimeId: 'own-ciso', stage: 'first', recipient: 'ciso', toldAt: calendar.iso('-3 07:21') },
          ...{ channel: '電話', toldTo: '白藤 恵', note: '停止した工場と、切り離した範囲を伝えた。' },
        },
      }),
    ),
    step('-1 10:50', (desk) =>
      say(desk, 'mizuno', stuffing, '会員サイトの認証ログ', [
        ...yes('data.personal', 'act.malicious'),
        ...about('event.leak', 'confirmed'),
        ...about('data.items', '氏名、住所、購入履歴、ポイント残高'),
        ...about('persons.count', 642),
      ]),
    ),
    step('-1 10:55', (desk) => assertKnown(desk, stuffing)),
    ...filingSteps(
      { regimeId: 'jp-appi', stage: 'preliminary', recipient: 'ppc' },
      {
        ...{ begun: '-1 13:05', approved: '-1 14:10', filed: '-1 14:30' },
        ...{ channel: '漏えい等報告フォーム', receipt: 'PPC-R-004182' },
      },
    ),
    step('-1 17:00', (desk) => say(desk, 'hino', stuffing, 'ログの再集計', about('persons.count', 655))),
    ...filingSteps(
      { regimeId: 'jp-police', stage: 'consultation', recipient: 'police' },
      {
        ...{ begun: '-1 17:10', approved: '-1 17:25', filed: '-1 17:40' },
        ...{ channel: '電話・窓口', receipt: 'サイバー相談 1182' },
      },
    ),
    step('ago 70', (desk) =>
      desk.call('mizuno', 'POST /api/v1/subjects/{id}/filings', {
        params: { id: stuffing.id },
        body: { regimeId: 'jp-appi', stage: 'final', recipient: 'ppc' },
      }),
    ),
  ];
}
