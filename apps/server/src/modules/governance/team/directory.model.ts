import type { ActorLink, DirectoryKind } from '@matoi/contract';
import type { Channel } from './member.model.ts';

export type Contact = { readonly name: string; readonly title: string; readonly channels: readonly Channel[] };

export type DirectoryDefinition = {
  readonly nameEn: string;
  readonly region: string;
  /** What they can do: words of the team's own. */
  readonly capabilities: readonly string[];
  /** Hours from the call to the arrival on site; null where nobody said. */
  readonly arrivalHours: number | null;
  readonly contractNumber: string;
  /** When they answer, in words: `24/365`, `平日 9:00–17:30`. */
  readonly hours: string;
  /** What is left of a retainer, in words. */
  readonly retainerLeft: string;
  readonly validUntil: string | null;
  readonly website: string;
  readonly contacts: readonly Contact[];
  readonly note: string;
};

export type DirectoryEntry = DirectoryDefinition & {
  readonly id: string;
  readonly version: number;
  readonly kind: DirectoryKind;
  readonly name: string;
  readonly isActive: boolean;
  /** The member who keeps it right; null: whoever leads. */
  readonly ownerId: string | null;
  readonly confirmEveryMonths: number;
  readonly confirmedAt: Date;
  readonly confirmedBy: ActorLink;
  readonly changedAt: Date;
  readonly changedBy: ActorLink;
};
