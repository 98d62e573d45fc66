export { canonicalJson } from './canonical.ts';
export {
  type AccountId,
  asId,
  type FactId,
  type FileId,
  formatNumber,
  type Id,
  isId,
  isNumber,
  makeId,
  type RandomBytes,
  type SubjectId,
} from './ids.ts';
export { type Tlp, tlpLabels } from './markings.ts';
export {
  type FieldRefusal,
  isRefusal,
  orRefuse,
  type Refusal,
  type RefusalParams,
  Refused,
  refusal,
  refuse,
} from './refusal.ts';
export { indexTokens, normaliseText, type SearchQuery, searchQuery, tokenizerVersion } from './search-text.ts';
export { instantIn, isZone, sayWithZone, yearIn, zoneName, zoneOffset } from './time.ts';
