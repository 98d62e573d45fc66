/** Links for people without an account: one secret, one record, and nothing beyond it. */
export { makePortalLimits, type PortalLimits, portalLimits } from './guest.limits.ts';
export { type FormNonce, formLifeMs, guestToken, makeNonce, readNonce } from './guest.secret.ts';
export {
  createGuestLink,
  currentToken,
  findGuest,
  findGuestLink,
  type Guest,
  type GuestLink,
  listGuestLinks,
  noteUse,
  revokeLinks,
  setLinkExpiry,
} from './guest.store.ts';
