import { mostInstructionRecipients } from '@matoi/contract/values';

/** A recipient as it is being typed; empty for what is not known. */
export type TypedRecipient = {
  readonly key: number;
  readonly name: string;
  readonly department: string;
  readonly address: string;
  readonly locale: 'ja' | 'en';
  readonly superiorName: string;
  readonly superiorAddress: string;
};

type Known = {
  readonly name?: string;
  readonly department?: string;
  readonly address?: string | null;
  readonly locale: 'ja' | 'en';
  readonly superior?: { readonly name: string; readonly address: string } | null;
};

/** A recipient that is known, as the form has it. */
export function typedOf(known: Known): Omit<TypedRecipient, 'key'> {
  return {
    name: known.name ?? '',
    department: known.department ?? '',
    address: known.address ?? '',
    locale: known.locale,
    superiorName: known.superior?.name ?? '',
    superiorAddress: known.superior?.address ?? '',
  };
}

/** By the address; without one by name and department. */
const sameness = ({ address, name, department }: Omit<TypedRecipient, 'key'>) =>
  address.trim() === '' ? `${name.trim()}\n${department.trim()}` : address.trim().toLowerCase();

/** Recipients with others that are not among them yet. Rows in which nothing was typed give way; the most is kept to. */
export function joined(
  recipients: readonly TypedRecipient[],
  found: readonly Omit<TypedRecipient, 'key'>[],
): readonly TypedRecipient[] {
  const kept = recipients.filter(({ name, address }) => name.trim() !== '' || address.trim() !== '');
  const there = new Set(kept.map(sameness));
  let key = Math.max(0, ...recipients.map((one) => one.key));
  const added = found.flatMap((one) => {
    const same = sameness(one);
    if (there.has(same)) return [];
    there.add(same);
    key += 1;
    return [{ ...one, key }];
  });
  const all = [...kept, ...added].slice(0, mostInstructionRecipients);
  return all.length === 0 ? recipients : all;
}

/** Recipients as the request carries them. */
export function askedRecipients(recipients: readonly TypedRecipient[]) {
  return recipients.map((one) => {
    const superior = one.superiorAddress.trim();
    return {
      name: one.name,
      department: one.department,
      address: one.address.trim() === '' ? null : one.address.trim(),
      locale: one.locale,
      superior: superior === '' ? null : { name: one.superiorName || superior, address: superior },
    };
  });
}
