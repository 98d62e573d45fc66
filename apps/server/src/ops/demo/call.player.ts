import type { Desk } from './desk.ts';
import type { PersonKey } from './people.ts';
import type { Calendar, Step, When } from './plan.ts';
import type { Place } from './playing.ts';

/** Who was called, as a call answers it. */
type Called = { readonly id: string; readonly people: readonly { readonly id: string; readonly name: string }[] };

/**
 * The steps by which people were called: for the largest incident, before the day began, and once as an exercise. No mail
 * leaves a demonstration, so they are phoned.
 */
export function stepsOfCalls(calendar: Calendar, incident: Place): readonly Step[] {
  let call: Called = { id: '', people: [] };
  let drill: Called = { id: '', people: [] };
  const step = (when: When, act: (desk: Desk) => Promise<unknown>): Step => ({
    at: calendar.at(when),
    act: async (desk) => void (await act(desk)),
  });
  const phone = (
    who: PersonKey,
    of: () => Called,
    at: number,
    said: { readonly answer: 'acknowledged' | 'refused' | null; readonly text: string },
  ) =>
    function phoned(desk: Desk) {
      const id = of().people[at]?.id ?? '';
      return desk.call(who, 'POST /api/v1/call-out-people/{id}/phone-calls', {
        params: { id },
        body: { isAnswered: said.answer !== null, ...said },
      });
    };
  return [
    step('-20 15:00', async (desk) => {
      drill = await desk.call('kurata', 'POST /api/v1/call-outs/drills', {
        body: {
          targets: [{ kind: 'role', roleKey: 'incident-handler' }],
          reason: '四半期の連絡訓練',
          needs: 'all',
        },
      });
    }),
    step(
      '-20 15:02',
      phone('kurata', () => drill, 0, { answer: 'acknowledged', text: 'すぐに応答' }),
    ),
    step(
      '-20 15:09',
      phone('kurata', () => drill, 1, { answer: 'acknowledged', text: '会議中だったが応答' }),
    ),
    step(
      '-20 15:20',
      phone('kurata', () => drill, 2, { answer: null, text: '時差のため出ない' }),
    ),
    step('-3 07:10', async (desk) => {
      call = await desk.call('hino', 'POST /api/v1/call-outs', {
        body: {
          subjectId: incident.id,
          targets: [
            { kind: 'duty', rank: 1 },
            { kind: 'role', roleKey: 'commander' },
          ],
          reason: '第三工場でランサムウェア。指揮を執る人が必要',
          priority: 1,
        },
      });
    }),
    step(
      '-3 07:12',
      phone('hino', () => call, 1, { answer: null, text: '留守番電話' }),
    ),
    step(
      '-3 07:14',
      phone('hino', () => call, 2, { answer: 'acknowledged', text: '20分で出社できる' }),
    ),
    step('-3 19:30', async (desk) => {
      const shown = await desk.call('asagi', 'GET /api/v1/call-outs/{id}', { params: { id: call.id } });
      const person = shown.people.find(({ state }) => state === 'acknowledged');
      if (person === undefined || person.arrivedAt === null) return;
      await desk.call('asagi', 'POST /api/v1/call-out-people/{id}/hours', {
        params: { id: person.id },
        body: { arrivedAt: person.arrivedAt, releasedAt: calendar.iso('-3 19:30') },
      });
    }),
  ];
}
