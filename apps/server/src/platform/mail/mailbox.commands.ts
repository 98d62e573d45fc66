import { type Refusal, refusal, refuse } from '@matoi/kernel';
import type { Actor } from '../access/index.ts';
import { defineCommand, permitAll, type Work } from '../commands/index.ts';
import { isUniqueViolation } from '../db/index.ts';
import type { ImapSettings, Mailbox } from './mailbox.model.ts';
import { type MailboxSecret, openMailboxSecret, sealMailboxSecret } from './mailbox.secrets.ts';
import { findMailbox, insertMailbox, updateMailbox } from './mailbox.store.ts';
import { loadMailboxView, type MailboxInput } from './mailbox.views.ts';

type Save = { readonly id: string | null; readonly body: MailboxInput };
type ImapInput = Extract<MailboxInput, { kind: 'imap' }>;

/** The acts on mailboxes; `key` encrypts their secrets. */
export function mailboxCommands(key: Buffer) {
  const save = {
    load: async (work: Work, input: Save) => (input.id === null ? null : findMailbox(work.db, input.id)),
    permit: permitCompartment,
    decide: decideSave,
  } as const;

  const create = defineCommand({
    id: 'mailboxes.create',
    ...save,
    async record(work, { change }) {
      const id = work.newId<'Mailbox'>();
      const mailbox = toMailbox({ id, key, work, before: null, body: change });
      await refusingTaken(() => insertMailbox(work.db, mailbox, work.now));
      return { subjectId: null, audit: { mailboxId: id, after: auditOf(mailbox) }, facts: [], result: id as string };
    },
    show: loadMailboxView,
  });

  const change = defineCommand({
    id: 'mailboxes.change',
    ...save,
    versioned: {
      of: (loaded: Mailbox | null) => loaded?.version ?? 0,
      show: (work: Work, loaded: Mailbox | null) => loadMailboxView(work, loaded?.id ?? ''),
    },
    async record(work, { loaded, change: body }) {
      if (loaded === null) throw new Error('a change needs the mailbox that it changes');
      const mailbox = toMailbox({ id: loaded.id, key, work, before: loaded, body });
      await refusingTaken(() => updateMailbox(work.db, mailbox, work.now));
      return {
        subjectId: null,
        audit: {
          mailboxId: loaded.id,
          before: auditOf(loaded),
          after: auditOf(mailbox),
          isSecretChanged: isSecretGiven(body),
        },
        facts: [],
        result: loaded.id,
      };
    },
    show: loadMailboxView,
  });

  return { create, change, pause, resume, remove };
}

const pause = moveState({ id: 'mailboxes.pause', from: 'active', to: 'paused', refused: 'mailboxes.pause.not-active' });
const resume = moveState({
  id: 'mailboxes.resume',
  from: 'paused',
  to: 'active',
  refused: 'mailboxes.resume.not-paused',
});

const remove = defineCommand({
  id: 'mailboxes.remove',
  load: (work: Work, input: { readonly id: string }) => findMailbox(work.db, input.id),
  permit: permitAll,
  decide: (mailbox): Mailbox | Refusal => (mailbox.state === 'removed' ? refusal('mailboxes.change.removed') : mailbox),
  async record(work, { change: mailbox }) {
    const imap = mailbox.imap === null ? null : { ...mailbox.imap, secret: null };
    await updateMailbox(work.db, { ...mailbox, state: 'removed', imap }, work.now);
    return {
      subjectId: null,
      audit: { mailboxId: mailbox.id, address: mailbox.address },
      facts: [],
      result: mailbox.id,
    };
  },
  show: loadMailboxView,
});

function moveState<const Id extends 'mailboxes.pause' | 'mailboxes.resume'>(given: {
  readonly id: Id;
  readonly from: Mailbox['state'];
  readonly to: Mailbox['state'];
  readonly refused: 'mailboxes.pause.not-active' | 'mailboxes.resume.not-paused';
}) {
  return defineCommand({
    id: given.id,
    load: (work: Work, input: { readonly id: string }) => findMailbox(work.db, input.id),
    permit: permitAll,
    decide: (mailbox): Mailbox | Refusal => (mailbox.state === given.from ? mailbox : refusal(given.refused)),
    async record(work, { change: mailbox }) {
      await updateMailbox(work.db, { ...mailbox, state: given.to }, work.now);
      return {
        subjectId: null,
        audit: { mailboxId: mailbox.id, address: mailbox.address },
        facts: [],
        result: mailbox.id,
      };
    },
    show: loadMailboxView,
  });
}

/** Nobody sends mail into a compartment that they do not see into: they would learn that it exists. */
function permitCompartment(actor: Actor, _loaded: Mailbox | null, { body }: Save): Refusal | null {
  const given = body.compartmentId;
  if (given === undefined || given === null || actor.compartments.includes(given)) return null;
  return fieldRefusal('mailboxes.save.compartment-unknown', 'compartmentId');
}

type SaveCode =
  | 'mailboxes.save.compartment-unknown'
  | 'mailboxes.save.secret-missing'
  | 'mailboxes.save.token-endpoint-missing'
  | 'mailboxes.save.folder-to-move-missing'
  | 'mailboxes.save.plain-password';
const fieldRefusal = (code: SaveCode, field: string): Refusal => refusal(code, {}, [{ path: `body.${field}`, code }]);

