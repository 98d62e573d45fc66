import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { Locale, TriagePriority } from '@matoi/contract';

/** What a notice may know: nothing of what the record says, so that nothing restricted can leave with it. */
export type NoticeFacts = {
  readonly number: string;
  readonly priority: TriagePriority | null;
  readonly isDrill: boolean;
  readonly name: string;
  readonly team: string;
  readonly locale: Locale;
};

export type Notice = {
  readonly title: string;
  readonly text: string;
  readonly short: string;
  readonly line: string;
};

/**
 * What somebody is told who is called: the number, the priority, and that a link follows. The same for open and restricted
 * records: a locked screen shows it to everybody. `short` is for SMS, chat and voice; `line` stands under `title` on a screen.
 */
export function writeNotice(facts: NoticeFacts): Notice {
  const say = (key: SentenceKey, params: Readonly<Record<string, string>> = {}) => sentence(facts.locale, key, params);
  const priority =
    facts.priority === null ? say('call-outs.notice.no-priority') : say(`call-outs.notice.priority-${facts.priority}`);
  const params = { number: facts.number, priority, name: facts.name, team: facts.team };
  const kind = facts.isDrill ? 'drill' : 'call';
  return {
    title: say(`call-outs.notice.${kind}-title`, params),
    text: [
      say('call-outs.notice.greeting', params),
      say(`call-outs.notice.${kind}-text`, params),
      say('call-outs.notice.buttons', params),
      say('call-outs.notice.own-link'),
      say('call-outs.notice.link'),
    ].join('\n\n'),
    short: say(`call-outs.notice.${kind}-short`, params),
    line: say(`call-outs.notice.${kind}-line`, params),
  };
}
