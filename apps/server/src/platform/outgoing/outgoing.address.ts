import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Why an address is not connected to. `unknown`: no such name. `private`: not on the public network, and not allowed. */
export class AddressRefusal extends Error {
  readonly reason: 'unknown' | 'private';

  constructor(reason: 'unknown' | 'private', message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Whether an address is one of the public network: no private, loopback, link-local, shared, documentation, … range. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast';
}

/**
 * The address to connect to for a host. All addresses of the name are looked at: one that is not public refuses the whole
 * name, or a name server could offer both. Throws `AddressRefusal`.
 */
export async function resolveOutgoing(host: string, options: { readonly isPrivateAllowed: boolean }): Promise<string> {
  const plain = host.replace(/^\[|\]$/g, '');
  const found = isIP(plain) === 0 ? await addressesOf(plain) : [plain];
  const [first] = found;
  if (first === undefined) throw new AddressRefusal('unknown', `${host} has no address`);
  const hidden = options.isPrivateAllowed ? undefined : found.find((address) => !isPublicAddress(address));
  if (hidden !== undefined) throw new AddressRefusal('private', `${host} is ${hidden}, which is not a public address`);
  return first;
}

async function addressesOf(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map((one) => one.address);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (['ENOTFOUND', 'ENODATA', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA'].includes(code))
      throw new AddressRefusal('unknown', `${host} cannot be found (${code})`);
    throw error;
  }
}
