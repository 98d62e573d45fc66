import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react';
import { platformLinks } from '../../areas/platform/links.ts';
import { call } from '../../shared/api.client.ts';
import { useSay } from '../../shared/language.ts';
import { useGo } from '../../shared/link.tsx';
import { problemOf } from '../../shared/problems.sentences.ts';
import { Refusal } from '../../shared/refusal.tsx';
import { useSubjectLink } from '../../shared/registry.tsx';
import { useMe } from '../../shared/session.queries.ts';
import { Kbd } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { type Icon, IconFileDescription, IconFlame, IconHelp, IconUser } from '../../ui/icons.ts';
import { navigationFor } from '../navigation.ts';
import { matches } from './palette.match.ts';
import './palette.css';

type Entry = {
  readonly id: string;
  readonly group: 'act' | 'page' | 'record';
  readonly label: string;
  readonly note?: string;
  readonly icon: Icon;
  readonly run: () => void;
};

type PaletteProps = { readonly onClose: () => void; readonly onHelp: () => void; readonly onFile: () => void };

/** Finds and does anything: acts, pages, and records by their text. */
export function Palette({ onClose, onHelp, onFile }: PaletteProps) {
  const { say } = useSay();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const { entries, error, isSearching } = useEntries(text, { onClose, onHelp, onFile });
  const current = entries[Math.min(at, entries.length - 1)];

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = Math.max(0, Math.min(entries.length - 1, at + step));
      setAt(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'Enter' && current !== undefined) {
      event.preventDefault();
      current.run();
    }
  };

  return (
    <Dialog title={say('platform.palette.title')} isOpen onClose={onClose} size={600}>
      <input
        className="m-input m-palette-input"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={current === undefined ? undefined : `${listId}-${entries.indexOf(current)}`}
        aria-label={say('platform.palette.open')}
        placeholder={say('platform.palette.placeholder')}
        data-autofocus
        maxLength={200}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label={say('platform.palette.results')} className="m-palette">
        {entries.map((entry, index) => {
          const isFirst = entries[index - 1]?.group !== entry.group;
          return (
            <div key={entry.id} role="presentation">
              {isFirst && (
                <div className="m-menu-label" role="presentation">
                  {say(`platform.palette.${entry.group}`)}
                </div>
              )}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the input, which keeps the focus */}
              <div
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={entry === current}
                className="m-palette-entry"
                onPointerMove={() => setAt(index)}
                onClick={entry.run}
              >
                <entry.icon size={16} stroke={1.75} aria-hidden="true" />
                <span className="m-palette-text">
                  <span className="m-ellipsis">{entry.label}</span>
                  {entry.note !== undefined && <span className="m-second m-ellipsis">{entry.note}</span>}
                </span>
              </div>
            </div>
          );
        })}
      </div>
      <p className="m-second m-palette-foot" role="status">
        {isSearching ? say('platform.palette.searching') : entries.length === 0 ? say('platform.palette.nothing') : ''}
      </p>
      <Refusal problem={error} />
      <p className="m-second m-palette-keys" aria-hidden="true">
        <Kbd>↑</Kbd>
        <Kbd>↓</Kbd>
        <Kbd>Enter</Kbd>
        <Kbd>Esc</Kbd>
      </p>
    </Dialog>
  );
}

function useEntries(text: string, { onClose, onHelp, onFile }: PaletteProps) {
  const { say } = useSay();
  const { may } = useMe();
  const go = useGo();
  const linkTo = useSubjectLink();
  const wanted = useDeferredValue(text.trim());
  const isAsking = wanted.length >= 2 && may('search.find');
  const found = useQuery({
    queryKey: ['search', wanted],
    enabled: isAsking,
    gcTime: 60_000,
    queryFn: ({ signal }) => call('GET /api/v1/search', { query: { q: wanted, limit: 12 }, signal }),
  });
  const to = (address: string) => () => {
    onClose();
    go(address);
  };

  const acts: Entry[] = [
    ...(may('incidents.open')
      ? [
          {
            id: 'open-incident',
            group: 'act' as const,
            label: say('incidents.open.now'),
            icon: IconFlame,
            run: () => {
              onClose();
              onFile();
            },
          },
        ]
      : []),
    {
      id: 'keys',
      group: 'act',
      label: say('platform.keys.title'),
      icon: IconHelp,
      run: () => {
        onClose();
        onHelp();
      },
    },
  ];
  const pages: Entry[] = [
    ...navigationFor(may)
      .flatMap(({ items }) => items)
      .map((item) => ({
        id: item.id,
        group: 'page' as const,
        label: say(item.title),
        icon: item.icon,
        run: to(item.to),
      })),
    {
      id: 'account',
      group: 'page',
      label: say('account.page.title'),
      icon: IconUser,
      run: to(platformLinks.account),
    },
  ];
  const records: Entry[] = (isAsking ? (found.data?.items ?? []) : []).flatMap((hit) => {
    const address = linkTo(hit.subject);
    if (address === null) return [];
    return [
      {
        id: hit.subject.id,
        group: 'record' as const,
        label: `${hit.subject.number ?? ''} ${hit.subject.title}`.trim(),
        note: hit.excerpt,
        icon: hit.subject.kind === 'incident' ? IconFlame : IconFileDescription,
        run: to(address),
      },
    ];
  });
  return {
    entries: [...[...acts, ...pages].filter(({ label }) => matches(label, wanted)), ...records],
    error: problemOf(found.error),
    isSearching: isAsking && found.isFetching,
  };
}