function decideSave(before: Mailbox | null, { body }: Save): MailboxInput | Refusal {
  if (before !== null && before.state === 'removed') return refusal('mailboxes.change.removed');
  if (before !== null && before.kind !== body.kind) return refusal('mailboxes.change.kind');
  if (body.kind === 'smtp-address') return body;
  if (body.afterRead === 'move' && body.moveTo === null)
    return fieldRefusal('mailboxes.save.folder-to-move-missing', 'moveTo');
  // RFC 8314: a password in clear text over a network that everybody may listen on is given to everybody.
  if (body.tlsMode === 'none' && !body.isPrivateAllowed)
    return fieldRefusal('mailboxes.save.plain-password', 'tlsMode');
  const hadSecret = before?.imap?.secret != null && before.imap.authMethod === body.authMethod;
  // Another server gets the old secret only from somebody who knows it, and so does whoever could stand in between.
  const isElsewhere = before?.imap != null && leadsElsewhere(before.imap, body);
  if (body.authMethod === 'password')
    return body.password === undefined && (!hadSecret || isElsewhere)
      ? fieldRefusal('mailboxes.save.secret-missing', 'password')
      : body;
  if (body.tokenEndpoint === null || body.clientId === null)
    return fieldRefusal('mailboxes.save.token-endpoint-missing', 'tokenEndpoint');
  return body.refreshToken === undefined && (!hadSecret || isElsewhere)
    ? fieldRefusal('mailboxes.save.secret-missing', 'refreshToken')
    : body;
}

/** What decides who is sent the secret: where it goes, by which way, and whose word is taken for who is there. */
const ways = ['host', 'port', 'tlsMode', 'isPrivateAllowed', 'trustedCertificate', 'tokenEndpoint'] as const;

const leadsElsewhere = (before: ImapSettings, body: ImapInput): boolean =>
  ways.some((way) => before[way] !== body[way]);

function toMailbox(given: {
  readonly id: string;
  readonly key: Buffer;
  readonly work: Work;
  readonly before: Mailbox | null;
  readonly body: MailboxInput;
}): Mailbox {
  const { id, before, body } = given;
  return {
    id,
    kind: body.kind,
    address: body.address,
    name: body.name,
    state: before?.state ?? 'active',
    version: before?.version ?? 1,
    isCatchAll: body.kind === 'smtp-address' && body.isCatchAll,
    defaults: {
      mailboxId: id,
      locale: body.locale,
      sourceName: body.sourceName,
      compartmentId: body.compartmentId === undefined ? (before?.defaults.compartmentId ?? null) : body.compartmentId,
      classHint: body.classHint,
      tags: [...new Set(body.tags)],
      isAcknowledged: body.isAcknowledged,
      isOwnList: body.isOwnList,
    },
    imap: body.kind === 'imap' ? toImap(body, given) : null,
    createdAt: before?.createdAt ?? given.work.now,
  };
}

function toImap(
  body: ImapInput,
  given: { readonly id: string; readonly key: Buffer; readonly work: Work; readonly before: Mailbox | null },
): ImapSettings {
  const { id, key, work, before } = given;
  const isKept = before?.imap?.authMethod === body.authMethod;
  const kept = before?.imap?.secret ?? null;
  const isOpened = isKept && kept !== null && before?.imap != null && !leadsElsewhere(before.imap, body);
  const fresh = secretOf(body, isOpened ? openMailboxSecret(kept, { key, mailboxId: id }) : null);
  return {
    host: body.host,
    port: body.port,
    tlsMode: body.tlsMode,
    isPrivateAllowed: body.isPrivateAllowed,
    trustedCertificate: body.trustedCertificate,
    userName: body.userName,
    authMethod: body.authMethod,
    secret: fresh === null ? kept : sealMailboxSecret(fresh, { key, mailboxId: id, random: work.random }),
    tokenEndpoint: body.authMethod === 'xoauth2' ? body.tokenEndpoint : null,
    clientId: body.authMethod === 'xoauth2' ? body.clientId : null,
    tokenScope: body.authMethod === 'xoauth2' ? body.tokenScope : null,
    folder: body.folder,
    beginsWith: body.beginsWith,
    afterRead: body.afterRead,
    moveTo: body.afterRead === 'move' ? body.moveTo : null,
  };
}

/** The secret as it is from now on, or null when nothing of it was typed in. */
function secretOf(body: ImapInput, before: MailboxSecret | null): MailboxSecret | null {
  if (body.authMethod === 'password')
    return body.password === undefined ? null : { method: 'password', password: body.password };
  const refreshToken = body.refreshToken ?? (before?.method === 'xoauth2' ? before.refreshToken : undefined);
  if (refreshToken === undefined || !isSecretGiven(body)) return null;
  const clientSecret = body.clientSecret ?? (before?.method === 'xoauth2' ? before.clientSecret : null);
  return { method: 'xoauth2', clientSecret, refreshToken };
}

const isSecretGiven = (body: MailboxInput): boolean =>
  body.kind === 'imap' &&
  (body.password !== undefined || body.clientSecret !== undefined || body.refreshToken !== undefined);

async function refusingTaken(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (isUniqueViolation(error, 'mailbox_address')) refuse('mailboxes.save.address-taken');
    if (isUniqueViolation(error, 'mailbox_catch_all')) refuse('mailboxes.save.catch-all-taken');
    throw error;
  }
}

/** What of a mailbox stands in the audit log: all but its secrets, and no compartment that others may not know of. */
function auditOf(mailbox: Mailbox) {
  const { secret: _secret, trustedCertificate, ...imap } = mailbox.imap ?? { secret: null, trustedCertificate: null };
  const { compartmentId, ...defaults } = mailbox.defaults;
  return {
    ...{ kind: mailbox.kind, name: mailbox.name, address: mailbox.address, isCatchAll: mailbox.isCatchAll },
    ...defaults,
    isRestricted: compartmentId !== null && compartmentId !== 1,
    ...(mailbox.imap === null ? {} : { imap: { ...imap, hasTrustedCertificate: trustedCertificate !== null } }),
  };
}
