/** Requests that leave for addresses which somebody typed in: resolved once, looked at, and pinned. */
export { AddressRefusal, isPublicAddress, resolveOutgoing } from './outgoing.address.ts';
export { connectionProblem, type OutgoingRequest, sendRequest } from './outgoing.call.ts';
export { postForm } from './outgoing.request.ts';
