import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { refParams } from '../shapes.ts';
import {
  assertAnchorSchema,
  clocksSchema,
  factHistoryQuery,
  factHistorySchema,
  obligationsSchema,
  obligationVocabularySchema,
  proposeAnchorSchema,
  recordFactsSchema,
  ruleObligationSchema,
} from './obligations.schemas.ts';

export const obligationsRefusals = {
  'obligations.record.not-an-incident': 409,
  'obligations.record-facts.unknown-field': 422,
  'obligations.record-facts.wrong-value': 422,
  'obligations.record-facts.twice': 422,
  'obligations.propose-anchor.in-the-future': 422,
  'obligations.propose-anchor.there': 409,
  'obligations.propose-anchor.zone-unknown': 422,
  'obligations.assert-anchor.needs-reason': 422,
  'obligations.assert-anchor.counts': 409,
  'obligations.assert-anchor.does-not-count': 409,
  'obligations.rule.regime-unknown': 422,
} as const satisfies RefusalStatuses;

const closed = 'incidents.annotate.closed';

export const obligationsRoutes = [
  defineRoute({
    id: 'obligations.vocabulary',
    method: 'GET',
    path: '/api/v1/obligation-vocabulary',
    summary: 'Lists the fields of reports to authorities and the questions about the team, with their words.',
    response: obligationVocabularySchema,
  }),
  defineRoute({
    id: 'obligations.show',
    method: 'GET',
    path: '/api/v1/subjects/{id}/obligations',
    summary:
      'Shows the duties to report of a record: which rules apply and why, their clocks, what is known, anchors and filings.',
    params: refParams,
    response: obligationsSchema,
  }),
  defineRoute({
    id: 'obligations.clocks',
    method: 'GET',
    path: '/api/v1/subjects/{id}/obligation-clocks',
    summary: 'Lists what is still to be filed on a record, the nearest first; what has no date stands behind.',
    params: refParams,
    response: clocksSchema,
  }),
  defineRoute({
    id: 'obligations.record-facts',
    method: 'POST',
    path: '/api/v1/subjects/{id}/obligation-facts',
    summary:
      'Says what is known of fields. Clocks are counted again in the same transaction; what was said before stays.',
    params: refParams,
    body: recordFactsSchema,
    response: obligationsSchema,
    refusals: [
      'obligations.record.not-an-incident',
      'obligations.record-facts.unknown-field',
      'obligations.record-facts.wrong-value',
      'obligations.record-facts.twice',
      closed,
    ],
  }),
  defineRoute({
    id: 'obligations.fact-history',
    method: 'GET',
    path: '/api/v1/subjects/{id}/obligation-facts',
    summary: 'Shows everything that was said about one field, the newest first.',
    params: refParams,
    query: factHistoryQuery,
    response: factHistorySchema,
  }),
  defineRoute({
    id: 'obligations.propose-anchor',
    method: 'POST',
    path: '/api/v1/subjects/{id}/obligation-anchors',
    summary: 'Proposes a moment from which clocks may count, and asserts it where the caller says so.',
    params: refParams,
    body: proposeAnchorSchema,
    response: obligationsSchema,
    refusals: [
      'obligations.record.not-an-incident',
      'obligations.propose-anchor.in-the-future',
      'obligations.propose-anchor.there',
      'obligations.propose-anchor.zone-unknown',
      'obligations.assert-anchor.needs-reason',
      'obligations.rule.regime-unknown',
      closed,
    ],
  }),
  defineRoute({
    id: 'obligations.assert-anchor',
    method: 'POST',
    path: '/api/v1/obligation-anchors/assert',
    summary: 'Says which candidate counts, or that it counts no more, with a reason. The former one stays readable.',
    body: assertAnchorSchema,
    response: obligationsSchema,
    refusals: [
      'obligations.record.not-an-incident',
      'obligations.assert-anchor.counts',
      'obligations.assert-anchor.does-not-count',
      closed,
    ],
  }),
  defineRoute({
    id: 'obligations.rule',
    method: 'POST',
    path: '/api/v1/subjects/{id}/obligation-rulings',
    summary: 'Says that a regime applies or does not, over what its rules say; both are shown beside each other.',
    params: refParams,
    body: ruleObligationSchema,
    response: obligationsSchema,
    refusals: ['obligations.record.not-an-incident', 'obligations.rule.regime-unknown', closed],
  }),
] as const;
