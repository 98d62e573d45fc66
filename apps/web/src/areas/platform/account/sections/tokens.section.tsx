import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Card } from '../../../../ui/card.tsx';

/** The way from one's account to the API tokens, for whoever may make them. */
export function TokensSection() {
  const { say } = useSay();
  const { may } = useMe();
  if (!may('tokens.list')) return null;
  return (
    <Card title={say('tokens.list.title')}>
      <p className="m-second">{say('tokens.list.empty')}</p>
      <p>
        <Link to="/platform/tokens">{say('account.tokens.open')}</Link>
      </p>
    </Card>
  );
}
