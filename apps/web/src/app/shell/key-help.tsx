import { type SentenceKey, useSay } from '../../shared/language.ts';
import { Kbd } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

const groups: readonly {
  readonly title: SentenceKey;
  readonly keys: readonly { readonly keys: readonly string[]; readonly text: SentenceKey }[];
}[] = [
  {
    title: 'platform.keys.everywhere',
    keys: [
      { keys: ['Ctrl/⌘', 'K'], text: 'platform.palette.open' },
      { keys: ['g', 'i'], text: 'platform.keys.inbox' },
      { keys: ['g', 'n'], text: 'platform.keys.incidents' },
      { keys: ['g', 'a'], text: 'platform.keys.audit' },
      { keys: ['g', 's'], text: 'platform.keys.settings' },
      { keys: ['?'], text: 'platform.keys.title' },
    ],
  },
  {
    title: 'terms.inbox',
    keys: [
      { keys: ['j'], text: 'platform.keys.next' },
      { keys: ['k'], text: 'platform.keys.previous' },
      { keys: ['Enter'], text: 'platform.keys.open' },
      { keys: ['n'], text: 'reports.open-incident.act' },
      { keys: ['e'], text: 'reports.close.act' },
      { keys: ['/'], text: 'platform.keys.search' },
    ],
  },
  {
    title: 'terms.incident',
    keys: [
      { keys: ['c'], text: 'incidents.open.act' },
      { keys: ['r'], text: 'journal.add.begin' },
      { keys: ['Ctrl/⌘', 'Enter'], text: 'platform.keys.submit' },
    ],
  },
];

/** The keys, by place. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const { say } = useSay();
  return (
    <Dialog title={say('platform.keys.title')} isOpen onClose={onClose} size={520}>
      <div className="m-keys">
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{say(group.title)}</h3>
            <dl>
              {group.keys.map(({ keys, text }) => (
                <div key={text}>
                  <dt>
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                    <span className="m-hidden">{keys.join(' ')}</span>
                  </dt>
                  <dd>{say(text)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
