import type { BodyOf, ResponseOf, RouteOf } from '@matoi/contract';
import type {
  MailboxAfterRead,
  MailboxAuthMethod,
  MailboxBeginning,
  MailboxKind,
  MailboxTlsMode,
} from '@matoi/contract/values';

export type Mailbox = ResponseOf<RouteOf<'GET /api/v1/mailboxes'>>['items'][number];
export type MailboxBody = BodyOf<RouteOf<'POST /api/v1/mailboxes'>>;

/** What stands in the form: texts as they are typed. */
export type MailboxDraft = {
  readonly kind: MailboxKind;
  readonly name: string;
  readonly address: string;
  readonly isCatchAll: boolean;
  readonly host: string;
  readonly port: string;
  readonly tlsMode: MailboxTlsMode;
  readonly isPrivateAllowed: boolean;
  readonly trustedCertificate: string;
  readonly userName: string;
  readonly authMethod: MailboxAuthMethod;
  readonly password: string;
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly tokenScope: string;
  readonly folder: string;
  readonly beginsWith: MailboxBeginning;
  readonly afterRead: MailboxAfterRead;
  readonly moveTo: string;
  readonly locale: '' | 'ja' | 'en';
  readonly sourceName: string;
  /** `keep`: as it is, where the compartment is hidden from this person. */
  readonly compartment: string;
  readonly classHint: string;
  readonly tags: string;
  readonly isAcknowledged: boolean;
  readonly isOwnList: boolean;
};

const usualPorts: Readonly<Record<MailboxTlsMode, string>> = { tls: '993', starttls: '143', none: '143' };

export function emptyDraft(kind: MailboxKind): MailboxDraft {
  return {
    ...{
      kind,
      name: '',
      address: '',
      isCatchAll: false,
      host: '',
      port: '993',
      tlsMode: 'tls',
      isPrivateAllowed: false,
    },
    ...{ trustedCertificate: '', userName: '', authMethod: 'password', password: '', tokenEndpoint: '', clientId: '' },
    ...{ clientSecret: '', refreshToken: '', tokenScope: '', folder: 'INBOX', beginsWith: 'unread', afterRead: 'flag' },
    ...{ moveTo: '', locale: '', sourceName: '', compartment: '', classHint: '', tags: '' },
    ...{ isAcknowledged: true, isOwnList: false },
  };
}

/** The form of a mailbox that is there; secrets are not known and stay empty. */
export function draftOf(mailbox: Mailbox): MailboxDraft {
  const { imap } = mailbox;
  const empty = emptyDraft(mailbox.kind);
  return {
    ...empty,
    name: mailbox.name,
    address: mailbox.address,
    isCatchAll: mailbox.isCatchAll,
    ...(imap === null
      ? {}
      : {
          host: imap.host,
          port: String(imap.port),
          tlsMode: imap.tlsMode,
          isPrivateAllowed: imap.isPrivateAllowed,
          trustedCertificate: imap.trustedCertificate ?? '',
          userName: imap.userName,
          authMethod: imap.authMethod,
          tokenEndpoint: imap.tokenEndpoint ?? '',
          clientId: imap.clientId ?? '',
          tokenScope: imap.tokenScope ?? '',
          folder: imap.folder,
          beginsWith: imap.beginsWith,
          afterRead: imap.afterRead,
          moveTo: imap.moveTo ?? '',
        }),
    locale: mailbox.locale ?? '',
    sourceName: mailbox.sourceName ?? '',
    compartment: mailbox.isCompartmentHidden ? 'keep' : String(mailbox.compartment?.id ?? ''),
    classHint: mailbox.classHint ?? '',
    tags: mailbox.tags.join(' '),
    isAcknowledged: mailbox.isAcknowledged,
    isOwnList: mailbox.isOwnList,
  };
}

/** Another kind of encryption moves the port along, as long as it was the usual one. */
export function withTlsMode(draft: MailboxDraft, tlsMode: MailboxTlsMode): MailboxDraft {
  return { ...draft, tlsMode, port: draft.port === usualPorts[draft.tlsMode] ? usualPorts[tlsMode] : draft.port };
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What is sent; a secret that was not typed is left out and stays as it is. */
export function bodyOf(draft: MailboxDraft): MailboxBody {
  const common = {
    name: draft.name.trim() === '' ? draft.address.trim() : draft.name,
    address: draft.address,
    locale: draft.locale === '' ? null : draft.locale,
    sourceName: orNull(draft.sourceName),
    ...(draft.compartment === 'keep'
      ? {}
      : { compartmentId: draft.compartment === '' ? null : Number(draft.compartment) }),
    classHint: orNull(draft.classHint),
    tags: draft.tags.split(/[\s,、]+/).filter((tag) => tag !== ''),
    isAcknowledged: draft.isAcknowledged,
    isOwnList: draft.isOwnList,
  };
  if (draft.kind === 'smtp-address') return { kind: 'smtp-address', ...common, isCatchAll: draft.isCatchAll };
  const isToken = draft.authMethod === 'xoauth2';
  return {
    kind: 'imap',
    ...common,
    host: draft.host,
    port: Number(draft.port),
    tlsMode: draft.tlsMode,
    isPrivateAllowed: draft.isPrivateAllowed,
    trustedCertificate: orNull(draft.trustedCertificate),
    userName: draft.userName,
    authMethod: draft.authMethod,
    ...(!isToken && draft.password !== '' ? { password: draft.password } : {}),
    tokenEndpoint: isToken ? orNull(draft.tokenEndpoint) : null,
    clientId: isToken ? orNull(draft.clientId) : null,
    tokenScope: isToken ? orNull(draft.tokenScope) : null,
    ...(isToken && draft.clientSecret !== '' ? { clientSecret: draft.clientSecret } : {}),
    ...(isToken && draft.refreshToken !== '' ? { refreshToken: draft.refreshToken } : {}),
    folder: draft.folder,
    beginsWith: draft.beginsWith,
    afterRead: draft.afterRead,
    moveTo: draft.afterRead === 'move' ? orNull(draft.moveTo) : null,
  };
}

const ways = ['host', 'port', 'tlsMode', 'isPrivateAllowed', 'trustedCertificate', 'tokenEndpoint'] as const;

/** Whether what is kept of a secret serves the mailbox as it is typed: by another way it must be typed again. */
export function isSecretKept(mailbox: Mailbox | null, draft: MailboxDraft): boolean {
  const body = bodyOf(draft);
  const before = mailbox?.imap;
  if (body.kind !== 'imap' || before === null || before === undefined || !before.hasSecret) return false;
  return before.authMethod === body.authMethod && ways.every((way) => before[way] === body[way]);
}
