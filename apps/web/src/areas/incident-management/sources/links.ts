/** Who sends to us: webhooks and fixed mails. */
export const sourcesLink = '/incident-management/sources';

/** One webhook; `new` for one that is to be made. */
export function webhookLink(id: string): string {
  return `${sourcesLink}/webhooks/${encodeURIComponent(id)}`;
}

/** One template of fixed mails; `new` for one that is to be made. */
export function mailTemplateLink(id: string): string {
  return `${sourcesLink}/mail-templates/${encodeURIComponent(id)}`;
}
