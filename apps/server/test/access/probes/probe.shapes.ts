/** What everybody may see, made before the secret: the control that each question and each probe is measured by. */
export type OpenRecords = {
  /** The account that belongs to the compartment of the secret. */
  readonly memberId: string;
  readonly reportId: string;
  readonly reportNumber: string;
  readonly attachmentId: string;
  readonly token: string;
  readonly incidentId: string;
  /** A value that everybody sees on the open incident, and that the secret has too. */
  readonly valueId: string;
  readonly importId: string;
  readonly managementReportId: string;
  readonly entryId: string;
  readonly eventImportId: string;
  readonly eventId: string;
  readonly messageId: string;
  readonly webhookId: string;
  readonly runId: string;
  readonly filingId: string;
  /** A form that is kept for a recipient. */
  readonly formId: string;
  readonly decisionId: string;
  readonly meetingId: string;
  readonly fileId: string;
  readonly itemId: string;
  readonly noteId: string;
  readonly taskId: string;
  readonly instructionId: string;
  readonly recipientId: string;
  readonly callOutId: string;
  /** The last part of the calendar address of a handler outside. */
  readonly calendar: string;
};

/** What a probe names besides the record it is about. */
export type Known = {
  readonly reportId: string;
  readonly incidentId: string;
  /** The account that belongs to the compartment, and one that does not. */
  readonly memberId: string;
  readonly readerId: string;
  readonly compartmentId: number;
};

export type Request = {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly version?: number;
};

/** The requests of one route about the record with this id or number. */
export type Probe = (id: string, known: Known) => readonly Request[];

export type Probes = Readonly<Record<string, Probe>>;

export const neverId = '01900000-0000-7000-8000-000000000000';
