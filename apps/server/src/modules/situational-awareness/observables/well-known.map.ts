import wellKnown from './well-known.data.json' with { type: 'json' };

/** Values that everybody knows and that stand in innocent texts all the time; a table, see its `source`. */
export const wellKnownSets = {
  domains: new Set<string>(wellKnown.domains),
  /** Whatever follows these hosts: namespaces of documents. */
  hosts: new Set<string>(wellKnown.hosts),
  values: new Set<string>(wellKnown.values),
} as const;
