import type { ActorLink, AdapterKind, AdapterMethod } from '@matoi/contract';
import type { ReceiptSetting } from './receipt.model.ts';

/** What is sent to a service, with places for values (`{{number}}`) in the body, and in the address of a GET. */
export type AdapterDefinition = {
  readonly method: AdapterMethod;
  readonly url: string;
  readonly body: string;
  readonly contentType: string;
  readonly expectedStatus: readonly number[];
  /** An address of the own network is allowed (a gateway in the cellar). */
  readonly isPrivateAllowed: boolean;
  /** How to read what the service reports later; null: nothing is taken. */
  readonly receipt: ReceiptSetting | null;
};

/** A service by which calls leave. Its headers are not here: they may be secret. */
export type Adapter = AdapterDefinition & {
  readonly id: string;
  readonly version: number;
  readonly kind: AdapterKind;
  readonly name: string;
  readonly isOn: boolean;
  readonly headerNames: readonly string[];
  readonly hasReceiptAddress: boolean;
  readonly changedAt: Date;
  readonly changedBy: ActorLink;
  readonly tested: { readonly at: Date; readonly isGood: boolean; readonly words: string } | null;
};

export type Header = { readonly name: string; readonly value: string };

/** What became of a word that was handed over; one that may be handed over again is not lost yet. */
export type Outcome = {
  readonly isGood: boolean;
  readonly words: string;
  readonly again: { readonly afterMs: number | null } | null;
};
