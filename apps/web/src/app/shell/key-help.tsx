import { type SentenceKey, useSay } from '../../shared/language.ts';
import { Kbd } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { navigation } from '../navigation.ts';

type Key = { readonly keys: readonly string[]; readonly text: SentenceKey };

const groups: readonly { readonly title: SentenceKey; readonly keys: readonly Key[] }[] = [
  {
    title: 'platform.keys.everywhere',
    keys: [
      { keys: ['Ctrl/⌘', 'K'], text: 'platform.palette.open' },
      { keys: ['n'], text: 'calls.take.title' },
      { keys: ['Shift', 'n'], text: 'incidents.open.now' },
      { keys: ['?'], text: 'platform.keys.title' },
    ],
  },
  {
    title: 'terms.inbox',
    keys: [
      { keys: ['j'], text: 'platform.keys.next' },
      { keys: ['k'], text: 'platform.keys.previous' },
      { keys: ['Enter'], text: 'platform.keys.open' },
      { keys: ['/'], text: 'platform.keys.search' },
      { keys: ['x'], text: 'reports.keys.select' },
      { keys: ['Shift', 'x'], text: 'reports.keys.select-range' },
      { keys: ['z'], text: 'reports.keys.undo' },
    ],
  },
  {
    title: 'terms.report',
    keys: [
      { keys: ['i'], text: 'reports.open-incident.act' },
      { keys: ['a'], text: 'reports.add.act' },
      { keys: ['e'], text: 'reports.close.act-answer' },
      { keys: ['y'], text: 'reports.consultation.act' },
      { keys: ['q'], text: 'reports.ask.act' },
      { keys: ['f'], text: 'reports.hand-over.act' },
      { keys: ['!'], text: 'reports.spam.act' },
      { keys: ['h'], text: 'reports.snooze.act' },
      { keys: ['m'], text: 'reports.merge.act' },
    ],
  },
  {
    title: 'reports.triage.rail',
    keys: [
      { keys: ['Enter'], text: 'reports.triage.confirm-plain' },
      { keys: ['c'], text: 'reports.keys.class' },
      { keys: ['u'], text: 'reports.keys.matrix' },
      { keys: ['t'], text: 'reports.assign.take' },
      { keys: ['r'], text: 'reports.keys.rail' },
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

/** Two letters for each place of the menu that has some. */
const ways: readonly Key[] = navigation
  .flatMap((area) => area.items)
  .flatMap(({ shortcut, title }) => (shortcut === undefined ? [] : [{ keys: shortcut.split(' '), text: title }]));

/** The keys, by place. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const { say } = useSay();
  return (
    <Dialog title={say('platform.keys.title')} isOpen onClose={onClose} size={520}>
      <div className="m-keys">
        {[...groups.slice(0, 1), { title: 'platform.keys.ways' as const, keys: ways }, ...groups.slice(1)].map(
          (group) => (
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
          ),
        )}
      </div>
    </Dialog>
  );
}
