import type { Text } from './fact.model.ts';
import type { ActorLink } from './record.model.ts';

/** Which field goes into which cell, as text or as a figure with which the form counts. */
export type MappedCell = {
  readonly sheet: string;
  readonly cell: string;
  readonly key: string;
  readonly as: 'text' | 'number';
};

/** What a form was seen to have when a sample went into it. */
export type SeenForm = {
  readonly sheets: readonly string[];
  /** Cells with a formula of the form. */
  readonly kept: readonly string[];
  /** Cells beyond the last one that the form uses. */
  readonly outside: readonly string[];
};

/** One version of a recipient's own form, without its bytes. */
export type FormVersion = {
  readonly id: string;
  readonly regimeId: string;
  /** Its code in the rule, without the one of several of a kind. */
  readonly recipient: string;
  /** 「様式第一」: of one recipient each form has another. */
  readonly name: string;
  readonly version: number;
  readonly fileName: string;
  /** Of the form, in hexadecimal digits; null where this version ended the line. */
  readonly sha256: string | null;
  readonly cells: readonly MappedCell[];
  readonly reason: string;
  readonly writtenAt: Date;
  readonly writtenBy: ActorLink;
};

/** A recipient whose forms can be kept. */
export type FormTarget = {
  readonly regimeId: string;
  readonly regimeName: Text;
  readonly recipient: string;
  readonly name: Text;
  /** The fields that it is told, as its view has them. */
  readonly keys: readonly string[];
};
