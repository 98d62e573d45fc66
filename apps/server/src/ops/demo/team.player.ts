import type { BodyInput, RouteOf } from '@matoi/contract';
import type { Desk } from './desk.ts';
import { type PersonKey, people } from './people.ts';
import type { Calendar, Step, When } from './plan.ts';
import { demoDirectory } from './team.directory.ts';

type Saved = BodyInput<RouteOf<'POST /api/v1/members'>>;
type RoleKey = Saved['roles'][number]['key'];

/** Numbers that nobody has: no real exchange begins with four zeros. */
const number = (last: number) => `090-0000-${String(last).padStart(4, '0')}`;

type Told = Partial<Pick<Saved, 'reading' | 'nameEn' | 'title' | 'share' | 'contract' | 'language' | 'note'>> & {
  readonly name: string;
  readonly key: PersonKey | null;
  readonly department: string;
  readonly roles: readonly RoleKey[];
  readonly superior: string | null;
  readonly deputies: readonly string[];
};

/** The team as somebody would write it down, superiors and deputies by name. */
const team: readonly Told[] = [
  {
    ...{ key: 'kurata', name: '倉田 誠', reading: 'くらた まこと', department: '情報セキュリティ室', title: '室長' },
    roles: ['commander', 'operations-manager', 'external-poc'],
    superior: '白藤 恵',
    deputies: ['浅葱 由美'],
    share: 60,
  },
  {
    ...{ key: 'asagi', name: '浅葱 由美', reading: 'あさぎ ゆみ', department: '情報セキュリティ室', title: '主任' },
    roles: ['commander', 'incident-manager', 'triage'],
    superior: '倉田 誠',
    deputies: ['日野 大輔'],
    share: 100,
  },
  {
    ...{ key: 'hino', name: '日野 大輔', reading: 'ひの だいすけ', department: '情報セキュリティ室', title: '' },
    roles: ['incident-handler', 'forensics'],
    superior: '倉田 誠',
    deputies: ['水野 さくら'],
    share: 100,
  },
  {
    ...{ key: 'mizuno', name: '水野 さくら', reading: 'みずの さくら', department: 'システム部', title: '' },
    roles: ['triage', 'incident-handler', 'notification'],
    superior: '倉田 誠',
    deputies: ['日野 大輔'],
    share: 50,
  },
  {
    ...{ key: 'tanaka', name: '田中 圭', reading: 'たなか けい', department: '工場システム課', title: '課長' },
    roles: ['system-operations'],
    superior: '倉田 誠',
    deputies: [],
    share: 20,
  },
  {
    ...{
      key: 'novak',
      name: 'Petra Novak',
      reading: '',
      nameEn: 'Petra Novak',
      department: 'Moegido Europe',
      title: 'IT Manager',
      language: 'en',
    },
    roles: ['incident-handler', 'internal-poc'],
    superior: '倉田 誠',
    deputies: [],
    share: 20,
  },
  {
    ...{ key: 'sakaki', name: '榊 直子', reading: 'さかき なおこ', department: '法務部', title: '' },
    roles: ['legal-advisor'],
    superior: '倉田 誠',
    deputies: [],
    share: 10,
  },
  {
    ...{ key: null, name: '若竹 亮', reading: 'わかたけ りょう', department: '広報室', title: '' },
    roles: ['internal-poc'],
    superior: '白藤 恵',
    deputies: [],
    share: 10,
  },
  {
    ...{
      key: null,
      name: '白藤 恵',
      reading: 'しらふじ めぐみ',
      department: '役員',
      title: '取締役 CISO',
      contract: 'officer',
    },
    roles: ['executive'],
    superior: null,
    deputies: ['倉田 誠'],
    share: 10,
  },
];

