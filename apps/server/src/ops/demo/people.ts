import type { Locale, Role } from '@matoi/contract/values';

export type PersonKey = 'kurata' | 'asagi' | 'hino' | 'mizuno' | 'tanaka' | 'novak' | 'sakaki' | 'oda';

/** Somebody of the invented team. */
export type Person = {
  readonly key: PersonKey;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly locale: Locale;
  /** Who that is, for whoever tries the demonstration out. */
  readonly about: string;
};

export const teamName = 'もえぎ堂 CSIRT（デモ）';
export const teamAddress = 'csirt@moegido.example';

const of = (name: string) => `${name}@moegido.example`;

/** The team of もえぎ堂, a confectioner that does not exist. */
export const people: readonly Person[] = [
  {
    key: 'kurata',
    name: '倉田 誠（情報セキュリティ室長）',
    email: of('kurata'),
    roles: ['commander', 'administrator'],
    locale: 'ja',
    about: 'head of the team: commander and administrator',
  },
  {
    key: 'asagi',
    name: '浅葱 由美（CSIRT コマンダー）',
    email: of('asagi'),
    roles: ['commander'],
    locale: 'ja',
    about: 'commander; sees the restricted incident',
  },
  {
    key: 'hino',
    name: '日野 大輔（CSIRT ハンドラー）',
    email: of('hino'),
    roles: ['handler'],
    locale: 'ja',
    about: 'handler: forensics and network',
  },
  {
    key: 'mizuno',
    name: '水野 さくら（CSIRT ハンドラー）',
    email: of('mizuno'),
    roles: ['handler'],
    locale: 'ja',
    about: 'handler: reception of reports',
  },
  {
    key: 'tanaka',
    name: '田中 圭（工場システム課）',
    email: of('tanaka'),
    roles: ['handler'],
    locale: 'ja',
    about: 'handler of the plants',
  },
  {
    key: 'novak',
    name: 'Petra Novak (Moegido Europe)',
    email: of('novak'),
    roles: ['handler'],
    locale: 'en',
    about: 'handler in Prague; the program in English',
  },
  {
    key: 'sakaki',
    name: '榊 直子（法務部）',
    email: of('sakaki'),
    roles: ['handler'],
    locale: 'ja',
    about: 'legal: liaison in incidents',
  },
  {
    key: 'oda',
    name: '小田 浩一（内部監査室）',
    email: of('oda'),
    roles: ['auditor', 'reader'],
    locale: 'ja',
    about: 'audit: reads, and sees the audit log',
  },
];
