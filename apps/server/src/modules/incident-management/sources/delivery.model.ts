import type { DeliveryResult, SubmissionResult } from '@matoi/contract';

/** What became of one alert of a delivery. The report is named by its id: who may not see it learns nothing of it. */
export type DeliveredItem = {
  readonly index: number;
  readonly result: SubmissionResult;
  readonly reportId: string | null;
  readonly code: string | null;
  readonly fields: readonly { readonly path: string; readonly code: string }[];
};

export type Delivery = {
  readonly id: string;
  readonly webhookId: string;
  readonly receivedAt: Date;
  readonly remoteAddress: string | null;
  readonly size: number;
  readonly sha256: Buffer;
  readonly result: DeliveryResult;
  readonly code: string | null;
  readonly items: readonly DeliveredItem[];
  /** Encrypted; null when it is not kept (any more). */
  readonly body: Buffer | null;
  readonly replayedAt: Date | null;
  readonly replayOf: string | null;
};
