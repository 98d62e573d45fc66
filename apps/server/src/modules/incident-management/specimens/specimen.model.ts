import type {
  ClaimKind,
  FileProblem,
  LinkProblem,
  SpecimenState,
  SpecimenVerdict,
  SpecimenWarning,
  WarningWeight,
} from '@matoi/contract';

export type MailAddress = { readonly name: string; readonly address: string };

export type Hop = {
  readonly raw: string;
  readonly from: string | null;
  readonly address: string | null;
  readonly by: string | null;
  readonly protocol: string | null;
  /** ISO 8601, UTC. */
  readonly at: string | null;
  /** Milliseconds after the station before. */
  readonly delay: number | null;
};

/** What some host says that it checked, and whether it is one of the team's gateways in a place that outsiders cannot write. */
export type Claim = {
  readonly kind: ClaimKind;
  readonly raw: string;
  readonly by: string | null;
  readonly isTrusted: boolean;
  readonly results: readonly { readonly method: string; readonly result: string; readonly about: string | null }[];
};

export type LinkFinding = {
  readonly text: string;
  readonly defanged: string;
  readonly host: string | null;
  readonly problems: readonly LinkProblem[];
};

export type ArchiveFinding = {
  readonly entries: readonly { readonly name: string; readonly size: number; readonly isEncrypted: boolean }[];
  /** There are more entries than are listed. */
  readonly isCut: boolean;
};

export type FileFinding = {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly md5: string;
  readonly sha1: string;
  readonly sha256: string;
  /** By the bytes; null where they tell nothing (text). */
  readonly contentType: string | null;
  readonly archive: ArchiveFinding | null;
  readonly problems: readonly FileProblem[];
};

/** What the analyser read out of a mail. Everything in it was written by a stranger. */
export type Analysis = {
  readonly format: 'mime' | 'msg';
  readonly subject: string;
  readonly sentAt: string | null;
  readonly messageId: string | null;
  readonly senders: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  readonly returnPath: string | null;
  readonly recipients: readonly string[];
  readonly hops: readonly Hop[];
  readonly claims: readonly Claim[];
  readonly signatures: readonly { readonly domain: string | null; readonly selector: string | null }[];
  readonly links: readonly LinkFinding[];
  readonly files: readonly FileFinding[];
  /** The sender could be taken for this domain of ours. */
  readonly lookAlikes: readonly { readonly host: string; readonly own: string }[];
  readonly ownSender: boolean;
  readonly text: string;
  readonly headerText: string;
};

export type Warning = { readonly code: SpecimenWarning; readonly weight: WarningWeight; readonly about: string };

export type Specimen = {
  readonly id: string;
  readonly version: number;
  readonly subjectId: string;
  readonly fileId: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: Buffer;
  readonly state: SpecimenState;
  readonly problem: string | null;
  readonly analyserVersion: number;
  readonly analysis: Analysis | null;
  readonly openedAt: Date;
  readonly analysedAt: Date;
  readonly verdict: {
    readonly value: SpecimenVerdict;
    readonly note: string;
    readonly at: Date;
    readonly by: { readonly kind: 'user' | 'token' | 'guest' | 'system'; readonly id: string; readonly name: string };
  } | null;
};
