/** What the header of a mail says about its journey and its sender. Read as given; nothing of it is believed here. */
export { organisationOf, resemblance } from './resemblance.ts';
export {
  type AuthenticationClaim,
  type Hop,
  readAuthenticationResults,
  readHops,
  readReceivedSpf,
  readSignature,
} from './trace.ts';
