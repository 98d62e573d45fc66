import { blockEntryStates, blockListNames } from '@matoi/contract/values';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { useAddress, useGo, withSearch } from '../../../../shared/link.tsx';
import { ListSearch, MoreRows } from '../../../../shared/list.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice, SelectField } from '../../../../ui/field.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty, Page, Pills } from '../../../../ui/page.tsx';
import {
  type BlockEntry,
  type BlockFilter,
  blockEntriesQuery,
  blockSearch,
  readBlockFilter,
} from '../block.queries.ts';
import { BlockForm } from '../forms/block.form.tsx';
import { UnblockForm } from '../forms/unblock.form.tsx';
import { blockListLink } from '../links.ts';
import { BlockTokens } from '../sections/block-tokens.tsx';
import '../sections/observables.css';

/** What devices are told to refuse, what ended, and the keys by which they fetch it. */
export function BlockListPage() {
  const { say, locale } = useSay();
  const { may } = useMe();
  const go = useGo();
  const { search } = useAddress();
  const filter = readBlockFilter(search);
  const list = useInfiniteQuery(blockEntriesQuery(filter));
  const searchInput = useRef<HTMLInputElement>(null);
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<BlockEntry | null>(null);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total;
  const isNarrowed = filter.list !== 'any' || filter.q !== '';
  const show = (change: Partial<BlockFilter>) =>
    go(withSearch(blockListLink, blockSearch({ ...filter, ...change })), { replace: true });
  useKeys({ '/': () => searchInput.current?.focus() });
  const nothing = filter.state === 'open' ? 'block-list.empty' : 'block-list.empty.ended';
  return (
    <Page
      title={say('block-list.title')}
      note={total && say('block-list.count', { total: totalText(total, locale) })}
      actions={
        may('block-entries.add') && (
          <Button kind="primary" icon={IconPlus} onClick={() => setAdding(true)}>
            {say('block-list.add.act')}
          </Button>
        )
      }
    >
      <Notice tone="quiet">{say('block-list.explained')}</Notice>
      <div className="m-list-bar">
        <Pills
          label={say('block-list.state')}
          value={filter.state}
          options={blockEntryStates.map((value) => ({ value, label: say(`block-list.state.${value}`) }))}
          onChoose={(state) => show({ state })}
        />
        <ListSearch
          label={say('block-list.search')}
          value={filter.q}
          inputRef={searchInput}
          onSearch={(q) => show({ q })}
        />
      </div>
      <div className="m-observables-filters">
        <SelectField
          label={say('block-list.filter.list')}
          value={filter.list}
          onChange={(event) => show({ list: blockListNames.find((one) => one === event.currentTarget.value) ?? 'any' })}
        >
          <option value="any">{say('block-list.filter.any')}</option>
          {blockListNames.map((one) => (
            <option key={one} value={one}>
              {say(`block-list.name.${one}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <Card isTight>
        {list.data === undefined && <Waiting query={list} />}
        {list.data !== undefined && rows.length === 0 && (
          <Empty
            action={
              isNarrowed && <Button onClick={() => show({ list: 'any', q: '' })}>{say('platform.list.clear')}</Button>
            }
          >
            {say(isNarrowed ? 'block-list.nothing' : nothing)}
          </Empty>
        )}
        <ul className="m-observables">
          {rows.map((one) => (
            <Entry key={one.id} entry={one} onWithdraw={may('block-entries.withdraw') ? setLeaving : null} />
          ))}
        </ul>
        <MoreRows list={list} />
      </Card>
      {may('block-tokens.list') && <BlockTokens />}
      <Dialog title={say('block-list.add.title')} isOpen={isAdding} onClose={() => setAdding(false)}>
        <BlockForm value="" onClose={() => setAdding(false)} />
      </Dialog>
      <Dialog title={say('block-list.withdraw.title')} isOpen={leaving !== null} onClose={() => setLeaving(null)}>
        {leaving !== null && <UnblockForm entry={leaving} onClose={() => setLeaving(null)} />}
      </Dialog>
    </Page>
  );
}

/** Past its end, taken off by a person with a reason, or by Matoi because it may not leave any more. */
function endOf({ by, reason }: NonNullable<BlockEntry['ended']>): 'expired' | 'by' | 'kept' {
  if (by === null) return 'expired';
  return reason === null || reason === '' ? 'kept' : 'by';
}

type EntryProps = { readonly entry: BlockEntry; readonly onWithdraw: ((entry: BlockEntry) => void) | null };

/** One value: what, why, by whom, until when, and how it ended. */
function Entry({ entry, onWithdraw }: EntryProps) {
  const { say, locale } = useSay();
  const { ended, warning } = entry;
  return (
    <li className="m-observable">
      <span className="m-mono m-observable-value">{entry.defanged}</span>
      {ended === null && onWithdraw !== null && (
        <span className="m-observable-acts">
          <Button
            size="small"
            aria-label={`${say('block-list.withdraw.act')}: ${entry.defanged}`}
            onClick={() => onWithdraw(entry)}
          >
            {say('block-list.withdraw.act')}
          </Button>
        </span>
      )}
      <div className="m-observable-line">
        <Chip>{say(`observables.type.${entry.type}`)}</Chip>
        {entry.listNames.map((name) => (
          <Chip key={name.ja} tone="amber">
            {say('observables.warning.chip', { name: name[locale] })}
          </Chip>
        ))}
        {warning !== null && entry.listNames.length === 0 && (
          <Chip tone="amber">{say(`block-list.warning.${warning}`)}</Chip>
        )}
        {entry.isReleased && <Chip tone="amber">{say('block-list.released')}</Chip>}
        <span>{entry.reason}</span>
        {entry.overrideReason !== null && <span>{entry.overrideReason}</span>}
      </div>
      <div className="m-observable-line m-second">
        <span>
          {entry.addedBy.name} ・ <Moment at={entry.addedAt} as="short" />
        </span>
        {ended === null ? (
          <span>
            {say('block-list.until')} <Moment at={entry.expiresAt} as="short" />
          </span>
        ) : (
          <span>
            {say(`block-list.ended.${endOf(ended)}`)} <Moment at={ended.at} as="short" />
            {endOf(ended) === 'by' && ` ・ ${ended.by?.name} ・ ${ended.reason}`}
          </span>
        )}
      </div>
    </li>
  );
}
