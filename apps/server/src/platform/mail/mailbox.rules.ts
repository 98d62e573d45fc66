import { type MailDefaults, noDefaults } from './mail.defaults.ts';
import type { Mailbox } from './mailbox.model.ts';

/** What the receiver says to a recipient. `later` is a temporary refusal: the sender keeps the mail and tries again. */
export type RecipientAnswer =
  | { readonly is: 'taken'; readonly defaults: MailDefaults }
  | { readonly is: 'later' }
  | { readonly is: 'unknown' };

/**
 * Who takes mail for an address. While no address is declared, everything is taken; afterwards what is declared, then the
 * catch-all. Part after a plus sign belong to the same address (RFC 5233), and postmaster is always taken (RFC 5321 §4.5.1).
 */
export function answerRecipient(mailboxes: readonly Mailbox[], recipient: string): RecipientAnswer {
  const declared = mailboxes.filter((one) => one.kind === 'smtp-address' && one.state !== 'removed');
  if (declared.length === 0) return { is: 'taken', defaults: noDefaults };
  const address = recipient.trim().toLowerCase();
  const at = address.lastIndexOf('@');
  const local = at === -1 ? address : address.slice(0, at);
  const domain = at === -1 ? '' : address.slice(at);
  const names = [address, `${local.replace(/\+.*$/, '')}${domain}`];
  const named = declared.filter((one) => !one.isCatchAll);
  const found = names.flatMap((name) => named.filter((one) => one.address === name))[0];
  const taker = found ?? declared.find((one) => one.isCatchAll);
  if (taker !== undefined)
    return taker.state === 'active' ? { is: 'taken', defaults: taker.defaults } : { is: 'later' };
  const isOurDomain = domain === '' || declared.some((one) => one.address.endsWith(domain));
  return local === 'postmaster' && isOurDomain ? { is: 'taken', defaults: noDefaults } : { is: 'unknown' };
}

/**
 * One mail becomes one record, also when it was sent to several of our addresses: the first that restricts it decides,
 * or else it would lie open; otherwise the first one.
 */
export function chooseDefaults(given: readonly MailDefaults[]): MailDefaults {
  return given.find((one) => one.compartmentId !== null && one.compartmentId !== 1) ?? given[0] ?? noDefaults;
}
