import { refuse, type SubjectId } from '@matoi/kernel';
import { systemActor } from '../access/index.ts';
import { defineCommand, permitAll, type Runner, type Work } from '../commands/index.ts';
import { unwrapSecret } from '../files/index.ts';
import {
  type Account,
  accountActor,
  findAccountByEmail,
  isRecoveryCodeLeft,
  updateAccount,
  useRecoveryCode,
} from './account.store.ts';
import type { Attempts } from './attempts.ts';
import { checkPassword, hashRecoveryCode, makeSecret, totpStep } from './secrets.ts';
import { insertSession } from './session.store.ts';

export type SignInParts = { readonly runner: Runner; readonly attempts: Attempts; readonly totpKey: Buffer };

export type Credentials = { readonly email: string; readonly password: string; readonly code?: string | undefined };
export type Visit = { readonly address: string; readonly userAgent: string; readonly requestId: string };

type Proof = { readonly account: Account; readonly step: number | null; readonly recovery: Buffer | null };
type Checked =
  | { readonly state: 'proved'; readonly proof: Proof }
  | { readonly state: 'code-required' }
  | { readonly state: 'refused'; readonly account: Account | null };

/** Checks password and code without changing anything. Unknown accounts cost the same time as known ones. */
async function check(parts: SignInParts, account: Account | null, given: Credentials): Promise<Checked> {
  const isUsable = account !== null && account.state === 'active';
  const isRight = await checkPassword(isUsable ? account.passwordHash : null, given.password);
  if (!isRight || account === null) return { state: 'refused', account };
  if (account.totpSecret === null) return { state: 'proved', proof: { account, step: null, recovery: null } };
  if (given.code === undefined) return { state: 'code-required' };
  const secret = unwrapSecret(parts.totpKey, account.totpSecret, `totp ${account.id}`).toString('utf8');
  const step = await totpStep(secret, given.code.replace(/\s/g, ''), parts.runner.clock());
  if (step !== null && step > (account.totpLastStep ?? 0))
    return { state: 'proved', proof: { account, step, recovery: null } };
  const recovery = hashRecoveryCode(given.code);
  const isKnown =
    step === null &&
    (await parts.runner.read(systemActor('sign-in', []), (reading) =>
      isRecoveryCodeLeft(reading.db, account.id, recovery),
    ));
  return isKnown ? { state: 'proved', proof: { account, step: null, recovery } } : { state: 'refused', account };
}