function bodyOf(
  told: Told,
  place: number,
  given: { readonly desk: Desk; readonly ids: ReadonlyMap<string, string> },
): Saved {
  const { desk, ids } = given;
  const { key, name, department, roles, superior, deputies, share = 100 } = told;
  const person = people.find((one) => one.key === key);
  const mail = person?.email ?? `member${place}@moegido.example`;
  const superiorId = superior === null ? undefined : ids.get(superior);
  return {
    ...{ name, department, share, employment: share === 100 ? 'full-time' : 'part-time' },
    ...{ reading: told.reading ?? '', nameEn: told.nameEn ?? '', title: told.title ?? '', note: told.note ?? '' },
    ...{ contract: told.contract ?? 'employee', language: told.language ?? 'ja', isActive: true },
    accountId: key === null ? null : desk.idOf(key),
    superior: superiorId === undefined ? null : { kind: 'member', id: superiorId },
    deputyIds: deputies.flatMap((one) => ids.get(one) ?? []),
    roles: roles.map((one) => ({ key: one, from: null, until: null })),
    channels: [
      { kind: 'voice', address: number(place), isAlternate: false },
      { kind: 'mail', address: mail, isAlternate: false },
      ...(place % 2 === 0
        ? [{ kind: 'mail' as const, address: `private${place}@example.net`, isAlternate: true }]
        : []),
    ],
  };
}

/** Nobody gives themselves a role. */
const entersFor = ({ key }: Told) => (key === 'kurata' ? 'asagi' : 'kurata');

/** The steps by which the team, its roster and its directory come to be. */
export function stepsOfTeam(calendar: Calendar): readonly Step[] {
  const ids = new Map<string, string>();
  const step = (when: When, act: (desk: Desk) => Promise<unknown>): Step => ({
    at: calendar.at(when),
    act: async (desk) => void (await act(desk)),
  });
  return [
    step('-42 09:20', async (desk) => {
      for (const [at, told] of team.entries()) {
        const body = bodyOf(told, at + 1, { desk, ids });
        ids.set(told.name, (await desk.call(entersFor(told), 'POST /api/v1/members', { body })).id);
      }
      // Superiors and deputies are named once everybody is there.
      for (const [at, told] of team.entries()) {
        const id = ids.get(told.name) ?? '';
        const body = bodyOf(told, at + 1, { desk, ids });
        await desk.call(entersFor(told), 'POST /api/v1/members/{id}/change', { params: { id }, version: 1, body });
      }
    }),
    step('-42 09:40', async (desk) => {
      const idsOf = (names: readonly string[]) => names.flatMap((name) => ids.get(name) ?? []);
      const rotation = { isActive: true, zone: 'Asia/Tokyo', startsOn: calendar.day(-42), handoverAt: '09:00' };
      const hours = { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:30', hasHolidays: true };
      await desk.call('kurata', 'POST /api/v1/rotations', {
        body: {
          ...{ ...rotation, name: '平日日中', everyDays: 7, cover: { kind: 'within', ...hours } },
          levels: [{ memberIds: idsOf(['水野 さくら', '日野 大輔']) }, { memberIds: idsOf(['浅葱 由美', '倉田 誠']) }],
        },
      });
      await desk.call('kurata', 'POST /api/v1/rotations', {
        body: {
          ...{ ...rotation, name: '夜間・休日', everyDays: 7, cover: { kind: 'outside', ...hours } },
          levels: [
            { memberIds: idsOf(['日野 大輔', '浅葱 由美', '水野 さくら']) },
            { memberIds: idsOf(['倉田 誠', '浅葱 由美']) },
          ],
        },
      });
    }),
    ...demoDirectory.map(({ entry, keeper, confirmed }) =>
      step(confirmed, (desk) =>
        desk.call('asagi', 'POST /api/v1/directory-entries', { body: { ...entry, ownerId: ids.get(keeper) ?? null } }),
      ),
    ),
    step('-2 10:00', (desk) =>
      desk.call('kurata', 'POST /api/v1/members/{id}/absences', {
        params: { id: ids.get('田中 圭') ?? '' },
        body: { from: calendar.iso('-1 09:00'), until: calendar.later(3 * 1_440), note: '出張' },
      }),
    ),
  ];
}
