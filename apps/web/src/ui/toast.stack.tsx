import '@mantine/core/styles/Notification.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/notifications/styles.layer.css';
import './toast.css';
import { Notifications, notifications } from '@mantine/notifications';
import { Button } from './button.tsx';
import { IconAlertTriangle, IconCircleCheck } from './icons.ts';
import type { Toast } from './toast.ts';

let count = 0;
/** The toast that offers something to do; a newer one takes its place, because only the last act can be taken back. */
let offering: string | null = null;

/** Where toasts appear: bottom left, above the bottom bar on a phone. */
export function Toasts() {
  return <Notifications position="bottom-left" zIndex={250} limit={3} className="m-toasts" />;
}

/** Adds one toast; the stack takes it up as soon as it is on the page. */
export function show({ message, closeLabel, tone, action }: Toast): void {
  const Icon = tone === 'red' ? IconAlertTriangle : IconCircleCheck;
  count += 1;
  const id = `toast-${count}`;
  if (action !== undefined) {
    if (offering !== null) notifications.hide(offering);
    offering = id;
  }
  notifications.show({
    id,
    message:
      action === undefined ? (
        message
      ) : (
        <span className="m-toast-line">
          <span>{message}</span>
          <Button
            size="small"
            onClick={() => {
              notifications.hide(id);
              action.run();
            }}
          >
            {action.label}
          </Button>
        </span>
      ),
    role: tone === 'red' ? 'alert' : 'status',
    icon: <Icon size={18} stroke={1.75} aria-hidden="true" />,
    autoClose: tone === 'red' ? false : 6000,
    className: tone === 'red' ? 'm-toast m-toast-red' : 'm-toast',
    closeButtonProps: { 'aria-label': closeLabel },
  });
}
