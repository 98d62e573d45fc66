import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { platformLinks } from '../../links.ts';
import { obstacleHere } from '../push.browser.ts';
import { pushDevicesQuery, pushHereQuery } from '../push.queries.ts';

/** Says that this browser could show call-outs and does not; nothing where it cannot, or does. */
export function PushHint() {
  const { say } = useSay();
  const devices = useQuery(pushDevicesQuery);
  const here = useQuery(pushHereQuery);
  if (devices.data === undefined || here.data === undefined || obstacleHere() !== null) return null;
  if (devices.data.items.some(({ endpointHash }) => endpointHash === here.data)) return null;
  return (
    <Notice tone="quiet" actions={<Link to={platformLinks.account}>{say('push.hint.link')}</Link>}>
      {say('push.hint.text')}
    </Notice>
  );
}
