/** Facts are written here with the change itself; `facts` relays them after the commit. */
export { writeFacts } from './outbox.store.ts';
