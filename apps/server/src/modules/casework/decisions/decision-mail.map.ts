import { type SentenceKey, sentence } from '@matoi/catalogues';
import { openCompartment } from '@matoi/contract';
import type { Asked, Decision } from './decision.model.ts';

export type MailPurpose = 'ask' | 'reminder' | 'confirm';

/**
 * The mail to one who is asked. It carries the link and never a PIN. Of a restricted record it says the number and neutral
 * words alone; the rest stands on the page of the link.
 */
export function writeDecisionMail(
  purpose: MailPurpose,
  given: {
    readonly decision: Pick<
      Decision,
      'number' | 'question' | 'whyNow' | 'waitingCost' | 'decideByAt' | 'compartmentId'
    >;
    readonly asked: Pick<Asked, 'name' | 'locale' | 'why'>;
    readonly settings: { readonly teamName: string; readonly zone: string };
  },
): { readonly title: string; readonly text: string } {
  const { decision, asked, settings } = given;
  const { locale } = asked;
  const say = (key: SentenceKey, params: Readonly<Record<string, string>> = {}) => sentence(locale, key, params);
  const isOpen = decision.compartmentId === openCompartment;
  const due =
    decision.decideByAt === null
      ? null
      : new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', {
          dateStyle: 'long',
          timeStyle: 'short',
          timeZone: settings.zone,
        }).format(decision.decideByAt);
  const params = {
    name: asked.name,
    team: settings.teamName,
    number: decision.number,
    title: isOpen ? decision.question : decision.number,
    zone: settings.zone,
  };
  const isAdvice = asked.why === 'advice';
  const lines = [
    say('decisions.mail.greeting', params),
    say(
      purpose === 'reminder'
        ? 'decisions.mail.reminder'
        : purpose === 'confirm'
          ? 'decisions.mail.confirm'
          : isAdvice
            ? 'decisions.mail.advice'
            : 'decisions.mail.ask',
      params,
    ),
    ...(isOpen ? [decision.question] : []),
    ...(isOpen && decision.waitingCost !== '' ? [say('decisions.mail.waiting', { cost: decision.waitingCost })] : []),
    ...(due === null ? [] : [say('decisions.mail.due', { due, zone: settings.zone })]),
    // The second factor never travels with the link.
    ...(isAdvice ? [] : [say('decisions.mail.pin', params)]),
    say('decisions.mail.link', params),
  ];
  const heading: SentenceKey =
    purpose === 'reminder'
      ? 'decisions.mail.reminder-title'
      : purpose === 'confirm'
        ? 'decisions.mail.confirm-title'
        : isAdvice
          ? 'decisions.mail.advice-title'
          : 'decisions.mail.ask-title';
  return { title: say(heading, params), text: lines.join('\n\n') };
}
