import { useSay } from '../../shared/language.ts';
import { Link, useAddress } from '../../shared/link.tsx';
import { useMe } from '../../shared/session.queries.ts';
import { Mark } from '../../ui/mark.tsx';
import { navigationFor } from '../navigation.ts';
import { AccountMenu } from './account-menu.tsx';
import { useCounts } from './counts.queries.ts';

/** The menu by area, and below it who I am. */
export function Navigation({ teamName }: { readonly teamName: string }) {
  const { say } = useSay();
  const { may } = useMe();
  const { path } = useAddress();
  const counts = useCounts();
  return (
    <nav className="m-nav" aria-label={say('platform.navigation.label')}>
      <Link to="/" className="m-nav-brand">
        <Mark size={28} />
        <span>
          <span className="m-nav-word">Matoi 纏</span>
          <span className="m-second m-ellipsis">{teamName}</span>
        </span>
      </Link>
      <div className="m-nav-scroll">
        {navigationFor(may).map((area) => (
          <div key={area.id} className="m-nav-area">
            {area.title !== null && <div className="m-nav-title">{say(area.title)}</div>}
            <ul>
              {area.items.map((item) => {
                const count = counts[item.id];
                const isHere = path === item.to || path.startsWith(`${item.to}/`);
                return (
                  <li key={item.id}>
                    <Link
                      to={item.to}
                      className="m-nav-item"
                      aria-current={isHere ? 'page' : undefined}
                      title={say(item.title)}
                    >
                      <item.icon size={16} stroke={1.75} aria-hidden="true" />
                      <span className="m-nav-name">{say(item.title)}</span>
                      {count !== undefined && count.text !== '0' && (
                        <span className="m-nav-count" data-waits={count.waits}>
                          <span className="m-hidden">{say('platform.navigation.count')}</span>
                          {count.text}
                        </span>
                      )}
                    </Link>
                  </li>
                );
              })}
            </ul>
          </div>
        ))}
      </div>
      <AccountMenu />
    </nav>
  );
}
