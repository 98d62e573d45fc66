/** Who acts, what they may see (compartments), and what they may do (permissions by role). */
export {
  type Actor,
  type ActorLink,
  actorLink,
  permissionsOf,
  type SystemPurpose,
  systemActor,
} from './actor.ts';
export { maySee, visibleTo } from './visibility.ts';
