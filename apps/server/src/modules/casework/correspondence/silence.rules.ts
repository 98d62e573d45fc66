import type { SilenceScope } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';

type Held = { readonly scope: SilenceScope | 'team'; readonly subjectId: string | null };

/** The silence of a scope that holds for a record itself; that of what it is part of is ended there. */
export function heldIn<Silence extends Held>(
  silences: readonly Silence[],
  scope: SilenceScope,
  subjectId: string,
): Silence | null {
  const isHeld = (held: Held) => held.scope === scope && (scope === 'compartment' || held.subjectId === subjectId);
  return silences.find(isHeld) ?? null;
}

/** Whether what the scope calls an account is the mail address: by the whole address, or by its name alone within the team's domain. */
export function isAddressOf(account: string, address: string, ownDomain: string): boolean {
  const name = plain(account);
  const asked = plain(address);
  if (name === asked) return true;
  // DOMAIN\user, or user by itself: an account of the team's own organisation.
  const user = name.slice(name.lastIndexOf('\\') + 1);
  const at = asked.lastIndexOf('@');
  const domain = asked.slice(at + 1);
  const own = plain(ownDomain);
  const isOwn = own !== '' && (domain === own || domain.endsWith(`.${own}`) || own.endsWith(`.${domain}`));
  return !user.includes('@') && user !== '' && isOwn && user === asked.slice(0, at);
}

const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();

/** Withholding mail from a whole compartment concerns everybody in it: only a commander does that. */
export function mayBegin(scope: SilenceScope, roles: readonly string[]): Refusal | null {
  return scope === 'compartment' && !roles.includes('commander')
    ? refusal('correspondence.silence.needs-commander')
    : null;
}
