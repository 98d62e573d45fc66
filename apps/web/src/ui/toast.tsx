import '@mantine/core/styles/Notification.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/notifications/styles.layer.css';
import './toast.css';
import { Notifications, notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCircleCheck } from './icons.ts';

/** Where toasts appear: bottom left, above the bottom bar on a phone. */
export function Toasts() {
  return <Notifications position="bottom-left" zIndex={250} limit={3} className="m-toasts" />;
}

/** Says in one sentence that an act went through; leaves after six seconds. */
export function toastDone(message: string, closeLabel: string): void {
  notifications.show({
    message,
    role: 'status',
    icon: <IconCircleCheck size={18} stroke={1.75} aria-hidden="true" />,
    autoClose: 6000,
    className: 'm-toast',
    closeButtonProps: { 'aria-label': closeLabel },
  });
}

/** Says what went wrong where no better place is left to say it; stays until it is closed. */
export function toastProblem(message: string, closeLabel: string): void {
  notifications.show({
    message,
    role: 'alert',
    icon: <IconAlertTriangle size={18} stroke={1.75} aria-hidden="true" />,
    autoClose: false,
    className: 'm-toast',
    closeButtonProps: { 'aria-label': closeLabel },
    attributes: { root: { 'data-tone': 'red' } },
  } as Parameters<typeof notifications.show>[0]);
}
