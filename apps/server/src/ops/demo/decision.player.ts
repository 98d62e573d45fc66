import type { BodyInput, RouteOf } from '@matoi/contract';
import type { Desk } from './desk.ts';
import type { PersonKey } from './people.ts';
import type { Calendar, Step, When } from './plan.ts';
import type { Place } from './playing.ts';

type Option = BodyInput<RouteOf<'POST /api/v1/subjects/{id}/decisions'>>['options'][number];

const option = (title: string, more: Partial<Option>): Option => ({
  ...{ business: '', technical: '', risk: 'unknown', riskText: '', cost: '', reversible: 'unknown', isOrder: false },
  ...more,
  title,
});

/**
 * The steps by which the team agrees on who may order what, somebody orders by it, somebody by what was agreed for an
 * emergency and reports it afterwards, a decision by telephone is written down and confirmed, and a question waits for the
 * officer who alone may answer it.
 */
export function stepsOfDecisions(calendar: Calendar, incident: Place): readonly Step[] {
  const step = (when: When, act: (desk: Desk) => Promise<unknown>): Step => ({
    at: calendar.at(when),
    act: async (desk) => void (await act(desk)),
  });
  const draftOf = (desk: Desk, who: PersonKey) => desk.call(who, 'GET /api/v1/authority/draft', {});
  const emergency: Place = { id: '' };
  const oral: Place = { id: '' };
  const versionOf = async (desk: Desk, who: PersonKey, decision: Place) => {
    const { items } = await desk.call(who, 'GET /api/v1/subjects/{id}/decisions', { params: { id: incident.id } });
    return items.find(({ id }) => id === decision.id)?.version ?? 0;
  };
  return [
    step('-40 10:00', async (desk) => {
      const draft = await draftOf(desk, 'kurata');
      const [first] = draft.definition.rules.filter(({ id }) => id === 'services');
      if (first === undefined) throw new TypeError('the proposed matrix has no rule for services');
      const erp = {
        ...first,
        id: 'erp',
        number: '2-2',
        scope: { kind: 'system' as const, names: ['受注システム', '基幹システム'] },
        carriesOutText: '実施は情報システム部 基盤課。工場への連絡は工場システム課',
      };
      await desk.call('kurata', 'POST /api/v1/authority/draft', {
        version: draft.version,
        body: { definition: { ...draft.definition, rules: [...draft.definition.rules, erp] } },
      });
    }),
    step('-39 16:00', async (desk) => {
      const { version, contentHash } = await draftOf(desk, 'asagi');
      await desk.call('asagi', 'POST /api/v1/authority/draft/approve', {
        version,
        body: { contentHash, effectiveAt: null, note: '初版。基幹システムの停止は役員に限る。' },
      });
    }),
    step('-3 07:22', async (desk) => {
      const { id } = await desk.call('hino', 'POST /api/v1/subjects/{id}/decisions/order', {
        params: { id: incident.id },
        body: {
          question: '工場と本社の間の通信を切る',
          reason: '共有フォルダの暗号化が本社側でも始まったため',
          actionKind: 'block-traffic',
          target: { system: '工場ネットワーク', site: '', tag: '' },
          evidenceLost: '',
          isEmergency: true,
          conditionsMet: '3台目の暗号化を確認。倉田・浅葱とも10分以上つながらない',
        },
      });
      emergency.id = id;
    }),
    step('-3 08:02', async (desk) =>
      desk.call('hino', 'POST /api/v1/decisions/{id}/report', {
        params: { id: emergency.id },
        version: await versionOf(desk, 'hino', emergency),
        body: { to: '浅葱 由美', text: '07:22 に遮断。影響は受注データの受け渡しのみ。再開は経営判断とする。' },
      }),
    ),
    step('-3 07:56', async (desk) => {
      const { members } = await desk.call('hino', 'GET /api/v1/authority', {});
      const lead = members.find(({ name }) => name === '浅葱 由美');
      if (lead === undefined) throw new TypeError('浅葱 is not in the team');
      const { id } = await desk.call('hino', 'POST /api/v1/subjects/{id}/decisions/oral', {
        params: { id: incident.id },
        body: {
          question: '委託業者用の VPN アカウントを止めてよいですか',
          answer: 'すべて止める',
          isOrder: true,
          reason: '侵入口の疑いがある。保守は電話で対応してもらう',
          memberId: lead.id,
          saidAt: calendar.iso('-3 07:50'),
          means: '電話',
          actionKind: 'disable-accounts',
          target: { system: 'VPN', site: '', tag: '' },
          evidenceLost: '',
        },
      });
      oral.id = id;
    }),
    step('-3 09:15', async (desk) =>
      desk.call('asagi', 'POST /api/v1/decisions/{id}/confirm', {
        params: { id: oral.id },
        version: await versionOf(desk, 'asagi', oral),
        body: { isRight: true, text: '' },
      }),
    ),
    step('-3 07:45', (desk) =>
      desk.call('asagi', 'POST /api/v1/subjects/{id}/decisions/order', {
        params: { id: incident.id },
        body: {
          question: '感染が疑われる端末をネットワークから切り離す',
          reason: '暗号化が隣の端末に広がるのを止めるため',
          actionKind: 'isolate-host',
          target: { system: '', site: '', tag: '' },
          evidenceLost: '',
          isEmergency: false,
          conditionsMet: '',
        },
      }),
    ),
    step('ago 100', async (desk) => {
      const { members } = await desk.call('hino', 'GET /api/v1/authority', {});
      const officer = members.find(({ roleKeys }) => roleKeys.includes('executive'));
      if (officer === undefined) throw new TypeError('the team has no executive');
      await desk.call('hino', 'POST /api/v1/subjects/{id}/decisions', {
        params: { id: incident.id },
        body: {
          question: '受注システムの停止を続けてよいですか',
          whyNow:
            '暗号化は止まりましたが、本社へ広がったかは確認できていません。夕方に出荷の締めがあり、再開するなら準備に1時間かかります。',
          waitingCost: '1時間 約80万円',
          decideByAt: new Date(calendar.at('ago 100').getTime() + 5 * 3_600_000).toISOString(),
          options: [
            option('停止を続ける', {
              ...{ business: '出荷停止 2日', technical: '複製から復旧', risk: 'low', cost: '約3,900万円' },
              ...{ reversible: 'yes', isOrder: true },
            }),
            option('一部だけ再開', {
              ...{ business: '半量を手作業で', technical: '本社のみ分離', risk: 'medium', cost: '約2,600万円' },
              reversible: 'partly',
            }),
            option('すべて再開', {
              ...{ business: '本日から通常', technical: '監視のみ', risk: 'high', cost: '不明', reversible: 'no' },
            }),
          ],
          csirt: { option: 'A', reason: '持ち出しの有無が分かるまで' },
          vendor: { name: '保守会社', option: 'B', reason: '本社は分離できる' },
          actionKind: 'stop-service',
          target: { system: '受注システム', site: '', tag: '' },
          evidenceLost: '',
          memberIds: [officer.id],
        },
      });
    }),
  ];
}
