/** A mail as the parser understood it. Everything in it was written by a stranger. */
export type ParsedMail = {
  readonly messageId: string | null;
  readonly from: { readonly name: string; readonly address: string } | null;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly sentAt: string | null;
  readonly text: string;
  readonly isTextFromHtml: boolean;
  readonly charset: string | null;
  readonly contentLanguage: string | null;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly attachments: readonly ParsedAttachment[];
};

export type ParsedAttachment = { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };

export type ParseAnswer =
  | { readonly isParsed: true; readonly mail: ParsedMail }
  | { readonly isParsed: false; readonly problem: string };
