import type { BodyInput, RouteOf } from '@matoi/contract';
import type { When } from './plan.ts';

type Saved = BodyInput<RouteOf<'POST /api/v1/directory-entries'>>;

type Told = {
  readonly entry: Saved;
  /** Name of the member who keeps it right. */
  readonly keeper: string;
  readonly confirmed: When;
};

const none = {
  ...{ nameEn: '', isActive: true, region: '', capabilities: [], arrivalHours: null, contractNumber: '', hours: '' },
  ...{ retainerLeft: '', validUntil: null, website: '', note: '', ownerId: null, confirmEveryMonths: 6 },
};

const voice = (address: string) => ({ kind: 'voice' as const, address, isAlternate: false });
const mail = (address: string) => ({ kind: 'mail' as const, address, isAlternate: false });

/** Whom the invented team can call. Names and numbers belong to nobody. */
export const demoDirectory: readonly Told[] = [
  {
    entry: {
      ...{ ...none, kind: 'vendor', name: '東都フォレンジック（架空）', region: '首都圏', arrivalHours: 4 },
      ...{ capabilities: ['フォレンジック', '証拠保全'], contractNumber: 'TF-2026-018', hours: '24時間365日' },
      ...{ retainerLeft: '残り 32時間', validUntil: '2027-03-31' },
      contacts: [{ name: '緊急受付', title: '', channels: [voice('03-0000-0101'), mail('ir@toto-forensic.example')] }],
    },
    keeper: '日野 大輔',
    confirmed: '-20 11:00',
  },
  {
    entry: {
      ...{ ...none, kind: 'vendor', name: '西海セキュリティ（架空）', region: '関西・九州', arrivalHours: 8 },
      ...{ capabilities: ['SOC', 'マルウェア解析'], contractNumber: 'SS-0007', hours: '24時間365日' },
      contacts: [{ name: 'SOC', title: '当番', channels: [voice('06-0000-0102'), mail('soc@saikai-sec.example')] }],
    },
    keeper: '日野 大輔',
    confirmed: '-18 10:00',
  },
  {
    entry: {
      ...{ ...none, kind: 'vendor', name: '青海ネットワーク（架空）', region: '全国', hours: '平日 9:00～18:00' },
      ...{ capabilities: ['回線', 'ファイアウォール'], contractNumber: 'AN-5521', confirmEveryMonths: 1 },
      contacts: [{ name: '山吹 健', title: '営業', channels: [voice('03-0000-0103')] }],
    },
    keeper: '水野 さくら',
    confirmed: '-41 10:00',
  },
  {
    entry: {
      ...{ ...none, kind: 'insurer', name: '常磐損害保険（架空）', hours: '24時間365日', contractNumber: 'CY-88-1201' },
      ...{ validUntil: '2027-06-30', note: '費用が発生する前に連絡する。' },
      contacts: [{ name: '事故受付', title: '', channels: [voice('0120-000-104')] }],
    },
    keeper: '倉田 誠',
    confirmed: '-15 14:00',
  },
  {
    entry: {
      ...{ ...none, kind: 'authority', name: '県警察本部 サイバー犯罪対策課（架空）', hours: '平日 8:30～17:15' },
      contacts: [{ name: '相談窓口', title: '', channels: [voice('03-0000-0105')] }],
    },
    keeper: '倉田 誠',
    confirmed: '-15 14:10',
  },
  {
    entry: {
      ...{ ...none, kind: 'authority', name: '所管省庁 情報セキュリティ担当（架空）', hours: '平日 9:30～18:15' },
      contacts: [{ name: '担当係', title: '', channels: [voice('03-0000-0106'), mail('desk@ministry.example')] }],
    },
    keeper: '榊 直子',
    confirmed: '-15 14:20',
  },
  {
    entry: {
      ...{ ...none, kind: 'department', name: '広報室', hours: '平日 9:00～17:30' },
      contacts: [{ name: '若竹 亮', title: '', channels: [voice('090-0000-0008'), mail('pr@moegido.example')] }],
    },
    keeper: '浅葱 由美',
    confirmed: '-12 09:30',
  },
  {
    entry: {
      ...{ ...none, kind: 'department', name: '工場システム課', hours: '24時間（交替制）', region: '茨城' },
      contacts: [{ name: '中央制御室', title: '', channels: [voice('029-000-0107')] }],
    },
    keeper: '田中 圭',
    confirmed: '-12 09:40',
  },
  {
    entry: {
      ...{ ...none, kind: 'department', name: '法務部', hours: '平日 9:00～17:30' },
      contacts: [{ name: '榊 直子', title: '', channels: [voice('090-0000-0007'), mail('legal@moegido.example')] }],
    },
    keeper: '榊 直子',
    confirmed: '-12 09:50',
  },
  {
    entry: {
      ...{ ...none, kind: 'partner', name: 'なごみ菓子 CSIRT（架空）', region: '中部' },
      ...{ capabilities: ['情報共有'], note: '同業の CSIRT。TLP:AMBER まで共有できる。' },
      contacts: [{ name: 'PoC', title: '', channels: [mail('csirt@nagomi.example')] }],
    },
    keeper: '浅葱 由美',
    confirmed: '-9 16:00',
  },
];
