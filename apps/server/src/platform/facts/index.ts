/** Facts: what happened, written with the change, relayed in order after the commit, at least once to each subscriber. */
export { makeDelivery } from './deliver.ts';
export { deliverWaiting, relayBatch, startRelay } from './relay.ts';
export {
  type DeliveredFact,
  inFloods,
  onFact,
  type Reacting,
  type Reaction,
  type Subscription,
} from './subscription.ts';
