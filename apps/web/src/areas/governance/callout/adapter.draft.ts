import type { AdapterKind } from '@matoi/contract/values';

/** What the services of each kind usually want; `text` alone is what Slack, Teams and Mattermost take. */
export const adapterBodies: Readonly<Record<AdapterKind, string>> = {
  chat: '{"text":"{{text}}"}',
  sms: '{"to":"{{address}}","text":"{{text}}"}',
  voice: '{"to":"{{address}}","say":"{{text}}"}',
};

/** Reads headers as they are typed, one `Name: value` a line. A line without a colon is its own name without value. */
export function readHeaders(text: string): { name: string; value: string }[] {
  return text.split('\n').flatMap((line) => {
    const [name = '', ...rest] = line.split(':');
    return line.trim() === '' ? [] : [{ name: name.trim(), value: rest.join(':').trim() }];
  });
}
