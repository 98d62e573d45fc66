import { useSay } from '../../shared/language.ts';
import { Link, useAddress } from '../../shared/link.tsx';
import { useMe } from '../../shared/session.queries.ts';
import { IconSearch } from '../../ui/icons.ts';
import { navigationFor } from '../navigation.ts';
import { AccountMenu } from './account-menu.tsx';

/** What a thumb reaches first, by the ids of the menu. */
const places = ['board', 'inbox', 'incidents'];

/** The five places of a phone: the board, the two main lists, finding, and the rest. */
export function BottomBar({ onSearch }: { readonly onSearch: () => void }) {
  const { say } = useSay();
  const { may } = useMe();
  const { path } = useAddress();
  const items = navigationFor(may).flatMap((area) => area.items);
  const first = places.flatMap((id) => items.find((item) => item.id === id) ?? []);
  const main = [...first, ...items.filter((item) => !first.includes(item))].slice(0, 3);
  const rest = items.filter((item) => !main.includes(item));
  return (
    <nav className="m-bottom" aria-label={say('platform.navigation.label')}>
      {main.map((item) => (
        <Link
          key={item.id}
          to={item.to}
          className="m-bottom-item"
          aria-current={path.startsWith(item.to) ? 'page' : undefined}
        >
          <item.icon size={20} stroke={1.75} aria-hidden="true" />
          {say(item.title)}
        </Link>
      ))}
      <button type="button" className="m-bottom-item" onClick={onSearch}>
        <IconSearch size={20} stroke={1.75} aria-hidden="true" />
        {say('platform.bottom.search')}
      </button>
      <AccountMenu more={rest} />
    </nav>
  );
}
