/** Kinds of observables. `endpoint` is an address with a port, `network` an address with a prefix length. */
export const observableTypes = [
  'ipv4',
  'ipv6',
  'network',
  'endpoint',
  'domain',
  'url',
  'email',
  'md5',
  'sha1',
  'sha256',
  'sha512',
  'file-name',
  'vulnerability',
  'bitcoin',
] as const;

export type ObservableType = (typeof observableTypes)[number];

/** One value found in a text. */
export type Found = {
  readonly type: ObservableType;
  /** Normalised: two spellings of the same thing have the same value. */
  readonly value: string;
  /** Where it stands in the text as given, and how it is written there. UTF-16 units. */
  readonly at: number;
  readonly length: number;
};