/** Uses up what the proof rests on: a TOTP step once, a recovery code once. Refuses when somebody was faster. */
async function useProof(work: Work, proof: Proof, refusalCode: string): Promise<void> {
  const { account, step, recovery } = proof;
  if (step !== null) {
    const fresh = await work.db
      .updateTable('platform.account')
      .set({ totp_last_step: step })
      .where('id', '=', account.id)
      .where((eb) => eb.or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', step)]))
      .executeTakeFirst();
    if (fresh.numUpdatedRows !== 1n) refuse(refusalCode);
  }
  if (recovery !== null && !(await useRecoveryCode(work.db, account.id, recovery, work.now))) refuse(refusalCode);
}

const beginSession = defineCommand({
  id: 'session.sign-in',
  load: async (_work: Work, input: { readonly proof: Proof; readonly visit: Visit }) => input.proof,
  permit: permitAll,
  decide: (proof) => proof,
  async record(work, { change: proof, input: { visit } }) {
    await useProof(work, proof, 'session.sign-in.refused');
    const secret = makeSecret(work.random);
    const id = work.newId<'Session'>();
    await insertSession(
      work.db,
      { id, tokenHash: secret.hash, accountId: proof.account.id, address: visit.address, userAgent: visit.userAgent },
      work.now,
    );
    await updateAccount(work.db, proof.account.id, { lastSignInAt: work.now });
    return {
      subjectId: null,
      audit: {
        sessionId: id,
        withCode: proof.step !== null,
        withRecoveryCode: proof.recovery !== null,
        breakGlass: proof.account.isBreakGlass,
      },
      facts: proof.account.isBreakGlass ? [{ kind: 'break-glass.used' as const, accountId: proof.account.id }] : [],
      result: secret.text,
    };
  },
  show: async (_work, secret) => secret,
});

type Refusing = { readonly accountId: string | null; readonly act: 'sign-in' | 'step-up' };

const noteRefusal = defineCommand({
  id: 'session.refuse',
  load: async (_work: Work, input: Refusing) => input,
  permit: permitAll,
  decide: (input) => input,
  record: async (_work, { change }) => ({
    subjectId: null as SubjectId | null,
    audit: { accountId: change.accountId, act: change.act },
    facts: [],
    result: null,
  }),
  show: async () => null,
});

/**
 * Signs in. Answers the secret of the new session for the cookie, or that a code is needed. Every refusal is the same
 * sentence, counted, and in the audit log; what was typed is not.
 */
export async function signIn(
  parts: SignInParts,
  given: Credentials,
  visit: Visit,
): Promise<{ readonly state: 'signed-in'; readonly secret: string } | { readonly state: 'code-required' }> {
  const who = { account: given.email, address: visit.address };
  await parts.attempts.begin(who);
  const asked = { requestId: visit.requestId, version: null, repeat: null };
  const watcher = { ...systemActor('sign-in', []), address: visit.address };
  const account = await parts.runner.read(watcher, (reading) => findAccountByEmail(reading.db, given.email.trim()));
  const checked = await check(parts, account, given);
  if (checked.state === 'code-required') return checked;
  if (checked.state === 'refused') {
    const refused: Refusing = { accountId: checked.account?.id ?? null, act: 'sign-in' };
    await parts.runner.run(noteRefusal, refused, { ...asked, actor: watcher });
    return refuse('session.sign-in.refused');
  }
  const person = accountActor(checked.proof.account, { compartments: [], address: visit.address });
  const actor = { ...person, permissions: new Set(['session.sign-in']) };
  const secret = await parts.runner.run(beginSession, { proof: checked.proof, visit }, { ...asked, actor });
  await parts.attempts.succeeded(who);
  return { state: 'signed-in', secret };
}

const confirmIdentity = defineCommand({
  id: 'session.step-up',
  load: async (_work: Work, input: { readonly proof: Proof; readonly sessionId: string }) => input,
  permit: permitAll,
  decide: (input) => input,
  async record(work, { change: { proof, sessionId } }) {
    await useProof(work, proof, 'session.step-up.refused');
    await work.db
      .updateTable('platform.session')
      .set({ stepped_up_at: work.now })
      .where('id', '=', sessionId)
      .execute();
    return { subjectId: null, audit: { sessionId }, facts: [], result: work.now };
  },
  show: async (_work, at) => at,
});

/** Proves again who is at the keyboard and answers when; refuses with `session.step-up.refused`. */
export async function stepUp(
  parts: SignInParts,
  given: {
    readonly accountId: string;
    readonly email: string;
    readonly sessionId: string;
    readonly password: string;
    readonly code?: string | undefined;
  },
  asked: Parameters<Runner['run']>[2],
): Promise<Date> {
  const who = { account: given.email, address: asked.actor.address ?? '' };
  await parts.attempts.begin(who);
  const account = await parts.runner.read(asked.actor, (reading) => findAccountByEmail(reading.db, given.email));
  const checked = await check(parts, account, given);
  if (checked.state !== 'proved') {
    const watcher = { ...systemActor('sign-in', []), address: asked.actor.address };
    const refused: Refusing = { accountId: given.accountId, act: 'step-up' };
    await parts.runner.run(noteRefusal, refused, { ...asked, repeat: null, actor: watcher });
    return refuse('session.step-up.refused');
  }
  const at = await parts.runner.run(confirmIdentity, { proof: checked.proof, sessionId: given.sessionId }, asked);
  await parts.attempts.succeeded(who);
  return at;
}
