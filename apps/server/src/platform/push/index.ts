/** Push messages to people's browsers (RFC 8030, 8291, 8292): their devices, and handing messages to the push services. */
export { makePushCommands, noteDevice, notePush, openSubscription, viewDevice } from './device.commands.ts';
export { findDevice, findOwnDevice, listDevices, listNoticeDevices } from './device.store.ts';
export { makePushSender, type PushSender } from './push.map.ts';
export type { PushDevice, PushMessage, PushOutcome, PushSubscription } from './push.model.ts';
