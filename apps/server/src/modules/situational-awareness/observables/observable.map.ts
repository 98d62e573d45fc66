import type { KnownValueKind, ObservableType } from '@matoi/contract';
import { type Extracted, guessType, hostOf, normalise } from '@matoi/formats/ioc';
import type { KnownValue, NewOccurrence } from './observable.model.ts';
import { dismissalOf, type Knowledge } from './observable.rules.ts';
import type { ReadyList } from './warning.rules.ts';

/** A typed value with its one spelling, or null where it is none of its type. */
export type ReadValue = { readonly type: ObservableType; readonly written: string; readonly value: string | null };

export function readValues(
  values: readonly { readonly type: ObservableType; readonly value: string }[],
): readonly ReadValue[] {
  return values.map(({ type, value }) => ({ type, written: value, value: normalise(type, value) }));
}

/** Values as another type would spell them. */
export function readAs(
  values: readonly {
    readonly valueId: string;
    readonly type: ObservableType;
    readonly value: string;
    readonly written: string;
  }[],
  type: ObservableType | undefined,
): readonly (ReadValue & { readonly from: string })[] {
  if (type === undefined) return [];
  return values
    .filter((one) => one.type !== type)
    .map((one) => ({
      from: one.valueId,
      type,
      written: one.written,
      value: normalise(type, one.written) ?? normalise(type, one.value),
    }));
}

/** A value for the team's list: own domains and gateways are names, anything that is an observable may be ignored. */
export function readKnown(kind: KnownValueKind, written: string): ReadValue | null {
  switch (kind) {
    case 'own-domain':
      return { type: 'domain', written, value: normalise('domain', written.replace(/^\*?\.|^@/, '')) };
    // RFC 8601 §2.5: an authserv-id is mostly a host name, and may be any token.
    case 'trusted-gateway':
      return { type: 'domain', written, value: /^[\w.:-]{1,253}$/.test(written) ? written.toLowerCase() : null };
    case 'ignored': {
      const type = guessType(written);
      return type === null ? null : { type, written, value: normalise(type, written) };
    }
    default:
      return kind satisfies never;
  }
}

/** What the team knows, in a form that is asked often. */
export function knowledgeOf(
  known: readonly Pick<KnownValue, 'kind' | 'type' | 'value'>[],
  lists: readonly ReadyList[],
): Knowledge {
  return {
    ownDomains: known.filter(({ kind }) => kind === 'own-domain').map(({ value }) => value),
    ignored: new Set(known.filter(({ kind }) => kind === 'ignored').map(({ type, value }) => `${type} ${value}`)),
    lists,
  };
}

/** Why a value that was found is left out, or null. */
export function judge({ type, value }: Pick<Extracted, 'type' | 'value'>, knowledge: Knowledge) {
  return dismissalOf({ type, value, host: hostOf(type, value) }, knowledge);
}

/** What is noted of a value that stands in a text. */
export function noteFound(
  found: Extracted & { readonly valueId: string; readonly snippet: string; readonly written: string },
  knowledge: Knowledge,
): NewOccurrence {
  const dismissal = judge(found, knowledge);
  return {
    valueId: found.valueId,
    type: found.type,
    value: found.value,
    snippet: found.snippet,
    written: found.written,
    count: found.count,
    source: 'extracted',
    state: dismissal === null ? 'current' : 'dismissed',
    dismissal,
    role: 'unknown',
  };
}
