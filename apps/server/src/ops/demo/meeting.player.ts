import type { ResponseOf, RouteOf } from '@matoi/contract';
import type { Desk } from './desk.ts';
import type { PersonKey } from './people.ts';
import type { Calendar, Step, When } from './plan.ts';
import type { Place } from './playing.ts';

type Meeting = ResponseOf<RouteOf<'GET /api/v1/meetings/{id}'>>;

const chair = '浅葱 由美';
const scribe = '水野 さくら';
/** In the order of the list of those invited; the last one sends somebody. */
const invited = [chair, scribe, '日野 大輔', '榊 直子', '白藤 恵', '若竹 亮'] as const;

/**
 * The steps of a headquarters meeting on an incident, from its plan to the minutes that its chair confirms, and of the next
 * one, which is planned for a little later than now.
 */
export function stepsOfMeetings(calendar: Calendar, incident: Place): readonly Step[] {
  const step = (when: When, act: (desk: Desk) => Promise<unknown>): Step => ({
    at: calendar.at(when),
    act: async (desk) => void (await act(desk)),
  });
  const first: Place = { id: '' };
  const show = (desk: Desk, who: PersonKey): Promise<Meeting> =>
    desk.call(who, 'GET /api/v1/meetings/{id}', { params: { id: first.id } });
  const note = async (desk: Desk, given: { readonly item: number; readonly by: string; readonly text: string }) => {
    const { agenda, attendees } = await show(desk, 'mizuno');
    return await desk.call('mizuno', 'POST /api/v1/meetings/{id}/lines', {
      params: { id: first.id },
      body: {
        text: given.text,
        at: null,
        itemId: agenda[given.item]?.id ?? null,
        attendeeId: attendees.find(({ name }) => name === given.by)?.id ?? null,
        supersedesId: null,
      },
    });
  };
  const plan = async (
    desk: Desk,
    given: {
      readonly begin: string;
      readonly end: string;
      readonly agenda: readonly string[];
      readonly after: string | null;
    },
  ) => {
    const { people } = await desk.call('mizuno', 'GET /api/v1/subjects/{id}/meetings', { params: { id: incident.id } });
    const attendees = invited.map((name) => {
      const person = people.find((one) => one.name === name);
      if (person === undefined) throw new TypeError(`${name} cannot be invited`);
      return {
        ...{ id: null, memberId: person.memberId, accountId: person.memberId === null ? person.accountId : null },
        ...{ name: '', organisation: '', role: '', address: '', deputyFor: '' },
      };
    });
    return await desk.call('mizuno', 'POST /api/v1/subjects/{id}/meetings', {
      params: { id: incident.id },
      body: {
        ...{ kind: 'headquarters', title: '', place: '本社 第2会議室', url: '', bridge: '' },
        plannedBeginAt: given.begin,
        plannedEndAt: given.end,
        attendees,
        chair: invited.indexOf(chair),
        scribe: invited.indexOf(scribe),
        agenda: given.agenda.map((title) => ({ id: null, title, text: '', decisionId: null, taskId: null })),
        previousId: given.after,
      },
    });
  };
  return [
    step('-3 08:40', async (desk) => {
      const { id } = await plan(desk, {
        ...{ begin: calendar.iso('-3 09:40'), end: calendar.iso('-3 10:30'), after: null },
        agenda: ['被害の状況', '取引先と社内への説明', '次に行うこと'],
      });
      first.id = id;
    }),
    step('-3 09:41', async (desk) => {
      const { version, attendees } = await show(desk, 'mizuno');
      await desk.call('mizuno', 'POST /api/v1/meetings/{id}/move', {
        ...{ params: { id: first.id }, version },
        body: { act: 'begin', presentIds: attendees.filter(({ name }) => name !== '若竹 亮').map(({ id }) => id) },
      });
    }),
    step('-3 09:44', (desk) =>
      note(desk, {
        item: 0,
        by: '日野 大輔',
        text: '第三工場の 37 台を隔離中。本社の共有フォルダは 07:22 に遮断した。',
      }),
    ),
    step('-3 09:52', (desk) =>
      note(desk, {
        item: 1,
        by: '榊 直子',
        text: '取引先 A 社とは 24 時間以内に知らせる契約。外に出たデータを確かめてから送る。',
      }),
    ),
    step('-3 09:55', async (desk) => {
      const { attendees } = await show(desk, 'mizuno');
      await desk.call('mizuno', 'POST /api/v1/meetings/{id}/attendance', {
        params: { id: first.id },
        body: {
          attendeeId: attendees.find(({ name }) => name === '若竹 亮')?.id ?? '',
          act: 'came',
          at: null,
          reason: '',
        },
      });
    }),
    step('-3 10:05', async (desk) => {
      const { agenda, attendees } = await show(desk, 'mizuno');
      await desk.call('mizuno', 'POST /api/v1/meetings/{id}/tasks', {
        params: { id: first.id },
        body: {
          title: '持ち出されたデータの範囲を確かめる',
          text: '外向き通信 1.2 GB の中身。次の会議で報告する。',
          itemId: agenda[2]?.id ?? null,
          lineId: null,
          attendeeId: attendees.find(({ name }) => name === '日野 大輔')?.id ?? null,
          dueAt: calendar.later(180),
        },
      });
    }),
    step('-3 10:22', async (desk) => {
      const { version } = await show(desk, 'mizuno');
      await desk.call('mizuno', 'POST /api/v1/meetings/{id}/move', {
        ...{ params: { id: first.id }, version },
        body: { act: 'close' },
      });
    }),
    step('-3 11:05', async (desk) => {
      const { version, draft } = await show(desk, 'asagi');
      if (draft === null) throw new TypeError('a closed meeting has no minutes to confirm');
      await desk.call('asagi', 'POST /api/v1/meetings/{id}/minutes', {
        ...{ params: { id: first.id }, version },
        body: { contentHash: draft.contentHash },
      });
    }),
    step('ago 95', (desk) =>
      plan(desk, {
        ...{ begin: calendar.later(60), end: calendar.later(120), after: first.id },
        agenda: ['持ち出されたデータの範囲', '受注システムの再開', '本人と取引先への説明'],
      }),
    ),
  ];
}
