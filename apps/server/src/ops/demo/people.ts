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
    name: '倉田 誠',
    email: of('kurata'),
    roles: ['commander', 'administrator'],
    locale: 'ja',
    about: 'head of information security (情報セキュリティ室): commander, administrator',
  },
  {
    key: 'asagi',
    name: '浅葱 由美',
    email: of('asagi'),
    roles: ['commander'],
    locale: 'ja',
    about: 'CSIRT commander; sees the restricted incident',
  },
  {
    key: 'hino',
    name: '日野 大輔',
    email: of('hino'),
    roles: ['handler'],
    locale: 'ja',
    about: 'CSIRT handler: forensics, network',
  },
  {
    key: 'mizuno',
    name: '水野 さくら',
    email: of('mizuno'),
    roles: ['handler'],
    locale: 'ja',
    about: 'CSIRT handler: receives reports',
  },
  {
    key: 'tanaka',
    name: '田中 圭（工場）',
    email: of('tanaka'),
    roles: ['handler'],
    locale: 'ja',
    about: 'plant systems (工場システム課): handler',
  },
  {
    key: 'novak',
    name: 'Petra Novak',
    email: of('novak'),
    roles: ['handler'],
    locale: 'en',
    about: 'Moegido Europe, Prague: handler, in English',
  },
  {
    key: 'sakaki',
    name: '榊 直子（法務）',
    email: of('sakaki'),
    roles: ['handler'],
    locale: 'ja',
    about: 'legal (法務部): handler, liaison in incidents',
  },
  {
    key: 'oda',
    name: '小田 浩一（監査）',
    email: of('oda'),
    roles: ['auditor', 'reader'],
    locale: 'ja',
    about: 'internal audit (内部監査室): reads, sees the audit log',
  },
];
